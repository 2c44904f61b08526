import { type Found, type RuleKind, stepHas } from "../../../../core/kinds/rule.ts";
import { filedZones } from "../../config/filed-zones.ts";
import { clauseIn, isOn } from "../../config/server.ts";
import { type FiledZone, nameIn, recordPlace } from "../../config/zone/files.ts";

/** A name of the zone that no record gives an address, an alias, or away. */
function isUnknown({ zone, records }: FiledZone, name: string): boolean {
  if (name !== zone.name && !name.endsWith(`.${zone.name}`)) return false;
  const covers = ({ owner }: { readonly owner: string }) =>
    owner === name ||
    (owner.startsWith("*.") && name.endsWith(owner.slice(1))) ||
    (owner !== zone.name && name.endsWith(`.${owner}`));
  return !records
    .filter(({ type }) => ["A", "AAAA", "CNAME", "DNAME", "NS"].includes(type))
    .some((record) => covers(record) && !(record.type === "NS" && record.owner === zone.name));
}

/** No zone has so many name servers. */
const most = 50;

function foundIn(data: FiledZone): Found[] {
  const { zone, records, partial } = data;
  // An update may have added it since; and who says so wants no check.
  if (partial || isOn(clauseIn(zone.clause, "check-integrity")?.words[0]) === false) return [];
  return records
    .filter(({ owner, type }) => owner === zone.name && type === "NS")
    .slice(0, most)
    .flatMap((record): Found[] => {
      const name = nameIn(record) ?? "";
      if (!isUnknown(data, name)) return [];
      const args = { zone: zone.name, name, primary: zone.server.node.name };
      return [{ where: [recordPlace(record)], args }];
    });
}

export const kind: RuleKind = {
  kind: "ns-without-address",
  severity: "error",
  rank: 17,
  needs: "files",
  follows: ["bind/final-dot-missing", "bind/record-malformed"],
  source: "RFC 1034 4.2.1; BIND 9.18: NS has no address records (A or AAAA)",
  breaks: (step) =>
    stepHas(step, { checks: ["measured", "propagated", "dns-serials", "balance", "dns-answers"] }),
  find: (facts) => filedZones(facts).flatMap(foundIn),
};
