/** Which sessions a fault is about: those in which a node that lives on watches one that fell silent. */
import type { StepView } from "../../core/kinds/formula.ts";
import { valuesOf } from "../../core/kinds/reader.ts";
import { type FrrInForce, kind as frr } from "./readers/frr.ts";

/** Of the nodes that the fault did not hit, the sessions with those that it did; without a fault: all. */
export function sessionsWith<T extends { readonly peer: string; readonly up: boolean }>(
  view: StepView,
  of: (value: FrrInForce) => readonly T[],
): readonly T[] {
  const hit = view.fault?.nodes ?? [];
  const nodes = view.run.plan?.nodes ?? [];
  const silent = nodes.filter(({ name }) => hit.includes(name)).flatMap(({ links }) => links);
  const addresses = new Set(silent.map(({ address }) => address));
  const watching = [...valuesOf(view.run, frr)].filter(([node]) => !hit.includes(node));
  const all = watching.flatMap(([, value]) => of(value)).filter(({ up }) => up);
  return hit.length === 0 ? all : all.filter(({ peer }) => addresses.has(peer));
}
