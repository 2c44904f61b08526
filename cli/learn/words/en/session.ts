import type { Messages } from "../../../core/base/message.ts";

/** The interactive session: the course, what is read, menus, what is said at the end. */
export const session = {
  // Keys and questions.
  number: "Type a number from 1 to {count}, then Enter ({usual} if you type nothing):",
  "no-choice": "That is none of them.",
  "what-next": "What next?",
  "press-on": "on",
  "press-back": "back",
  "press-work": "to the work",
  "press-skip": "skip this part",
  "press-leave": "leave",
  "press-menu": "to the menu",

  // Where the student is.
  "place-chapter": "{chapter} ({number} of {all})",
  "place-points": "{points} of {all} points",
  "step-title": "Step {step}: {title}",
  "step-open": "not checked yet, {all} points",
  "step-passed": "passed, {points} of {all} points",
  "step-failed": { one: "not passed yet, 1 try", other: "not passed yet, {count} tries" },
  "step-unknown": "the last check could not decide: check again",
  "hints-read": { one: "1 hint read", other: "{count} hints read" },
  "cluster-none": "the cluster is not there; a check starts it",
  "cluster-starting": "the cluster is being started",
  "cluster-up": "the cluster is up",
  "cluster-partly": "a part of the cluster is off; a check starts it",
  "cluster-failed": "the cluster could not be started; a check tries again",
  changed: {
    one: "1 file differs from what the nodes have; a check takes it there",
    other: "{count} files differ from what the nodes have; a check takes them there",
  },
  "edit-here": "Your files are in {dir}. Edit them with any editor.",

  // The menu of a step.
  "menu-message": "What do you do?",
  "menu-check": "check my work",
  "menu-predict": "predict and break it",
  "menu-hint": "hint",
  "menu-why": "why does it not work (diagnose)",
  "menu-shell": "shell on a node",
  "menu-topology": "topology",
  "menu-file": "show my file, with what each line does",
  "menu-read": "read this part again",
  "menu-on": "go on",
  "menu-on-unpassed": "go on without passing",
  "menu-back": "go back",
  "menu-leave": "leave",
  "menu-submit": "pack my submission",
  "menu-none": "back to the menu",

  // What the entries say.
  "check-passed": "Step {step} is passed: {points} of {all} points.",
  "check-failed": "Step {step} is not passed yet: {points} of {all} points.",
  "check-unknown": "The check of {step} could not decide. Check again.",
  "hint-cost": {
    one: "The next hint for {step} (level {level} of 3) costs 1 point. Read it?",
    other: "The next hint for {step} (level {level} of 3) costs {count} points. Read it?",
  },
  "hint-free": "The next hint for {step} (level {level} of 3) is free. Read it?",
  "hint-none": "There are no more hints for {step}.",
  "hint-title": "Hint {level} of 3 for {step}",
  yes: "yes",
  no: "no",
  "which-node": "On which node?",
  "which-file": "Which file?",
  "no-files": "There is no file of yours yet.",
  "shell-beside": "A shell on {node} is open in the pane beside. Leave it with Ctrl-D.",
  "shell-leave": "You are on {node}. Ctrl-D leads back.",
  "line-as": "as in line {line}",
  "nothing-asked": "This step asks for no prediction.",
  "submit-anyway": "This is missing. Pack it all the same?",
  packed: "Your submission: {file}",

  // Resuming, leaving, the end.
  left: "Your work is kept. Go on with: halab learn {lab} {dir}",
  "left-cluster":
    "The cluster goes by itself when nobody has used it for an hour; at once: halab learn --close --dir {dir}",
  "end-title": "The end of this lab",
  "end-points": "You have {points} of {all} points.",
  "end-predictions": {
    one: "Your predictions brought 1 point more.",
    other: "Your predictions brought {count} points more.",
  },
  "end-passed": "Every step is passed.",
  "end-open": "Not passed yet: {steps}",
  "end-submit": "Hand it in: halab submit --dir {dir}",
  "end-next": "Next in the course: {title} (halab learn {lab})",
  "end-last": "This was the last lab of the course.",
  closed: "The cluster is gone; your workspace {dir} is kept.",
  "closed-none": "There was no cluster; your workspace {dir} is kept.",
  made: "Your workspace: {dir}",
  "made-next":
    "Begin with: halab learn {lab} {dir}   (or read {guide}, edit, and: halab check --dir {dir})",

  // The course.
  "course-lab-new": "not begun",
  "course-lab-begun": "{points} of {all} points, {passed} of {steps} steps",
  "course-lab-done": "all steps passed, {points} points",
  "course-choose": "Which lab?",
  "course-leave": "none of them now",
  "course-other": "Labs beside the course",
  "course-dir": "In which folder?",
  "course-hint": "halab learn LAB begins one, or goes on with it.",
} as const satisfies Messages;
