import { placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { clientsFeel } from "../felt.ts";
import { renewals } from "../packets.ts";
import { leasesOf, serviceOf, siteNodes, together } from "../site.ts";

/** `udp dport 7001`, of a rule that says so in plain numbers. */
function portOf(words: readonly string[]): number | undefined {
  const at = words.findIndex((word, k) => word === "udp" && words[k + 1] === "dport");
  const port = Number(words[at + 2]);
  return at < 0 || !Number.isInteger(port) ? undefined : port;
}

export const kind: RuleKind = {
  kind: "lease-not-renewed",
  severity: "error",
  rank: 22,
  needs: "files",
  follows: ["nlb/port-differs"],
  source: "halab-nlb (docs/adr/0014): every heartbeat renews the lease",
  breaks: clientsFeel,
  find(facts) {
    const service = serviceOf(facts);
    if (!service) return [];
    const found = siteNodes(facts, service).flatMap((one) => {
      const [to] = one.config.targets;
      if (!to) return [];
      return leasesOf(one).flatMap(({ set, table }) => {
        const rules = renewals(one.ruleset, set.name, table);
        const ports = rules.map(({ words }) => portOf(words));
        const [rule] = rules;
        const [port] = ports;
        if (!rule || port === undefined) return [];
        if (ports.some((other) => other === undefined || other === to.port)) return [];
        return [
          { where: [rule.place, placeIn(one.file, to.line)], args: { port, heartbeat: to.port } },
        ];
      });
    });
    return together(found);
  },
};
