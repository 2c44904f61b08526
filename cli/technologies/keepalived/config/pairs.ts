/** Which instances of two nodes are meant to be one virtual router. */
import type { Facts } from "../../../core/kinds/rule.ts";
import { isIpv6 } from "./addresses.ts";
import { type Instance, instancesOf } from "./instances.ts";
import { segmentOf } from "./segments.ts";

/** Two instances of two nodes; `one` is the lesser of them, for the edit mostly belongs there. */
export interface Pair {
  readonly one: Instance;
  readonly other: Instance;
}

export function allAddresses({ addresses, excluded }: Instance): readonly string[] {
  return [...addresses, ...excluded].map(({ address }) => address);
}

/** One that both move. */
export function sharedAddress(one: Instance, other: Instance): string | undefined {
  const others = new Set(allAddresses(other));
  return allAddresses(one).find((address) => others.has(address));
}

function sharesAddress(one: Instance, other: Instance): boolean {
  return sharedAddress(one, other) !== undefined;
}

/** IPv4 and IPv6 may have the same router id side by side (RFC 9568 5.2.3). */
function familyOf({ addresses }: Instance): 4 | 6 {
  return addresses.some(({ address }) => isIpv6(address)) ? 6 : 4;
}

/** Whether both claim one router id in one segment, which makes them one virtual router. */
export function sharesRouter(one: Instance, other: Instance): boolean {
  const [segment, vrid] = [segmentOf(one), one.vrid?.value];
  return (
    segment !== undefined &&
    vrid !== undefined &&
    segment === segmentOf(other) &&
    vrid === other.vrid?.value &&
    familyOf(one) === familyOf(other)
  );
}

/** Those that have an address in common; else those of one role and one router id. */
function belongTogether(one: Instance, other: Instance, all: readonly Instance[]): boolean {
  if (sharesAddress(one, other)) return true;
  if (one.config.node.role !== other.config.node.role) return false;
  const isTaken = (instance: Instance, node: string) =>
    all.some((each) => each.config.node.name === node && sharesAddress(instance, each));
  return (
    sharesRouter(one, other) &&
    !isTaken(one, other.config.node.name) &&
    !isTaken(other, one.config.node.name)
  );
}

const known = new WeakMap<Facts, readonly Pair[]>();

/** Each pair once. */
export function pairsOf(facts: Facts): readonly Pair[] {
  const before = known.get(facts);
  if (before) return before;
  const all = instancesOf(facts);
  const found = all.flatMap((first, at) =>
    all.slice(at + 1).flatMap((second): Pair[] => {
      if (first.config.node === second.config.node) return [];
      if (!belongTogether(first, second, all)) return [];
      const isLess = first.priority.value < second.priority.value;
      return [isLess ? { one: first, other: second } : { one: second, other: first }];
    }),
  );
  known.set(facts, found);
  return found;
}

/** Pairs that hear each other's adverts as far as segment and router id go: what else keeps them apart? */
export function hearingPairs(facts: Facts): readonly Pair[] {
  return pairsOf(facts).filter(({ one, other }) => sharesRouter(one, other));
}

export function nodeOf({ config }: Instance): string {
  return config.node.name;
}
