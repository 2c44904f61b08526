import { phrase } from "../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { type Todo, todosIn } from "../todos.ts";

function foundOf(all: readonly Todo[]): Found[] {
  const [first] = all;
  if (!first) return [];
  const number = first.number === "" ? phrase`a TODO` : `TODO ${first.number}`;
  const steps = [...new Set(all.flatMap((todo) => todo.steps))];
  return [
    {
      where: all.map(({ place }) => place),
      args: { number, todo: first.text, steps: steps.join(" ") },
    },
  ];
}

export const kind: RuleKind = {
  kind: "todo-left",
  severity: "error",
  rank: 0,
  needs: "files",
  covers: true,
  source: "the lab's starter",
  breaks: (step, { args }) => String(args["steps"]).split(" ").includes(step.id),
  find({ nodes }) {
    const files = nodes.flatMap((node) => [...node.files.values()]);
    const open = files.filter(({ owner, untouched }) => owner === "student" && untouched === true);
    const byNumber = Map.groupBy(open.flatMap(todosIn), ({ number }) => number);
    const inOrder = [...byNumber].toSorted(([a], [b]) => Number(a) - Number(b));
    return inOrder.flatMap(([, all]) => foundOf(all));
  },
};
