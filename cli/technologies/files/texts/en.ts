import type { Texts } from "../../../core/kinds/rule.ts";

export const texts: Texts = {
  "todo-left": {
    title: "{number} is still open",
    because: "{node}'s {file} is as you were given it: {todo}",
    see: "grep -rn TODO .",
    hints: [
      "Which of the lab's steps needs {number}? Its guide says so.",
      "Look at {file}, line {line}: the comment says what is missing.",
      "Write what line {line} of {file} asks for, and take the comment out.",
    ],
    why: "The starter of a lab leaves out what the lab teaches. Until it is there, all that fails fails for that.",
    example: "# TODO 1 (steady): who leads?",
  },
};
