/** How long a resolver may go on giving an answer that is true no more. Seconds. */
import type { DnsInForce } from "./inforce-dns.ts";
import type { Bound } from "./report.ts";
import type { StepView } from "./view.ts";

/** The name that a probe resolves or asks for. */
export function nameOf(spec: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof spec["name"] === "string") return spec["name"].replace(/\.$/, "");
  const host = /^http:\/\/([^:/]+)/.exec(String(spec["url"] ?? ""))?.[1];
  return host && /[a-z]/.test(host) ? host : undefined;
}

/** BIND of the node that has this address. */
function bindAt(view: StepView, address: unknown): DnsInForce | undefined {
  const node = view.run.plan?.nodes.find(({ links }) =>
    links.some((link) => link.address === address),
  );
  return node && (view.run.inForce.get(node.name)?.dns ?? undefined);
}

/**
 * An answer may have been cached just before the change, and is used until its TTL is over; a
 * resolver's own limits come before the TTL.
 */
export function dnsTtl(view: StepView, probe: string): Omit<Bound, "tolerance"> | string {
  const spec = view.run.plan?.probes.find((one) => one.name === probe)?.spec ?? {};
  const name = nameOf(spec);
  if (name === undefined) return `probe "${probe}" resolves no name`;
  const served = [...view.run.inForce.values()].flatMap(({ dns }) => dns?.ttlS[name] ?? []);
  if (served.length === 0) return `no name server gave the TTL of ${name} with authority`;
  const ttl = Math.max(...served);
  const resolver = bindAt(view, spec["resolver"] ?? spec["server"]);
  const base = { lo: 0, source: "RFC 1034 3.6, RFC 2181 8" };
  if (resolver && ttl > resolver.maxCacheS)
    return {
      ...base,
      hi: resolver.maxCacheS,
      formula: "0 .. min(TTL, max-cache-ttl)",
      inputs: { TTL: ttl, "max-cache-ttl": resolver.maxCacheS },
    };
  if (resolver && ttl < resolver.minCacheS)
    return {
      ...base,
      hi: resolver.minCacheS,
      formula: "0 .. max(TTL, min-cache-ttl)",
      inputs: { TTL: ttl, "min-cache-ttl": resolver.minCacheS },
    };
  return { ...base, hi: ttl, formula: "0 .. TTL", inputs: { TTL: ttl } };
}
