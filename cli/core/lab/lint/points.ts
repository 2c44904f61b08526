/** A lab in which nobody can earn anything. */
import type { Lab } from "../lab.ts";
import { pointsOf } from "../step-hints.ts";

/** Adds to the lab's problems: no steps, or checks that are worth nothing. */
export function lintPoints({ file, problems }: Lab): void {
  const points = file.steps.reduce((sum, step) => sum + pointsOf(step), 0);
  if (file.steps.length === 0)
    problems.add(["steps"], "there are no steps: nothing is played, and nothing judged");
  else if (points === 0)
    problems.add(["steps"], "no check gives points: say `points: 5` at those that count");
}
