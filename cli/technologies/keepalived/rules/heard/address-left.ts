import { phrase } from "../../../../core/kinds/phrase.ts";
import { sentBy } from "../../../../core/kinds/reader.ts";
import type { Facts, Found, NodeFacts, RuleKind } from "../../../../core/kinds/rule.ts";
import { adverts } from "../../advert.ts";
import { instancesOf } from "../../config/instances.ts";
import { needsAgreement } from "../../config/wanted.ts";
import { kind as keepalived } from "../../readers/keepalived.ts";

/** Whether nobody on the node keeps the address: keepalived is gone, or it is no master and sends nothing. */
function isForsaken({ run }: Facts, node: string, address: string): string | undefined {
  const said = run?.inForce.get(node);
  if (!run || !said || run.faults.some(({ nodes }) => nodes.includes(node))) return undefined;
  const value = keepalived.schema.safeParse(said.get(keepalived.kind)).data;
  if (!value) return phrase`does not run there`;
  const sends = sentBy(run, node, keepalived.kind, adverts).length > 0;
  const own = value.vrrp.find(({ addresses }) => addresses?.includes(address));
  if (sends || own?.state === undefined || own.state === "MASTER") return undefined;
  return phrase`says that it is ${own.state} there`;
}

function foundOn(facts: Facts, node: NodeFacts): Found[] {
  const virtual = instancesOf(facts)
    .filter(({ config }) => config.node === node)
    .flatMap(({ addresses }) => addresses.map(({ address }) => address));
  const cards = (node.state?.addresses ?? []).filter(({ device }) => device !== "lo");
  return cards.flatMap(({ address, prefix, device }): Found[] => {
    const said = virtual.includes(address) ? isForsaken(facts, node.name, address) : undefined;
    if (said === undefined) return [];
    const text = `${address}/${prefix} on ${device}`;
    return [{ where: [{ node: node.name, file: "", text }], args: { address, device, said } }];
  });
}

export const kind: RuleKind = {
  kind: "address-left",
  severity: "error",
  rank: 20,
  needs: "wire",
  follows: ["service/not-running"],
  source: "keepalived(8): only an orderly stop takes the addresses away; ip-address(8)",
  breaks: needsAgreement,
  find: (facts) => facts.nodes.flatMap((node) => foundOn(facts, node)),
};
