/** Who copies which zone from whom, and who asks whom: what the nodes' configurations say together. */
import { contains, parseAddress } from "../../../core/base/address.ts";
import type { Facts, NodeFacts } from "../../../core/kinds/rule.ts";
import { nameOf } from "../names.ts";
import { type Answer, fitsPrefix, Matcher } from "./match.ts";
import { type Remote, remotesOf } from "./remotes.ts";
import {
  clauseIn,
  type Key,
  optionOf,
  type Server,
  serversOf,
  settingOf,
  type Zone,
  zonesNamed,
} from "./server.ts";
import { insideOf } from "./statements.ts";

/** A secondary that has a server of its zone among its primaries. */
export interface Transfer {
  readonly secondary: Zone;
  /** What it copies from: a primary, or another secondary. */
  readonly source: Zone;
  readonly remote: Remote;
  /** The address that the secondary asks from. */
  readonly from: number;
  /** The name of the key that it signs with. */
  readonly key: string | undefined;
}

export function nodeAt(facts: Facts, address: string): NodeFacts | undefined {
  return facts.nodes.find(({ links }) => links.some((link) => link.address === address));
}

export function serverOn(facts: Facts, node: string): Server | undefined {
  return serversOf(facts).find((server) => server.node.name === node);
}

/** The address that a node asks another one from: that of the segment which both are on. */
export function sourceOf(node: NodeFacts, target: string): number | undefined {
  const to = parseAddress(target);
  const link = node.links.find(({ address, prefix }) => {
    const own = parseAddress(address) ?? 0;
    const size = 2 ** (32 - prefix);
    const base = own - (own % size);
    return to !== undefined && contains({ base, prefix }, to);
  });
  return link && parseAddress(link.address);
}

function primariesOf(zone: Zone): readonly Remote[] {
  const clause = clauseIn(zone.clause, "primaries", "masters");
  return clause ? remotesOf(zone.server, clause).remotes : [];
}

/** The key for a server as a whole: server ADDRESS { keys NAME; }. */
function serverKey(zone: Zone, address: string): string | undefined {
  const all = [...(zone.view?.clauses ?? []), ...zone.server.clauses];
  const to = parseAddress(address) ?? 0;
  const server = all.find(
    ({ name, words }) => name === "server" && fitsPrefix(words[0] ?? "", to) === true,
  );
  const keys = clauseIn(server, "keys");
  if (!keys) return undefined;
  const inside = insideOf(keys.statement)[0]?.parts[0];
  const name = keys.words[0] ?? (inside?.is === "word" ? inside.text : undefined);
  return name?.toLowerCase().replace(/\.$/, "");
}

function transferOf(facts: Facts, secondary: Zone, remote: Remote): Transfer | undefined {
  const server = serversOf(facts).find(({ node }) =>
    node.links.some(({ address }) => address === remote.address),
  );
  const sources = server ? zonesNamed(server, secondary.name) : [];
  const [source] = sources;
  const fixed = settingOf(secondary, "transfer-source")?.words[0];
  const from =
    fixed !== undefined && !["*", "0.0.0.0"].includes(fixed)
      ? parseAddress(fixed)
      : sourceOf(secondary.server.node, remote.address);
  // Which of several views answers cannot be told.
  if (!source || sources.length > 1 || from === undefined || remote.port !== undefined)
    return undefined;
  if (source.type !== "primary" && source.type !== "secondary") return undefined;
  const key = remote.key ?? serverKey(secondary, remote.address);
  return { secondary, source, remote, from, key };
}

const known = new WeakMap<Facts, readonly Transfer[]>();

export function transfersOf(facts: Facts): readonly Transfer[] {
  const already = known.get(facts);
  if (already) return already;
  const transfers = serversOf(facts)
    .flatMap(({ zones }) => zones.filter(({ type }) => type === "secondary"))
    .flatMap((zone) =>
      primariesOf(zone).flatMap((remote) => transferOf(facts, zone, remote) ?? []),
    );
  known.set(facts, transfers);
  return transfers;
}

/** What is wrong with a transfer's key, if anything is. */
type KeyFault = "unknown-here" | "unknown-there" | "differs";

export function keyFault({ secondary, source, key }: Transfer): KeyFault | undefined {
  if (key === undefined) return undefined;
  const [own, other] = [keyNamed(secondary.server, key), keyNamed(source.server, key)];
  if (!own) return "unknown-here";
  if (!other) return "unknown-there";
  return own.algorithm === other.algorithm && own.secret === other.secret ? undefined : "differs";
}

function fails(transfer: Transfer): boolean {
  const { source, from, key } = transfer;
  return keyFault(transfer) !== undefined || mayTransfer(source, { address: from, key }) === "no";
}

/** Transfers that fail, of secondaries that have no other server to copy the zone from. */
export function failedTransfers(facts: Facts): readonly Transfer[] {
  const byZone = Map.groupBy(transfersOf(facts), ({ secondary }) => secondary);
  return [...byZone].flatMap(([secondary, all]) =>
    all.length === primariesOf(secondary).length && all.every(fails) ? all : [],
  );
}

export function keyNamed(server: Server, name: string): Key | undefined {
  return server.keys.find((key) => key.name === name);
}

/** Who may have a zone whole. BIND 9.18 gives it to all where nothing is said. */
export function mayTransfer(
  zone: Zone,
  asker: { address: number; key?: string | undefined },
): Answer {
  const clause = settingOf(zone, "allow-transfer");
  if (!clause) return "yes";
  if (clause.words.length > 0) return "unknown";
  return new Matcher(zone.server).matches(insideOf(clause.statement), asker);
}

/** A probe that asks a node for a name. */
export interface Question {
  readonly probe: string;
  readonly name: string;
  readonly server: Server;
  /** Who asks, and from which address. */
  readonly client: string;
  readonly from: number;
}

/** Probes that ask nodes that run BIND. */
export function questionsOf(facts: Facts): readonly Question[] {
  return facts.plan.probes.flatMap(({ name: probe, spec }): Question[] => {
    const asked = spec["server"] ?? spec["resolver"];
    const name = nameOf(spec);
    if (typeof asked !== "string" || name === undefined) return [];
    const server = serverOn(facts, nodeAt(facts, asked)?.name ?? "");
    const client = facts.nodes.find((node) => node.name === spec["from"]);
    const from = client && sourceOf(client, asked);
    if (!server || !client || from === undefined) return [];
    return [{ probe, name: name.toLowerCase(), server, client: client.name, from }];
  });
}

/** It asks others for the clients: named does, unless it is told not to. */
export function recurses(server: Server): boolean {
  return optionOf(server, "recursion")?.words[0]?.toLowerCase() !== "no";
}
