/** What a node's Patroni says of itself, as `halab-patroni watch` writes it down. */
import type { EventOf } from "../../core/journal/events.ts";

export const roles = ["primary", "sync_standby", "replica"] as const;

/** "role NS WORD": one of the roles, or what else it is doing. */
export function parseRole(line: string): { atNs: number; value: string } | undefined {
  const [, ns, value] = /^role (\d{1,19}) ([a-z_]{1,40})$/.exec(line) ?? [];
  return value === undefined ? undefined : { atNs: Number(ns), value };
}

/** By role, the nodes whose last word it was. */
export function latestRoles(
  words: readonly Pick<EventOf<"told">, "node" | "value">[],
): ReadonlyMap<string, readonly string[]> {
  const last = new Map(words.map(({ node, value }) => [node, String(value)]));
  const nodes = [...last.keys()].toSorted();
  return Map.groupBy(nodes, (node) => last.get(node) ?? "");
}
