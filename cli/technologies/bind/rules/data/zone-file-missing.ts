import { nearest } from "../../../../core/base/nearest.ts";
import { phrase } from "../../../../core/kinds/phrase.ts";
import { type Found, type RuleKind, stepHas } from "../../../../core/kinds/rule.ts";
import { placeOf } from "../../config/clauses.ts";
import { mustBeOurs } from "../../config/packaged.ts";
import { unread } from "../../config/said.ts";
import { clauseIn, serversOf, type Zone } from "../../config/server.ts";
import { zonePath } from "../../config/zone/files.ts";

/** With these a zone has its data from elsewhere. */
const elsewhere = ["database", "dlz", "in-view"];

function foundIn(zone: Zone): Found[] {
  const { clause, name, server } = zone;
  const args = { zone: name, primary: server.node.name };
  const path = zonePath(zone);
  if (path === undefined) {
    if (elsewhere.some((statement) => clauseIn(clause, statement))) return [];
    const says = phrase`its zone statement names no file`;
    return [{ where: [placeOf(clause)], args: { ...args, says, near: "" } }];
  }
  if (server.node.files.has(path) || !mustBeOurs(path)) return [];
  const [close] = path.length > 200 ? [] : nearest(path, server.node.files.keys());
  const near = close === undefined ? "" : phrase`; there is ${close}`;
  const where = [placeOf(clauseIn(clause, "file") ?? clause)];
  return [{ where, args: { ...args, says: phrase`${path} is not there`, near } }];
}

export const kind: RuleKind = {
  kind: "zone-file-missing",
  severity: "error",
  rank: 8,
  needs: "files",
  follows: [...unread, "bind/two-primaries"],
  source: "BIND 9.18 ARM, file",
  breaks: (step) =>
    stepHas(step, { checks: ["measured", "propagated", "dns-serials", "balance", "dns-answers"] }),
  find: (facts) =>
    serversOf(facts)
      .flatMap(({ zones }) => zones.filter(({ type }) => type === "primary"))
      .flatMap(foundIn),
};
