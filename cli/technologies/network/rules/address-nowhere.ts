import type { Facts, Found, RuleKind } from "../../../core/kinds/rule.ts";
import { allTold, holdersOf } from "../asked.ts";

/** Addresses that have an owner among the nodes; a guest's are not theirs. */
function movingAddresses({ plan }: Facts): readonly string[] {
  if (plan.nodes.some(({ image }) => image === "hypervisor")) return [];
  const watched = plan.probes.filter(({ watches }) => watches === "owner");
  return [...new Set(watched.flatMap(({ address }) => address ?? []))];
}

export const kind: RuleKind = {
  kind: "address-nowhere",
  severity: "error",
  // A symptom: the file that should bring the address is nearer to the cause.
  rank: 90,
  needs: "node",
  follows: ["service/not-running"],
  source: "ip-address(8)",
  breaks: (step) => [...step.expect, ...step.mended].length > 0,
  find(facts) {
    if (!allTold(facts)) return [];
    return movingAddresses(facts)
      .filter((address) => holdersOf(facts, address).length === 0)
      .map((address): Found => {
        const nodes = facts.nodes.map(({ name }) => name);
        const text = `ip -4 address of ${nodes.join(", ")}: ${address} is not there`;
        return { where: [{ node: nodes[0] ?? "", file: "", text }], args: { address } };
      });
  },
};
