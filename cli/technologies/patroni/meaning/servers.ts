/** The nodes with Patroni, and what their files say, with Patroni's own values where nothing is said. */
import {
  type FactFile,
  type Facts,
  type Found,
  type NodeFacts,
  type Place,
  placeIn,
  runningNodes,
} from "../../../core/kinds/rule.ts";
import { etcdFile, parseEtcd } from "../config/etcd-env.ts";
import { type PatroniConf, parsePatroni, patroniYml } from "../config/patroni-yml.ts";

export interface Server {
  readonly node: NodeFacts;
  readonly file: FactFile;
  readonly conf: PatroniConf;
  readonly etcd:
    | { readonly file: FactFile; readonly vars: ReturnType<typeof parseEtcd> }
    | undefined;
}

export function serversIn(facts: Facts): readonly Server[] {
  return runningNodes(facts, "patroni").flatMap((node): Server[] => {
    const file = node.files.get(patroniYml);
    const conf = file && facts.parsed(parsePatroni, file);
    if (!file || !conf) return [];
    const etcd = node.files.get(etcdFile);
    return [
      {
        ...{ node, file, conf },
        etcd: etcd && { file: etcd, vars: facts.parsed(parseEtcd, etcd) },
      },
    ];
  });
}

/** Of the cluster as a whole: what is told of it when it begins (`bootstrap.dcs`). */
export function dynamicOf({ conf }: Server, name: string): unknown {
  return conf.get(`bootstrap.dcs.${name}`)?.value;
}

/** Patroni's booleans are YAML's, or words (utils.py, parse_bool). */
export function isOn(value: unknown): boolean {
  return value === true || /^(?:on|true|yes|1)$/i.test(String(value ?? ""));
}

export function numberOf(server: Server, name: string, otherwise: number): number {
  const value = dynamicOf(server, name);
  return typeof value === "number" ? value : otherwise;
}

/** A parameter of PostgreSQL's, of the cluster or of this node. */
export function parameterOf({ conf }: Server, name: string): string | undefined {
  const own = conf.get(`postgresql.parameters.${name}`);
  const said = own ?? conf.get(`bootstrap.dcs.postgresql.parameters.${name}`);
  return said === undefined ? undefined : String(said.value);
}

/** Where a setting stands, or would: the nearest key above it that is there. */
export function placeOf({ file, conf }: Server, path: string): Place {
  const words = path.split(".");
  for (let count = words.length; count > 0; count--) {
    const found = conf.get(words.slice(0, count).join("."));
    if (found) return placeIn(file, found.line);
  }
  return placeIn(file);
}

/** The node of a name of /etc/hosts, or of an address. */
export function isNode({ name, links }: NodeFacts, host: string): boolean {
  return host === name || links.some(({ address }) => address === host);
}

/** Where a rule found it in each server, and what it says; the same words in several files are said once. */
export function foundIn(
  facts: Facts,
  path: string,
  of: (server: Server, all: readonly Server[]) => Found["args"] | undefined,
): readonly Found[] {
  const servers = serversIn(facts);
  const all = servers.flatMap((server) => {
    const args = of(server, servers);
    return args ? [{ place: placeOf(server, path), args }] : [];
  });
  return alike(all);
}

export function alike(
  all: readonly { readonly place: Place; readonly args: Found["args"] }[],
): readonly Found[] {
  const groups = Map.groupBy(all, ({ args }) => JSON.stringify(args));
  return [...groups.values()].flatMap((same) =>
    same.slice(0, 1).map(({ args }) => ({ where: same.map(({ place }) => place), args })),
  );
}

/** Those that are not as most of the others are: what a name, or a list, should be the same everywhere. */
export function oddOnes<T extends { readonly value: string; readonly place: Place }>(
  all: readonly T[],
): readonly { readonly odd: readonly T[]; readonly most: readonly T[] }[] {
  const groups = [...Map.groupBy(all, ({ value }) => value).values()];
  const [most = [], ...others] = groups.toSorted((a, b) => b.length - a.length);
  return others.map((odd) => ({ odd, most }));
}
