/** When two nodes held one address, by what the nodes said; and why nobody knows. */
import { contradictedBy } from "../../core/judge/two-words.ts";
import type { StepView } from "../../core/kinds/formula.ts";

export interface Overlap {
  readonly totalMs: number;
  /** The first moment of it: who, and how long after the phase's begin. */
  readonly first?: { readonly nodes: readonly string[]; readonly afterS: number };
  /** A node's port said another thing than the node: its word proves nothing. */
  readonly contradicted?: string;
}

/** A sentence where the watch says nothing, or was blind meanwhile. */
export function overlapOf(probe: string, view: StepView): Overlap | string {
  const history = view.run.owners.get(probe);
  if (!history?.known) return `nobody watched who owns "${probe}"`;
  const blind = view.run.blind.find(
    (event) =>
      event.probe === probe && !event.ok && event.t >= view.sinceNs && event.t <= view.untilNs,
  );
  if (blind) return `the watch on ${blind.node} was blind: ${blind.why}`;
  const two = (nodes: readonly string[]) => nodes.length > 1;
  const totalMs = history.secondsWhere(view.sinceNs, view.untilNs, two) * 1000;
  const contradicted = contradictedBy(view.run, probe, view.sinceNs, view.untilNs);
  const told = contradicted === undefined ? {} : { contradicted };
  const began = history
    .states()
    .find(({ t, nodes }) => two(nodes) && t > view.sinceNs && t <= view.untilNs);
  const atOnce = two(history.at(view.sinceNs)) ? history.at(view.sinceNs) : began?.nodes;
  if (!atOnce || totalMs === 0) return { totalMs, ...told };
  const afterS = began && atOnce === began.nodes ? (began.t - view.sinceNs) / 1e9 : 0;
  return { totalMs, first: { nodes: atOnce, afterS }, ...told };
}
