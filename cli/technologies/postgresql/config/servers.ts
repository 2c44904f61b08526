/** The servers of a lab, and what their files say, with PostgreSQL's own values where nothing is said. */
import {
  type FactFile,
  type Facts,
  type Found,
  type NodeFacts,
  type Place,
  placeIn,
  runningNodes,
} from "../../../core/kinds/rule.ts";
import { isNamed, parseSyncNames, type SyncNames } from "../sync-names.ts";
import { type Conf, parseConf, postgresConf, settingOf } from "./conf.ts";
import { type Conninfo, parseConninfo } from "./conninfo.ts";
import { type HbaLine, hbaConf, parseHba } from "./hba.ts";

const clusterFile = "/etc/postgresql/cluster";
const hookFile = "/usr/local/sbin/before-postgresql";

export interface Server {
  readonly node: NodeFacts;
  readonly file: FactFile;
  readonly conf: Conf;
  readonly hba: { readonly file: FactFile; readonly lines: readonly HbaLine[] } | undefined;
  /** What runs before each start. */
  readonly hook: FactFile | undefined;
  /** Of the lab: who is the primary at first, and the password of its roles. */
  readonly cluster: Readonly<Record<string, string>>;
}

/** Those whose files name no others: of these it would not be known what they say. */
export function serversIn(facts: Facts): readonly Server[] {
  return runningNodes(facts, "postgresql").flatMap((node): Server[] => {
    const file = node.files.get(postgresConf);
    const conf = file && facts.parsed(parseConf, file);
    if (!file || !conf || conf.includes) return [];
    const hba = node.files.get(hbaConf);
    const cluster = node.files.get(clusterFile);
    return [
      {
        ...{ node, file, conf, hook: node.files.get(hookFile) },
        hba: hba && { file: hba, lines: facts.parsed(parseHba, hba) },
        cluster: cluster ? facts.parsed(parseCluster, cluster) : {},
      },
    ];
  });
}

function parseCluster(text: string): Readonly<Record<string, string>> {
  const pairs = text.split("\n").map((line) => /^([A-Z]+)=(\S*)$/.exec(line));
  return Object.fromEntries(pairs.flatMap((one) => (one ? [[one[1], one[2]]] : [])));
}

/** PostgreSQL 15's own, of what rules ask. */
const defaults: Readonly<Record<string, string>> = {
  listen_addresses: "localhost",
  cluster_name: "",
  hot_standby: "on",
  max_slot_wal_keep_size: "-1",
  primary_conninfo: "",
  primary_slot_name: "",
  synchronous_commit: "on",
  synchronous_standby_names: "",
  wal_keep_size: "0",
  wal_log_hints: "off",
};

export function saidBy({ conf }: Server, name: string): string {
  return settingOf(conf, name)?.value ?? defaults[name] ?? "";
}

/** Where a setting stands, or would. */
export function placeOf({ file, conf }: Server, name: string): Place {
  return placeIn(file, settingOf(conf, name)?.line);
}

export function conninfoOf(server: Server): Conninfo | undefined {
  const text = saidBy(server, "primary_conninfo");
  return text === "" ? undefined : parseConninfo(text);
}

/** What a standby calls itself (walreceiver.c: application_name of its connection, else cluster_name, else this). */
export function standbyName(server: Server): string {
  const own = conninfoOf(server)?.get("application_name") ?? saidBy(server, "cluster_name");
  return own === "" ? "walreceiver" : own;
}

export function syncNamesOf(server: Server): SyncNames | undefined {
  return parseSyncNames(saidBy(server, "synchronous_standby_names"));
}

/** The others that its commits may wait for, while it is the primary. */
export function candidatesOf(server: Server, servers: readonly Server[]): readonly Server[] {
  const names = syncNamesOf(server);
  return servers.filter((one) => one !== server && names && isNamed(names, standbyName(one)));
}

/** Whether it begins as a standby. */
export function isStandby({ node, cluster }: Server): boolean {
  return cluster["PRIMARY"] !== undefined && cluster["PRIMARY"] !== node.name;
}

/** The nodes of the first finding with the same words: one mistake in one file for all is said once. */
export function oncePerLine(found: readonly Found[]): readonly Found[] {
  const alike = Map.groupBy(found, ({ where: [first], args }) =>
    JSON.stringify([first?.file, first?.line, args]),
  );
  return [...alike.values()].flatMap(([first, ...others]) =>
    first ? [{ ...first, where: [...first.where, ...others.flatMap(({ where }) => where)] }] : [],
  );
}

/** A finding for each server of which a sentence's arguments are given, at a setting's place. */
export function findAt(
  facts: Facts,
  name: string,
  of: (server: Server, all: readonly Server[]) => Found["args"] | undefined,
): readonly Found[] {
  const servers = serversIn(facts);
  return oncePerLine(
    servers.flatMap((server): Found[] => {
      const args = of(server, servers);
      return args ? [{ where: [placeOf(server, name)], args }] : [];
    }),
  );
}
