import { type Found, placeIn, type RuleKind, stepHas } from "../../../../core/kinds/rule.ts";
import { filedZones } from "../../config/filed-zones.ts";
import { onePerLine } from "../../config/said.ts";
import type { FiledZone } from "../../config/zone/files.ts";
import { recordPlace } from "../../config/zone/files.ts";
import { wholeName, type ZoneRecord } from "../../config/zone/records.ts";

/** Which words of a record's data are names. */
const names: Readonly<Record<string, readonly number[]>> = {
  NS: [0],
  CNAME: [0],
  DNAME: [0],
  PTR: [0],
  SOA: [0, 1],
  MX: [1],
  SRV: [3],
};

/** A name that ends with the zone's name twice: it was written out, and got the origin behind it. */
function doubled(name: string, zone: string): boolean {
  return name.endsWith(`.${zone}.${zone}`) || name === `${zone}.${zone}`;
}

function foundOf(record: ZoneRecord, zone: string): Found[] {
  const { owner, type, data, origin, file } = record;
  if (doubled(owner, zone)) {
    const meant = `${owner.slice(0, -zone.length)}`;
    return [{ where: [recordPlace(record)], args: { zone, name: owner, meant } }];
  }
  return (names[type] ?? []).flatMap((at): Found[] => {
    const word = data[at];
    const name = word && wholeName(word.text, origin);
    if (!word || name === undefined || !doubled(name, zone)) return [];
    const where = [placeIn(file, word.line, word.column)];
    return [{ where, args: { zone, name, meant: `${word.text}.` } }];
  });
}

function foundIn({ zone, records }: FiledZone): Found[] {
  if (zone.name === "") return [];
  const all = records.flatMap((record) => foundOf(record, zone.name));
  return [...new Map(all.map((found) => [`${found.args["name"]}`, found])).values()];
}

export const kind: RuleKind = {
  kind: "final-dot-missing",
  severity: "error",
  rank: 6,
  needs: "files",
  source: "RFC 1035 5.1 (relative names)",
  breaks: (step) =>
    stepHas(step, { checks: ["measured", "propagated", "dns-serials", "balance", "dns-answers"] }),
  find: (facts) => onePerLine(filedZones(facts).flatMap(foundIn)),
};
