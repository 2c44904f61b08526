/** How soon the members that stay know that one is gone: what formulas of cluster managers begin with. */
import type { StepView } from "../../core/kinds/formula.ts";
import { valuesOf } from "../../core/kinds/reader.ts";
import { kind as corosync } from "./readers/corosync.ts";

export interface Loss {
  /** Token, consensus, hold. Seconds. */
  readonly T: number;
  readonly C: number;
  readonly H: number;
}

/** By the slowest of those that are not broken; a sentence when none has said. */
export function lossOf(view: StepView): Loss | string {
  const gone = view.fault?.nodes ?? [];
  const all = [...valuesOf(view.run, corosync)];
  // A lab may have several clusters: theirs is the one whose list has them.
  const theirs = all.filter(([, { nodes }]) => nodes.some(({ name }) => gone.includes(name)));
  const near = theirs.length > 0 ? theirs : all;
  const staying = near.filter(([node]) => !gone.includes(node));
  // Of a cut, which hits all of them, everybody stays.
  const [slowest] = (staying.length > 0 ? staying : near)
    .map(([, values]) => values)
    .sort((a, b) => b.tokenS + b.consensusS - a.tokenS - a.consensusS);
  if (!slowest)
    return "no token and consensus of Corosync in force were read from a node that stays";
  return { T: slowest.tokenS, C: slowest.consensusS, H: slowest.holdS };
}
