/** What starts after what: mandatory orders, and the members of groups. */
import type { Config } from "./config.ts";
import type { Reference } from "./constraints.ts";

export interface Edge {
  readonly from: string;
  readonly to: string;
  /** Where it is said. */
  readonly word: Reference["word"];
}

/** "start" is meant where nothing is said. */
const starts = ({ as }: Reference) => as === "" || as.toLowerCase() === "start";

export function edgesOf({ constraints, resources }: Config): readonly Edge[] {
  const ordered = constraints
    .filter(({ kind, mandatory }) => kind === "order" && mandatory)
    .filter(({ steps }) => steps.flat().every(starts))
    .flatMap(({ steps, word }) =>
      steps
        .slice(1)
        .flatMap((step, at) =>
          (steps[at] ?? []).flatMap(({ id: from }) =>
            step.map(({ id: to }) => ({ from, to, word })),
          ),
        ),
    );
  const grouped = resources
    .filter(({ kind }) => kind === "group")
    .flatMap(({ members }) =>
      members
        .slice(1)
        .map((to, at) => ({ from: members[at]?.value ?? "", to: to.value, word: to })),
    );
  return [...ordered, ...grouped];
}

/** The edges of a loop; undefined: there is none. Linear. */
export function loopIn(edges: readonly Edge[]): readonly Edge[] | undefined {
  const from = Map.groupBy(edges, (edge) => edge.from);
  const done = new Set<string>();
  for (const start of from.keys()) {
    const way: { readonly edge: Edge | undefined; readonly id: string; next: number }[] = [];
    const onWay = new Set<string>();
    const enter = (id: string, edge?: Edge) => {
      way.push({ edge, id, next: 0 });
      onWay.add(id);
    };
    if (!done.has(start)) enter(start);
    for (let top = way.at(-1); top; top = way.at(-1)) {
      const edge = from.get(top.id)?.[top.next];
      top.next += 1;
      if (!edge) {
        way.pop();
        onWay.delete(top.id);
        done.add(top.id);
      } else if (onWay.has(edge.to)) {
        const begin = way.findIndex(({ id }) => id === edge.to);
        return [...way.slice(begin + 1).flatMap((one) => one.edge ?? []), edge];
      } else if (!done.has(edge.to)) enter(edge.to, edge);
    }
  }
  return undefined;
}

/** Whether a start waits for another one, along any way. */
export function waitsFor(edges: readonly Edge[], later: string, earlier: string): boolean {
  const from = Map.groupBy(edges, (edge) => edge.from);
  const reached = new Set([earlier]);
  for (const id of reached) for (const { to } of from.get(id) ?? []) reached.add(to);
  return reached.has(later);
}
