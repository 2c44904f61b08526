import type { Messages } from "../../../core/base/message.ts";

/** What grades are called: a student's feedback, and the sheet of the class. */
export const gradeWords = {
  pass: "passed",
  fail: "not passed",
  "not gradable": "not gradable",
  unknown: "not decided",
  skipped: "not played",

  // A student's feedback.
  title: "{lab}: your submission",
  points: "{points} of {all} points",
  "no-points":
    "There are no points yet, and none were lost: this could not be graded. It is not your fault.",
  reason: "Reason",
  why: "Why",
  hint: "Think about it",
  more: "More about it",
  steps: "Steps",
  step: "Step",
  verdict: "Verdict",
  "points-head": "Points",
  seen: "What was seen",
  files: "The files alone, without a cluster",

  // The sheet of the class.
  class: "{lab}: the class",
  batch: "Batch {batch}",
  submissions: "Submissions",
  passed: "Passed",
  failed: "Not passed",
  ungraded: "Not gradable",
  mean: "Mean",
  median: "Median",
  least: "Least",
  most: "Most",
  "by-step": "Points by step",
  "by-step-caption":
    "Of those that could be graded. A step that was not decided counts for nobody.",
  "mean-points": "Mean points",
  causes: "The commonest causes",
  "causes-caption": "The first cause that was found in each submission that did not pass.",
  "no-causes": "No cause was found in any submission.",
  cause: "Cause",
  how: "How many",
  outages: "How long users waited",
  "outages-caption":
    "The longest outage of each step, in seconds. A dot is a submission that passed the step, a cross one that did not, a ring one that was not decided.",
  "no-outages": "No reports with outages lie beside this sheet.",
  outage: "Outages of {step}: {count} submissions, {least} to {most} s, median {median} s",
  everybody: "Everybody",
  "everybody-caption": "In the order of the sheet.",
  student: "Submission",
  tries: "Tries",
  same: "the same as {id}",
  seconds: "seconds",
} as const satisfies Messages;
