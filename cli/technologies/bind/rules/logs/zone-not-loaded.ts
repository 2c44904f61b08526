import { type Logged, stillBad } from "../../../../core/kinds/logged.ts";
import {
  type Facts,
  type Found,
  type Place,
  placeIn,
  type RuleKind,
  stepHas,
} from "../../../../core/kinds/rule.ts";
import { loggedOn } from "../../logged.ts";

/** Of zone.c, 9.18: group 1 is the zone. */
const good = /^zone (\S+?)\/IN[^:]*: loaded serial \d+/;
const bad = /^zone (\S+?)\/IN[^:]*: (?:not loaded due to errors\.?|loading from master file .*)$/;
/** master.c says the line before: "dns_master_load: /etc/bind/db.lab:12: unknown RR type 'X'", or "/etc/...:12: ...". */
const reason = /^(?:dns_\w+: )?(\/\S+?):(\d+): (.+)$/;

function reasonBefore(lines: readonly Logged[], line: Logged): RegExpExecArray | undefined {
  const own = lines.filter(({ node }) => node === line.node);
  const before = own.slice(0, own.indexOf(line)).toReversed().slice(0, 10);
  return before.map(({ text }) => reason.exec(text)).find((one) => one !== null) ?? undefined;
}

function placeOf(facts: Facts, node: string, why: RegExpExecArray | undefined): Place | undefined {
  const [, path = "", line] = why ?? [];
  const file = facts.nodes.find(({ name }) => name === node)?.files.get(path);
  return file && placeIn(file, Number(line));
}

export const kind: RuleKind = {
  kind: "zone-not-loaded",
  severity: "error",
  rank: 60,
  needs: "node",
  follows: [
    "bind/record-malformed",
    "bind/soa-malformed",
    "bind/no-ns",
    "bind/ns-without-address",
    "bind/cname-beside-others",
    "bind/zone-file-missing",
    "bind/zone-file-shared",
    "bind/final-dot-missing",
    "bind/journal-missing",
  ],
  source: "BIND 9 Administrator Reference Manual, logging category zoneload",
  breaks: (step) => stepHas(step, { checks: ["dns-serials", "dns-answers", "propagated"] }),
  find: (facts) => {
    const lines = loggedOn(facts);
    return stillBad(lines, { bad, good }).map(({ line, match }): Found => {
      const why = reasonBefore(lines, line);
      const place = placeOf(facts, line.node, why);
      const [, thing = ""] = match;
      const said = why?.[3] ?? line.text;
      return { where: place ? [place, line.place] : [line.place], args: { thing, said } };
    });
  },
};
