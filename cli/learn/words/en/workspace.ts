import type { Messages } from "../../../core/base/message.ts";

/** The student's folder, its cluster, and the verbs of the loop: apply, check, hint, status, reset, pull, submit. */
export const workspace = {
  // The folder.
  missing: "{file} is not there any more: halab reset {file} brings the starter's back",
  guideKept:
    "guide.md was edited, so it stays as it is; a newer one is there (move yours away to get it)",
  progressGone: {
    one: "{file} was not there: what is known of 1 step comes from its last check",
    other: "{file} was not there: what is known of {count} steps comes from their last checks",
  },
  progressBroken: {
    one: "{file} was broken and is kept as {aside}: what is known of 1 step comes from its last check, hints and predictions begin anew",
    other:
      "{file} was broken and is kept as {aside}: what is known of {count} steps comes from their last checks, hints and predictions begin anew",
  },

  // apply
  applying: "taking files onto {nodes}",
  applied: "{nodes}: files taken",
  notApplied: "not every node took its files",
  took: "{node}: {path} taken",
  removed: "{node}: {path} removed",
  restarted: "{node}: {service} started anew",
  rebooted: "{node}: started anew, since this is read only at boot",
  nothingChanged: "nothing has changed: the nodes have your files",
  editedInNode:
    "{file} was edited inside the node and stays so there: halab pull takes it into your workspace",
  editedInBoth: "{file} was edited in both places: yours counts, the node's is kept as {copy}",

  // check
  crowded:
    "this machine had too few processors while this was measured: check it again when other programs leave it some",
  mending: "healing what was still broken",
  mended: "healed",
  checkNext: "next: halab check {step}",
  allPassed: "Every step is passed. Hand in: halab submit",
  hintNext: "next: edit your files and check again   ·   halab hint   ·   halab diagnose",

  // hint
  hintTitle: "Hint, level {level} of 3:",
  hintCosts: {
    one: "Level {level} of 3 for {step} costs 1 point. Read it?",
    other: "Level {level} of 3 for {step} costs {count} points. Read it?",
  },
  hintYes: "halab hint {step} --yes   reads it",
  noMoreHints: "These are all hints for {step}.",
  noHint:
    "Nobody has a hint: nothing was found in your files. Look deeper: halab diagnose {cluster}",

  // status
  stepColumn: "STEP",
  verdictColumn: "STATE",
  pointsColumn: "POINTS",
  triesColumn: "TRIES",
  hintsColumn: "HINTS",
  titleColumn: "TITLE",
  "verdict-pass": "passed",
  "verdict-fail": "failed",
  "verdict-unknown": "unknown",
  "verdict-none": "-",
  pointsLine: "{points} of {all} points, and {predictions} for predictions",
  "cluster-none": "Cluster {cluster}: not there; the next check starts it.",
  "cluster-starting": "Cluster {cluster}: is being started.",
  "cluster-up": "Cluster {cluster}: up.",
  "cluster-partly": "Cluster {cluster}: some nodes are off; the next check starts them.",
  "cluster-failed": "Cluster {cluster}: could not be started; .halab/up.log says why.",
  goesIn: {
    one: "Goes in 1 minute if nobody uses it.",
    other: "Goes in {count} minutes if nobody uses it.",
  },
  changedLine: "Changed since the nodes got them: {files}",

  // reset, pull
  asStarter: "Your files are the starter's.",
  notAsStarter: "Not as the starter's (halab reset FILE brings one back):",
  reset: "{file}: the starter's is back",
  resetKept: "{file}: the starter's is back; yours is kept as {kept}",
  pulled: "{file}: taken from the node",
  pulledKept: "{file}: taken from the node; yours is kept as {kept}",
  pulledNone: "nothing was edited inside the nodes",
  newerHere: "{file}: newer in your workspace; halab apply takes it onto the node",
  newInNode: "{file}: made inside the node; halab pull {file} takes it, too",

  // submit
  missingEdit: "{file} is still the starter's",
  missingCheck: "step {step} was never checked",
  missingPass: "step {step} is not passed",
  missingSince: "step {step} was passed, but files were changed since: check it again",
  packed: {
    one: "{file}: 1 file, {points} of {all} points",
    other: "{file}: {count} files, {points} of {all} points",
  },
} as const satisfies Messages;
