import { parseAddress } from "../../../../core/base/address.ts";
import { phrase } from "../../../../core/kinds/phrase.ts";
import { type Found, placeIn, type RuleKind, stepHas } from "../../../../core/kinds/rule.ts";
import { filedZones } from "../../config/filed-zones.ts";
import { onePerLine } from "../../config/said.ts";
import { type FiledZone, recordPlace } from "../../config/zone/files.ts";
import type { ZoneProblem } from "../../config/zone/lines.ts";

const problems: Readonly<Record<ZoneProblem["what"], string>> = {
  "no-closing-parenthesis": phrase`a parenthesis is opened here, and never closed`,
  "no-opening-parenthesis": phrase`a parenthesis is closed here that was not opened`,
  "no-closing-quote": phrase`a quotation mark is opened here, and its line ends without another one`,
};

function foundIn({ zone, records, problems: torn }: FiledZone): Found[] {
  const args = { zone: zone.name, primary: zone.server.node.name };
  const bad = records.filter(
    ({ type, data }) =>
      type === "A" &&
      data[0]?.text !== "\\#" &&
      (data.length !== 1 || parseAddress(data[0]?.text ?? "") === undefined),
  );
  return [
    ...torn.map(({ what, file, line, column }) => ({
      where: [placeIn(file, line, column)],
      args: { ...args, says: problems[what] },
    })),
    ...bad.map((record) => {
      const said = record.data.map(({ text }) => text).join(" ");
      const says = phrase`an A record holds one IPv4 address, and this one says "${said}"`;
      return { where: [recordPlace(record)], args: { ...args, says } };
    }),
  ];
}

export const kind: RuleKind = {
  kind: "record-malformed",
  severity: "error",
  rank: 7,
  needs: "files",
  source: "RFC 1035 3.4.1, 5.1",
  breaks: (step) =>
    stepHas(step, { checks: ["measured", "propagated", "dns-serials", "balance", "dns-answers"] }),
  find: (facts) => onePerLine(filedZones(facts).flatMap(foundIn)),
};
