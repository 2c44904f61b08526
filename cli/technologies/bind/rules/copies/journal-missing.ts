import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Clause, placeOf } from "../../config/clauses.ts";
import { measuresOf } from "../../config/demands.ts";
import { serverOn } from "../../config/network.ts";
import { unread } from "../../config/said.ts";
import { isOn, settingOf, type Zone, zonesNamed } from "../../config/server.ts";
import { insideOf, wordsOf } from "../../config/statements.ts";

/** With these named keeps a journal in any case: the zone changes without its file. */
const dynamic = ["allow-update", "update-policy", "inline-signing", "dnssec-policy", "auto-dnssec"];

/** Said, and not only to say no. */
function isSet(clause: Clause | undefined): boolean {
  if (!clause) return false;
  const [first] = insideOf(clause.statement);
  const [word] = first ? wordsOf(first) : clause.words;
  return !["none", "no", "off", "false", "0"].includes((word ?? "").toLowerCase());
}

function keepsJournal(zone: Zone): boolean {
  if (dynamic.some((name) => isSet(settingOf(zone, name)))) return true;
  const word = settingOf(zone, "ixfr-from-differences")?.words[0]?.toLowerCase();
  return word === "primary" || word === "master" || isOn(word) === true;
}

export const kind: RuleKind = {
  kind: "journal-missing",
  severity: "error",
  rank: 50,
  needs: "files",
  follows: [...unread, "bind/two-primaries"],
  source: "RFC 1995 4; BIND 9.18 ARM, ixfr-from-differences",
  breaks: (step, { args }) => String(args["steps"]).split(" ").includes(step.id),
  find(facts) {
    const wanted = measuresOf(facts, "transfer-kind").filter(({ is }) => is === "IXFR");
    const byZone = Map.groupBy(wanted, ({ spec }) => `${spec["from"]} ${spec["zone"]}`);
    return [...byZone.values()].flatMap((all): Found[] => {
      const { from, zone } = all[0]?.spec ?? {};
      const server = serverOn(facts, String(from));
      const [one] = server ? zonesNamed(server, String(zone)) : [];
      if (one?.type !== "primary" || keepsJournal(one)) return [];
      const clause = settingOf(one, "ixfr-from-differences");
      const says = clause
        ? phrase`${clause.name} is "${clause.words[0] ?? ""}"`
        : phrase`nothing says ixfr-from-differences`;
      const steps = [...new Set(all.map(({ step }) => step))].join(" ");
      const where = [placeOf(clause ?? one.clause)];
      return [{ where, args: { zone: one.name, primary: one.server.node.name, says, steps } }];
    });
  },
};
