/** Who went from one view to the next one together: what virtual synchrony speaks of. */
import { type Placed, pairsOf } from "./asked.ts";
import type { Delivery } from "./log/lives.ts";

/** Two nodes in one view. */
export interface Shared {
  readonly both: readonly [Placed, Placed];
  /** What each was delivered in it, from the first message on that both logs have. */
  readonly messages: readonly [readonly Delivery[], readonly Delivery[]];
  /** Both went on to the same view. */
  readonly together: boolean;
  /** Neither has gone on. */
  readonly open: boolean;
}

/** Every two nodes in every view that both were in. */
export function sharedViews(placed: readonly Placed[]): readonly Shared[] {
  const byId = new Map<string, Placed[]>();
  for (const one of placed) byId.set(one.view.id, [...(byId.get(one.view.id) ?? []), one]);
  return [...byId.values()].flatMap((all) =>
    pairsOf(all).flatMap(([a, b]) => (a.log === b.log ? [] : [sharedOf(a, b)])),
  );
}

function sharedOf(a: Placed, b: Placed): Shared {
  const from = Math.max(a.view.from, b.view.from);
  const known = ({ view }: Placed) => view.messages.slice(from - view.from);
  const [toA, toB] = [a.view.next, b.view.next];
  return {
    both: [a, b],
    messages: [known(a), known(b)],
    together: toA !== undefined && toA.id === toB?.id,
    open: !toA && !toB && a.life.endNs === undefined && b.life.endNs === undefined,
  };
}

/** Of the first list, what the second one has not. */
export function lacking(of: readonly Delivery[], among: readonly Delivery[]): readonly Delivery[] {
  const names = new Set(among.map(({ name }) => name));
  return of.filter(({ name }) => !names.has(name));
}
