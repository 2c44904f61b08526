import { phrase } from "../../../../core/kinds/phrase.ts";
import { type Found, placeIn, type RuleKind, stepHas } from "../../../../core/kinds/rule.ts";
import { filedZones } from "../../config/filed-zones.ts";
import { type FiledZone, recordPlace } from "../../config/zone/files.ts";
import { ttlIn, type ZoneRecord } from "../../config/zone/records.ts";

const fields = ["serial", "refresh", "retry", "expire", "negative TTL"];

/** What is wrong with the record's own words. */
function wrongIn({ data }: ZoneRecord): string | undefined {
  if (data.length !== 7)
    return phrase`it has ${data.length} fields, and a SOA record has seven: two names and five numbers`;
  const [, , serial, ...times] = data.map(({ text }) => text);
  if (!/^\d{1,10}$/.test(serial ?? "") || Number(serial) >= 2 ** 32)
    return phrase`its serial is "${serial ?? ""}", and that is a whole number up to 4294967295, without a unit`;
  const at = times.findIndex((text) => (ttlIn(text) ?? 2 ** 32) >= 2 ** 32);
  return at < 0
    ? undefined
    : phrase`its ${fields[at + 1] ?? ""} is "${times[at] ?? ""}", and that is no time`;
}

function foundIn(data: FiledZone): Found[] {
  const { zone, file, records, partial } = data;
  const args = { zone: zone.name, primary: zone.server.node.name };
  const soas = records.filter(({ type, owner }) => type === "SOA" && owner === zone.name);
  const [first, second] = soas;
  if (!first) {
    const says = phrase`it has no SOA record at its own name`;
    return partial ? [] : [{ where: [placeIn(file, 1)], args: { ...args, says } }];
  }
  const says = wrongIn(first) ?? (second ? phrase`it has two SOA records` : undefined);
  return says === undefined
    ? []
    : [{ where: [recordPlace(second ?? first)], args: { ...args, says } }];
}

export const kind: RuleKind = {
  kind: "soa-malformed",
  severity: "error",
  rank: 15,
  needs: "files",
  follows: ["bind/record-malformed"],
  source: "RFC 1035 3.3.13, 5.2; RFC 2308 4",
  breaks: (step) =>
    stepHas(step, { checks: ["measured", "propagated", "dns-serials", "balance", "dns-answers"] }),
  find: (facts) => filedZones(facts).flatMap(foundIn),
};
