import type { FormulaKind, StepView } from "../../../core/kinds/formula.ts";
import { valuesOf } from "../../../core/kinds/reader.ts";
import { nameOf } from "../names.ts";
import { type BindInForce, kind as bind9 } from "../readers/bind9.ts";
import { untold } from "../timers.ts";

/** BIND of the node that has this address. */
function bindAt(view: StepView, address: unknown): BindInForce | undefined {
  const node = view.run.plan?.nodes.find(({ links }) =>
    links.some((link) => link.address === address),
  );
  return node && valuesOf(view.run, bind9).get(node.name);
}

export const kind: FormulaKind = {
  kind: "dns-ttl",
  about:
    "How long an old answer is still given: it may have been cached just before the change, and is used until its TTL is over (RFC 1034 3.6). It is the TTL of the name that the probe asks for, as its name server gives it with authority, within the limits of the resolver's cache.",
  bound(view, probe) {
    const spec = view.run.plan?.probes.find((one) => one.name === probe)?.spec ?? {};
    const name = nameOf(spec);
    if (name === undefined) return `probe "${probe}" resolves no name`;
    const all = [...valuesOf(view.run, bind9).values()];
    const served = all.flatMap(({ ttlS }) => ttlS[name] ?? []);
    if (served.length === 0) return `no name server gave the TTL of ${name} with authority`;
    const ttl = Math.max(...served);
    const resolver = bindAt(view, spec["resolver"] ?? spec["server"]);
    if (resolver?.untimed) return untold(resolver.untimed.map((one) => `${one} (named.conf)`));
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
  },
};
