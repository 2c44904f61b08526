import type { Texts } from "../../../core/kinds/rule.ts";

const state = "halab exec {lab} {node} -- sh -c 'counterd -v /run/counterd/state'";

/** Of how the counts are saved. */
export const savingTexts: Texts = {
  "saves-rarely": {
    title: "A crash costs more counts than were promised",
    because: "counterd saves every {save}, and a crash may cost what was counted in {most}.",
    see: state,
    hints: [
      "Which counts are gone when the process dies just before it saves?",
      "All since the last save. How often it saves is how much a crash may cost (the recovery point objective).",
      "Write a `save` of {most} or less into line {line}, `save 500ms` for instance.",
    ],
    why: "What is acknowledged and not saved exists in the memory of one process. Saving more often costs writes, and `save each` costs every user the time of a save.",
    example: "save 30s",
  },
  "written-in-place": {
    title: "After a crash half of the state is left, and nothing starts on it",
    because:
      "With `write in-place` counterd cuts its file off and writes it anew; a crash in between leaves neither the old nor the new one.",
    see: state,
    hints: [
      "At which moment of a save is there no whole state on the disk?",
      "Write beside the old file, and put the new one in its place when it is whole: a rename is all or nothing.",
      "Write `write atomic` in line {line}.",
    ],
    why: "A program that is killed, or whose node loses its power, stops between any two bytes. Only what is replaced in one step (rename(2)), after it was flushed to the disk, is always whole.",
    example: "write in-place",
  },
  "no-copies": {
    title: "The counts go down with their node",
    because: "By {file} nobody else keeps a copy of what {node} has counted.",
    see: "halab exec {lab} {node} -- ls -l /var/lib/counter-copies",
    hints: [
      "What does another node begin with when this one is off?",
      "It needs the state: on storage that all share, or as a copy that was sent before.",
      "Name the addresses of all nodes behind `copies`.",
    ],
    why: "A cluster moves the service, and not what it knows. Without shared or replicated state a failover is a start from nothing.",
    example: "copies none",
  },
};
