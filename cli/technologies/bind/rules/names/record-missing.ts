import { phrase } from "../../../../core/kinds/phrase.ts";
import { type Facts, type Found, placeIn, type RuleKind } from "../../../../core/kinds/rule.ts";
import { type AskedName, askedNames } from "../../config/answers-wanted.ts";
import { checksProbe, serversWanted } from "../../config/demands.ts";
import { listed, places, unloaded } from "../../config/said.ts";
import { recordPlace } from "../../config/zone/files.ts";

interface Missing {
  readonly asked: AskedName;
  readonly says: string;
  readonly wanted: string;
}

/** Servers that the lab wants behind a name, where the name stands for some of them itself. */
function missingOf(facts: Facts, asked: AskedName): Missing[] {
  const { records } = asked.truth;
  if (records.length === 0)
    return [{ asked, says: phrase`has no address there`, wanted: phrase`an address` }];
  const own = new Set(records.map(({ data }) => data[0]?.text));
  const servers = serversWanted(facts, asked.probe).flatMap((server) => {
    const links = facts.nodes.find(({ name }) => name === server)?.links ?? [];
    return links.length > 0 ? [{ server, addresses: links.map(({ address }) => address) }] : [];
  });
  const there = ({ addresses }: { addresses: readonly string[] }) =>
    addresses.some((address) => own.has(address));
  const absent = servers.filter((server) => !there(server));
  if (absent.length === 0 || absent.length === servers.length) return [];
  const wanted = listed(absent.map(({ server, addresses }) => `${addresses[0]} (${server})`));
  return [
    { asked, says: phrase`has ${listed([...own].flatMap((one) => one ?? []))} only`, wanted },
  ];
}

function foundOf(all: readonly Missing[]): Found[] {
  const [one] = all;
  if (!one) return [];
  const { zone, records, name } = one.asked.truth;
  const where = records.length > 0 ? places(records.map(recordPlace)) : [placeIn(zone.file)];
  const probes = all.map(({ asked }) => asked.probe);
  const args = {
    ...{ name, asked: one.asked.name, says: one.says, wanted: one.wanted },
    ...{
      zone: zone.zone.name,
      server: zone.zone.server.node.name,
      resolver: one.asked.server.node.name,
    },
    probes: probes.join(" "),
  };
  return [{ where, args }];
}

export const kind: RuleKind = {
  kind: "record-missing",
  severity: "error",
  rank: 35,
  needs: "files",
  follows: unloaded,
  source: "RFC 1034 3.6",
  breaks: (step, { args }) => checksProbe(step, String(args["probes"]).split(" ")),
  find(facts) {
    const all = askedNames(facts).flatMap((asked) => missingOf(facts, asked));
    return [...Map.groupBy(all, ({ asked }) => asked.truth.name).values()].flatMap(foundOf);
  },
};
