/** The Redis of each node, from its redis.conf. */
import {
  type FactFile,
  type Facts,
  type NodeFacts,
  runningNodes,
} from "../../../core/kinds/rule.ts";
import { lastOf, type Said, saidIn, wordOf } from "./files.ts";

const storePath = "/etc/redis/redis.conf";

/** Where somebody is asked. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

export interface Store {
  readonly node: NodeFacts;
  readonly file: FactFile;
  readonly said: readonly Said[];
  readonly port: number;
  /** Whose replica it is; undefined: nobody's. */
  readonly replicaOf: (Address & { readonly directive: Said }) | undefined;
}

export function storesOf(facts: Facts): readonly Store[] {
  return runningNodes(facts, "redis").flatMap((node): Store[] => {
    const file = node.files.get(storePath);
    if (!file) return [];
    const said = saidIn(facts, node, storePath);
    return [{ node, file, said, port: portOf(said, 6379), replicaOf: masterOf(said) }];
  });
}

export function portOf(said: readonly Said[], otherwise: number): number {
  const port = Number(lastOf(said, "port")?.args[0]?.value ?? otherwise);
  return Number.isInteger(port) ? port : otherwise;
}

/** `replicaof no one` is nobody's; `slaveof` is the older word. */
function masterOf(said: readonly Said[]): Store["replicaOf"] {
  const directive = lastOf(said, "replicaof", "slaveof");
  const [host, port] = directive?.args ?? [];
  if (!directive || !host || !port || host.value.toLowerCase() === "no") return undefined;
  return { host: host.value, port: Number(port.value), directive };
}

/** Whether an address, or a name of /etc/hosts, is the node's. */
export function isOn({ name, links }: NodeFacts, host: string): boolean {
  return name === host || links.some(({ address }) => address === host);
}

export function storeAt(stores: readonly Store[], { host, port }: Address): Store | undefined {
  return stores.find((store) => isOn(store.node, host) && store.port === port);
}

/** What it knows is gone after a restart: no append-only file, and `save ""` takes the snapshots away. */
export function isInMemory({ said }: Store): boolean {
  const saves = said.filter(({ name }) => name === "save");
  const last = saves.at(-1)?.args;
  return wordOf(said, "appendonly") !== "yes" && last?.length === 1 && last[0]?.value === "";
}

export function addressOf({ node, port }: Pick<Store, "node" | "port">): string {
  return `${node.links[0]?.address ?? node.name}:${port}`;
}
