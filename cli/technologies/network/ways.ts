/** The ways between a cluster's nodes, on the networks that they share. */
import type { Way } from "../../core/cluster/asked.ts";
import type { Facts } from "../../core/kinds/rule.ts";

export function waysOf({ asked }: Facts): readonly Way[] {
  return [...(asked?.answers.values() ?? [])].flatMap(({ ways }) => ways);
}

/** A node that answers to nobody of halab's cannot be expected to answer to others. */
export function closedWays(facts: Facts): readonly Way[] {
  return waysOf(facts).filter(({ open, to }) => !open && !facts.asked?.silent.has(to));
}
