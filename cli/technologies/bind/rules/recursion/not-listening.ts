import { parseAddress } from "../../../../core/base/address.ts";
import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { placeOf } from "../../config/clauses.ts";
import { checksProbe } from "../../config/demands.ts";
import { Matcher } from "../../config/match.ts";
import { type Question, questionsOf } from "../../config/network.ts";
import { listed, unread } from "../../config/said.ts";
import type { Server } from "../../config/server.ts";
import { insideOf } from "../../config/statements.ts";

/** The statements that say where it listens; undefined: one of them may let it listen where it is asked. */
function deafTo(server: Server, address: number) {
  const all = server.options?.clauses.filter(({ name }) => name === "listen-on") ?? [];
  const hears = all.map(({ words, statement }) => {
    const plain = words.every(
      (word, at) => word === "port" || (words[at - 1] === "port" && word === "53"),
    );
    if (!plain) return words.includes("port") && !words.includes("53") ? "no" : "unknown";
    return new Matcher(server).matches(insideOf(statement), { address });
  });
  return all.length > 0 && hears.every((one) => one === "no") ? all : undefined;
}

function foundIn(facts: Facts, server: Server, asked: readonly Question[]): Found[] {
  const addresses = asked.flatMap(({ probe }) => {
    const { spec } = facts.plan.probes.find(({ name }) => name === probe) ?? {};
    return String(spec?.["server"] ?? spec?.["resolver"] ?? "");
  });
  return [...new Set(addresses)].flatMap((text): Found[] => {
    const address = parseAddress(text);
    const deaf = address === undefined ? undefined : deafTo(server, address);
    if (!deaf) return [];
    const args = {
      ...{ server: server.node.name, address: text, client: asked[0]?.client ?? "" },
      ...{
        name: asked[0]?.name ?? "",
        says: listed(deaf.map(({ file, statement }) => placeOf({ file, statement }).text)),
      },
      probes: asked.map(({ probe }) => probe).join(" "),
    };
    return [{ where: deaf.map(placeOf), args }];
  });
}

export const kind: RuleKind = {
  kind: "not-listening",
  severity: "error",
  rank: 19,
  needs: "files",
  follows: unread,
  source: "BIND 9.18 ARM, listen-on",
  breaks: (step, { args }) => checksProbe(step, String(args["probes"]).split(" ")),
  find: (facts) =>
    [...Map.groupBy(questionsOf(facts), ({ server }) => server)].flatMap(([server, asked]) =>
      foundIn(facts, server, asked),
    ),
};
