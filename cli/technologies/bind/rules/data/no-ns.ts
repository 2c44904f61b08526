import { type Found, type RuleKind, stepHas } from "../../../../core/kinds/rule.ts";
import { filedZones } from "../../config/filed-zones.ts";
import { type FiledZone, recordPlace } from "../../config/zone/files.ts";

function foundIn({ zone, records, soa, partial }: FiledZone): Found[] {
  const own = records.filter(({ owner, type }) => owner === zone.name && type === "NS");
  if (own.length > 0 || partial || !soa) return [];
  const args = { zone: zone.name, primary: zone.server.node.name };
  return [{ where: [recordPlace(soa.record)], args }];
}

export const kind: RuleKind = {
  kind: "no-ns",
  severity: "error",
  rank: 16,
  needs: "files",
  follows: ["bind/record-malformed", "bind/final-dot-missing"],
  source: "RFC 1034 4.2.1; BIND 9.18: zone has no NS records",
  breaks: (step) =>
    stepHas(step, { checks: ["measured", "propagated", "dns-serials", "balance", "dns-answers"] }),
  find: (facts) => filedZones(facts).flatMap(foundIn),
};
