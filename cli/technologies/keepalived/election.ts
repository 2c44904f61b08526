/** Whether the first election is over: routers that started apart elect twice. */
import type { TakeOver } from "../../core/kinds/reader.ts";
import { joinS } from "./master-down.ts";
import type { Vrrp } from "./vrrp.ts";

interface Claim {
  readonly node: string;
  readonly vrrp: Vrrp;
}

/**
 * The node that is better than the owner and preempts, by what they say of themselves. It started
 * later, or waits for its preempt_delay or for what it tracks; then it takes over (RFC 9568 6.4.2).
 */
export function takesOver(
  values: ReadonlyMap<string, { readonly vrrp: readonly Vrrp[] }>,
  owners: readonly string[],
): TakeOver | undefined {
  const [owner] = owners;
  if (owner === undefined || owners.length > 1) return undefined;
  const claims = [...values].flatMap(([node, { vrrp }]) =>
    vrrp.map((one): Claim => ({ node, vrrp: one })),
  );
  const ids = [...new Set(claims.map(({ vrrp }) => vrrp.vrid))];
  const best = ids.map((id) => bestOf(claims.filter(({ vrrp }) => vrrp.vrid === id)));
  const [first] = best;
  // Several virtual routers with leaders of their own: which of them the owner belongs to is not said.
  if (!first || best.some((one) => one?.node !== first.node) || first.node === owner)
    return undefined;
  if (!values.get(owner)?.vrrp.length) return undefined;
  return {
    node: first.node,
    withinS: Math.max(...best.map((one) => (one ? withinS(one.vrrp) : 0))),
  };
}

/** Undefined: nobody else, equal ones (the higher address decides), or one that does not preempt. */
function bestOf(claims: readonly Claim[]): Claim | undefined {
  const [first, second] = [...claims].sort((a, b) => b.vrrp.priority - a.vrrp.priority);
  if (!first?.vrrp.preempt || !second || second.vrrp.priority === first.vrrp.priority)
    return undefined;
  return first;
}

/** After that it would have taken over: something else is the matter. */
function withinS(vrrp: Vrrp): number {
  const returnsS = Math.max(0, ...vrrp.trackers.map((one) => one.returnS));
  return joinS([vrrp]) + vrrp.preemptDelayS + returnsS;
}
