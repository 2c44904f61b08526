/** An administrator changes a zone on its primary: what the faults record-remove and record-add share. */
import { z } from "zod";
import { HalabError } from "../../core/base/error.ts";
import { type Ctx, waitUntil } from "../../core/base/time.ts";
import type { NodeAgent } from "../../core/cluster/provider.ts";
import type { FaultEnv, Seen, Undo } from "../../core/kinds/fault.ts";
import { must, seen } from "../../core/kinds/fault-tools.ts";
import { nodeRef } from "../../core/lab/schema.ts";
import {
  addressOf,
  ask,
  findZone,
  readZone,
  recordsIn,
  writeZone,
  type ZonePlace,
} from "./named.ts";
import { nextSerial } from "./serial.ts";
import {
  type AddressRecord,
  serialIn,
  withoutRecord,
  withRecord,
  withSerial,
} from "./zone-file.ts";

/** What both faults take. */
export const recordKeys = {
  /** The primary of the zone. */
  node: nodeRef,
  name: z
    .string()
    .regex(/^[a-z0-9_-]+(\.[a-z0-9_-]+)+\.?$/i, "must be a domain name, like www.lab.test"),
  /** A node's name, or an address. */
  address: z
    .string()
    .regex(/^([a-z][a-z0-9-]*|\d+\.\d+\.\d+\.\d+)$/, "must be a node or an IPv4 address"),
};

export interface RecordSpec {
  readonly node: string;
  readonly name: string;
  readonly address: string;
}

/** One address record, and where it is written. */
export interface ZoneRecord extends Undo, ZonePlace, AddressRecord {
  readonly node: string;
  readonly ttlS: number;
}

const isNode = (address: string) => /^[a-z]/.test(address);

export function recordRefs(spec: RecordSpec) {
  const target = isNode(spec.address)
    ? [{ to: "node" as const, name: spec.address, path: ["address"] }]
    : [];
  return [{ to: "nodeRef" as const, name: spec.node, path: ["node"] }, ...target];
}

/** `named-checkconf -l`: "lab.test IN _default primary" -> the primary zone that holds the name. */
export function zoneOf(list: string, name: string): string | undefined {
  const zones = list.split("\n").flatMap((line) => {
    const [zone = "", , , type = ""] = line.trim().split(/\s+/);
    return ["primary", "master"].includes(type) ? [zone.toLowerCase().replace(/\.$/, "")] : [];
  });
  const holding = zones.filter((zone) => name === zone || name.endsWith(`.${zone}`));
  return holding.sort((a, b) => b.length - a.length)[0];
}

/** The addresses of a name as its primary says them, with their TTL. */
async function addressesOf(
  agent: NodeAgent,
  name: string,
  env: FaultEnv,
  ctx: Ctx,
): Promise<Map<string, number>> {
  const server = addressOf(env.plan, agent.node);
  const records = recordsIn(await ask(agent, { server, name, type: "A" }, ctx), "A");
  return new Map(records.map(({ data, ttlS }) => [data, ttlS]));
}

/** Finds where the name is written; throws NODE_FAILED when this node is not the place. */
export async function findRecord(
  kind: string,
  spec: RecordSpec,
  env: FaultEnv,
  ctx: Ctx,
): Promise<{ record: ZoneRecord; there: boolean }> {
  const node = env.resolve(spec.node);
  const agent = await env.agent(node, ctx);
  const name = spec.name.toLowerCase().replace(/\.$/, "");
  const zone = zoneOf(await must(agent, ["named-checkconf", "-l"], ctx), name);
  if (zone === undefined)
    throw new HalabError("NODE_FAILED", `${node} is the primary of no zone that holds ${name}`, {
      hint: `halab exec CLUSTER ${node} -- named-checkconf -l`,
    });
  const place = await findZone(agent, zone, ctx);
  const address = isNode(spec.address) ? addressOf(env.plan, spec.address) : spec.address;
  const known = await addressesOf(agent, name, env, ctx);
  const ttlS = known.get(address) ?? [...known.values()][0] ?? 60;
  return { record: { ...place, kind, node, name, address, ttlS }, there: known.has(address) };
}

/** Edits the zone, and waits until the server answers so; returns when it was seen to (ns). */
export async function editRecord(
  edit: "add" | "remove",
  record: ZoneRecord,
  env: FaultEnv,
  ctx: Ctx,
): Promise<number> {
  const agent = await env.agent(record.node, ctx);
  const text = await readZone(agent, record, ctx);
  const raised = withSerial(text, nextSerial(serialIn(text) ?? 0));
  const { name, address, ttlS } = record;
  const add = edit === "add";
  const edited = add ? withRecord(raised, record, ttlS) : withoutRecord(raised, record);
  await writeZone(agent, record, edited, ctx);
  const what = `${record.node} to answer ${add ? "with" : "without"} ${address}`;
  const done = async () =>
    (await addressesOf(agent, name, env, ctx)).has(address) === add ? true : undefined;
  await waitUntil(done, { what, timeoutMs: 5000, everyMs: 10 }, ctx);
  return ctx.clock.nowNs();
}

/** Does the primary answer with the record? */
export async function lookForRecord(
  record: ZoneRecord,
  wanted: boolean,
  env: FaultEnv,
  ctx: Ctx,
): Promise<Seen> {
  const known = await addressesOf(await env.agent(record.node, ctx), record.name, env, ctx);
  const all = [...known.keys()].sort().join(", ") || "no address";
  return seen(known.has(record.address) === wanted, `${record.node} says ${record.name}: ${all}`);
}

/** For a title: "web3" rather than its address, if the spec said so. */
export function recordTitle(spec: RecordSpec): string {
  return `${spec.name.replace(/\.$/, "")} ${spec.address}`;
}
