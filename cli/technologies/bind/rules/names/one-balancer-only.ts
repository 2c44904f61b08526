import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type AskedName, askedNames } from "../../config/answers-wanted.ts";
import { checksProbe, serversWanted } from "../../config/demands.ts";
import { listed, unloaded } from "../../config/said.ts";
import { recordPlace } from "../../config/zone/files.ts";

/** The nodes that share a virtual address, and the address. */
function pairsOf({ plan, nodes }: Facts) {
  return plan.probes.flatMap(({ spec, address, watches }) => {
    if (watches !== "owner" || address === undefined || !Array.isArray(spec["nodes"])) return [];
    const names = spec["nodes"].map(String);
    const own = nodes.filter(({ name }) => names.includes(name));
    return [{ address, names, own: own.flatMap(({ links }) => links.map((link) => link.address)) }];
  });
}

function foundIn(facts: Facts, { truth, name, probe, server }: AskedName): Found[] {
  const addresses = truth.records.map(({ data }) => data[0]?.text ?? "");
  const pair = pairsOf(facts).find(
    ({ own }) => addresses.length > 0 && addresses.every((address) => own.includes(address)),
  );
  // A name of the balancers themselves may well be asked for.
  if (!pair || serversWanted(facts, probe).some((wanted) => pair.names.includes(wanted))) return [];
  const args = {
    ...{ name, vip: pair.address, addresses: listed(addresses), nodes: listed(pair.names) },
    ...{ pair: pair.names.join(" "), probe, resolver: server.node.name },
  };
  return [{ where: truth.records.map(recordPlace), args }];
}

export const kind: RuleKind = {
  kind: "one-balancer-only",
  severity: "error",
  rank: 37,
  needs: "files",
  follows: unloaded,
  source: "RFC 9568 1",
  breaks: (step, { args }) =>
    step.fault !== null &&
    String(args["pair"]).split(" ").includes(String(step.fault["node"])) &&
    checksProbe(step, [String(args["probe"])]),
  find: (facts) => askedNames(facts).flatMap((asked) => foundIn(facts, asked)),
};
