import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { hasZone } from "../../config/answers-wanted.ts";
import { placeOf } from "../../config/clauses.ts";
import { checksProbe } from "../../config/demands.ts";
import { questionsOf, recurses } from "../../config/network.ts";
import { optionPlace, unread } from "../../config/said.ts";
import { bare, optionOf, type Server, serversOf } from "../../config/server.ts";
import { insideOf } from "../../config/statements.ts";

/** Names whose answers are not checked. */
function excepted(server: Server, name: string): boolean {
  const clause = optionOf(server, "validate-except");
  const names = clause ? insideOf(clause.statement).map(({ parts: [part] }) => part) : [];
  return names.some((part) => {
    const zone = part?.is === "word" ? bare(part.text) : "";
    return zone !== "" && (name === zone || name.endsWith(`.${zone}`));
  });
}

/** It begins with the root's key, and goes down from there: unless others are told, that is the internet's. */
function validates(server: Server): boolean {
  const anchors = ["trust-anchors", "managed-keys", "trusted-keys"];
  if (server.views.length > 0 || server.clauses.some(({ name }) => anchors.includes(name)))
    return false;
  return (optionOf(server, "dnssec-validation")?.words[0]?.toLowerCase() ?? "auto") === "auto";
}

export const kind: RuleKind = {
  kind: "validation-without-root",
  severity: "error",
  rank: 21,
  needs: "files",
  follows: [...unread, "bind/resolver-closed"],
  source: "RFC 4035 5; BIND 9.18 ARM, dnssec-validation",
  breaks: (step, { args }) => checksProbe(step, String(args["probes"]).split(" ")),
  find(facts) {
    // Somebody here may be the root.
    if (
      serversOf(facts).some(({ zones }) =>
        zones.some(({ name, type }) => name === "" && type === "primary"),
      )
    )
      return [];
    const asked = questionsOf(facts).filter(
      ({ server, name }) =>
        recurses(server) && validates(server) && !hasZone(server, name) && !excepted(server, name),
    );
    return [...Map.groupBy(asked, ({ server }) => server)].flatMap(([server, all]): Found[] => {
      const clause = optionOf(server, "dnssec-validation");
      const args = {
        resolver: server.node.name,
        says: clause
          ? phrase`dnssec-validation is "auto"`
          : phrase`without dnssec-validation it is auto`,
        ...{ name: all[0]?.name ?? "", client: all[0]?.client ?? "" },
        probes: all.map(({ probe }) => probe).join(" "),
      };
      return [
        { where: [clause ? placeOf(clause) : optionPlace(server, "dnssec-validation")], args },
      ];
    });
  },
};
