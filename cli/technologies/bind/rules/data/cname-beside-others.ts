import { type Found, type RuleKind, stepHas } from "../../../../core/kinds/rule.ts";
import { filedZones } from "../../config/filed-zones.ts";
import { onePerLine } from "../../config/said.ts";
import { type FiledZone, nameIn, recordPlace } from "../../config/zone/files.ts";

/** What DNSSEC adds to a name may stand beside its alias (RFC 4034, RFC 2136). */
const allowed = ["CNAME", "RRSIG", "NSEC", "KEY", "SIG", "NXT"];

function foundIn({ zone, records }: FiledZone): Found[] {
  const aliases = records.filter(({ type }) => type === "CNAME");
  const byOwner = Map.groupBy(records, ({ owner }) => owner);
  return [...Map.groupBy(aliases, ({ owner }) => owner)].flatMap(
    ([name, [alias, ...more]]): Found[] => {
      const second = more.find((one) => alias && nameIn(one) !== nameIn(alias));
      const other = byOwner.get(name)?.find(({ type }) => !allowed.includes(type)) ?? second;
      if (!alias || !other) return [];
      const args = { zone: zone.name, name, type: other.type, primary: zone.server.node.name };
      return [{ where: [recordPlace(alias), recordPlace(other)], args }];
    },
  );
}

export const kind: RuleKind = {
  kind: "cname-beside-others",
  severity: "error",
  rank: 18,
  needs: "files",
  source: "RFC 1034 3.6.2; RFC 2181 10.1",
  breaks: (step) =>
    stepHas(step, { checks: ["measured", "propagated", "dns-serials", "balance", "dns-answers"] }),
  find: (facts) => onePerLine(filedZones(facts).flatMap(foundIn)),
};
