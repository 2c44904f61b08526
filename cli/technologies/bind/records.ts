/** An administrator changes a zone on its primary: what the faults record-remove and record-add share. */
import { z } from "zod";
import { nodeFailed } from "../../core/base/error.ts";
import { type Ctx, waitUntil } from "../../core/base/time.ts";
import type { FaultEnv, Seen, Undo } from "../../core/kinds/fault.ts";
import { seen } from "../../core/kinds/fault-tools.ts";
import { nodeOrAddress, nodeRef } from "../../core/kinds/values.ts";
import { findHolders } from "./holders.ts";
import { addressOf, zoneStatus } from "./named.ts";
import { compareSerials } from "./serial.ts";
import { servedAddresses } from "./served.ts";
import { changeZone } from "./zone-change.ts";
import type { ZonePlace } from "./zones.ts";

/** What both faults take. */
export const recordKeys = {
  node: nodeRef.describe("The primary of the name's zone, which runs BIND."),
  name: z
    .string()
    .regex(/^[a-z0-9_-]+(\.[a-z0-9_-]+)+\.?$/i, "must be a domain name, like www.lab.test")
    .meta({ title: "a domain name" }),
  address: nodeOrAddress(/^\d+\.\d+\.\d+\.\d+$/, "must be a node or an IPv4 address")
    .meta({ title: "a node, or an IPv4 address" })
    .describe("Of a node the first one."),
};

export interface RecordSpec {
  readonly node: string;
  readonly name: string;
  readonly address: string;
}

/** One address of a name, and all places where it is written. */
export interface ZoneRecord extends Undo {
  readonly node: string;
  readonly name: string;
  readonly address: string;
  /** `owner` has the name's addresses: the end of its aliases, or a wildcard. */
  readonly edits: readonly {
    readonly place: ZonePlace;
    readonly owner: string;
    readonly ttlS: number;
  }[];
}

const isNode = (address: string) => /^[a-z]/.test(address);

/** Of the first address in a zone that has none for a name (RFC 1035 says no default). */
const defaultTtlS = 60;

/** Finds where the name is written; throws NODE_FAILED when this node is not the place. */
export async function findRecord(
  kind: "record-add" | "record-remove",
  spec: RecordSpec,
  env: FaultEnv,
  ctx: Ctx,
): Promise<{ record: ZoneRecord; there: boolean }> {
  const node = env.resolve(spec.node);
  const agent = await env.agent(node, ctx);
  const name = spec.name.toLowerCase().replace(/\.$/, "");
  const holders = await findHolders(agent, name, ctx);
  const address = isNode(spec.address) ? addressOf(env.plan, spec.address) : spec.address;
  const known = await servedAddresses(agent, env.plan, name, ctx);
  const there = known.includes(address);
  const edits = holders
    .filter(({ rows }) => kind === "record-add" || rows.some((row) => row.address === address))
    .map(({ place, owner, rows }) => ({ place, owner, ttlS: rows[0]?.ttlS ?? defaultTtlS }));
  if (there && edits.length === 0)
    throw nodeFailed(node, `${node} answers ${address} for ${name}, but has it in no zone file`);
  return { record: { kind, node, name, address, edits }, there };
}

/** Changes the zone, and waits until the server answers so; returns when it was seen to (ns). */
export async function editRecord(
  edit: "add" | "remove",
  record: ZoneRecord,
  env: FaultEnv,
  ctx: Ctx,
): Promise<number> {
  const agent = await env.agent(record.node, ctx);
  const { name, address } = record;
  const add = edit === "add";
  for (const { place, owner, ttlS } of record.edits) {
    const one = add ? { add: { address, ttlS } } : { remove: address };
    const change = { serial: "raise", owner, ...one } as const;
    await changeZone(agent, env.plan, { place, change }, ctx);
  }
  const what = `${record.node} to answer ${add ? "with" : "without"} ${address}`;
  const done = async () =>
    (await servedAddresses(agent, env.plan, name, ctx)).includes(address) === add
      ? true
      : undefined;
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
  const agent = await env.agent(record.node, ctx);
  const known = await servedAddresses(agent, env.plan, record.name, ctx);
  const all = known.toSorted().join(", ") || "no address";
  return seen(
    known.includes(record.address) === wanted,
    `${record.node} says ${record.name}: ${all}`,
  );
}

/** The same, and every view has loaded what was written for it: it answers in one of them only. */
export async function lookAtEdit(
  record: ZoneRecord,
  wanted: boolean,
  env: FaultEnv,
  ctx: Ctx,
): Promise<Seen> {
  const found = await lookForRecord(record, wanted, env, ctx);
  const agent = await env.agent(record.node, ctx);
  for (const { place } of record.edits) {
    if (place.alone) continue;
    const { serial } = await zoneStatus(agent, place, ctx);
    if (compareSerials(serial, place.serial) === 1) continue;
    const old = `view ${place.view} still has serial ${serial} of ${place.zone}`;
    return seen(false, ...found.evidence, old);
  }
  return found;
}

/** For a title: "web3" rather than its address, if the spec said so. */
export function recordTitle(spec: RecordSpec): string {
  return `${spec.name.replace(/\.$/, "")} ${spec.address}`;
}
