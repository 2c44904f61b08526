/** Addresses that somebody has, or may come to have. */
import type { Facts } from "../../../core/kinds/rule.ts";
import { serversOf } from "./server.ts";
import { zonePath } from "./zone/files.ts";

/** Another digit or part before or behind it makes another address of it. */
function mentions(text: string, address: string): boolean {
  for (let at = text.indexOf(address); at >= 0; at = text.indexOf(address, at + 1)) {
    const [before = "", after = ""] = [text[at - 1], text.slice(at + address.length)];
    if (!/[\d.]/.test(before) && !/^\.?\d/.test(after)) return true;
  }
  return false;
}

/** A node's own, the plan's (a virtual one), or one in a configuration that is no name server's. */
export function isHeld(facts: Facts, address: string): boolean {
  const { plan, nodes } = facts;
  const dns = new Set(
    serversOf(facts).flatMap((server) => [
      ...server.files,
      ...server.zones.flatMap((zone) => server.node.files.get(zonePath(zone) ?? "") ?? []),
    ]),
  );
  return (
    nodes.some(({ links }) => links.some((link) => link.address === address)) ||
    plan.probes.some((probe) => probe.address === address) ||
    Object.values(plan.params).includes(address) ||
    nodes.some(({ files }) =>
      [...files.values()].some((file) => !dns.has(file) && mentions(file.text, address)),
    )
  );
}
