/** Where users knock: addresses and ports that the probes of a lab ask. */
import type { PlannedProbe } from "../../core/cluster/plan.ts";
import type { Facts, NodeFacts } from "../../core/kinds/rule.ts";

export interface Asked {
  readonly probe: PlannedProbe;
  readonly address: string;
  readonly port: number;
}

/** An address as it stands in a spec: with its port, or with the one of its scheme. */
const target = /^(?:(https?):\/\/)?(\d+\.\d+\.\d+\.\d+)(?::(\d+))?(?:\/|$)/;

/** TCP: requests over HTTP, and streams. */
export function askedOverTcp({ plan }: Facts): readonly Asked[] {
  return plan.probes.flatMap((probe): Asked[] => {
    const { spec, address } = probe;
    const [, scheme, host, port] = target.exec(String(spec["url"] ?? spec["to"] ?? "")) ?? [];
    const wanted = Number(port ?? (scheme === "https" ? 443 : scheme === "http" ? 80 : 0));
    return host !== undefined && host === address && wanted > 0
      ? [{ probe, address: host, port: wanted }]
      : [];
  });
}

/** A network device of its own, not the loopback on which real servers keep it in silence. */
function onCard({ state }: NodeFacts, address: string): boolean {
  return (state?.addresses ?? []).some((one) => one.address === address && one.device !== "lo");
}

/** The nodes that had an address when they were asked. */
export function holdersOf(facts: Facts, address: string): readonly NodeFacts[] {
  return facts.nodes.filter((node) => onCard(node, address));
}

/** Whether every node of the lab has told its addresses. */
export function allTold({ nodes }: Facts): boolean {
  return nodes.every(({ state }) => state?.addresses !== undefined);
}
