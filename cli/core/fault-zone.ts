/** An administrator changes a zone on its primary: what the faults record-remove and record-add share. */
import { z } from "zod";
import type { NodeAgent } from "../providers/provider.ts";
import { HalabError } from "./error.ts";
import type { FaultEnv, Seen, Undo } from "./fault.ts";
import { must, seen } from "./fault-tools.ts";
import type { Plan } from "./plan.ts";
import { nodeRef } from "./schema.ts";
import { type Ctx, waitUntil } from "./time.ts";

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
export interface ZoneRecord extends Undo {
  readonly node: string;
  readonly zone: string;
  readonly file: string;
  readonly dynamic: boolean;
  /** Without the final dot, in lower case. */
  readonly name: string;
  readonly address: string;
  readonly ttlS: number;
}

export function recordRefs(spec: RecordSpec) {
  const target = /^[a-z]/.test(spec.address)
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

/** `rndc zonestatus`: the zone's file, and whether it is changed by updates too. */
export function zoneStatus(text: string): { file: string; dynamic: boolean } | undefined {
  const file = /^files: ([^,\n]+)/m.exec(text)?.[1]?.trim();
  return file === undefined ? undefined : { file, dynamic: /^dynamic: yes$/m.test(text) };
}

async function addressesOf(agent: NodeAgent, name: string, ctx: Ctx): Promise<Map<string, number>> {
  const argv = ["dig", "@127.0.0.1", "+norecurse", "+noall", "+answer", "+tries=1", "+time=1"];
  const { stdout } = await agent.run([...argv, name, "A"], ctx);
  const rows = [...stdout.matchAll(/^\S+\s+(\d+)\s+IN\s+A\s+(\S+)$/gm)];
  return new Map(rows.map(([, ttl, address]) => [address ?? "", Number(ttl)]));
}

function addressOf(plan: Plan, target: string): string {
  if (!/^[a-z]/.test(target)) return target;
  return plan.nodes.find(({ name }) => name === target)?.links[0]?.address ?? target;
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
  const status = zoneStatus(await must(agent, ["rndc", "zonestatus", zone], ctx));
  if (!status) throw new HalabError("NODE_FAILED", `rndc on ${node} names no file of ${zone}`);
  const directory = await directoryOf(agent, ctx);
  const file = status.file.startsWith("/") ? status.file : `${directory}/${status.file}`;
  const address = addressOf(env.plan, spec.address);
  const known = await addressesOf(agent, name, ctx);
  const ttlS = known.get(address) ?? [...known.values()][0] ?? 60;
  const { dynamic } = status;
  const record = { kind, node, zone, file, dynamic, name, address, ttlS };
  return { record, there: known.has(address) };
}

async function directoryOf(agent: NodeAgent, ctx: Ctx): Promise<string> {
  const text = await must(agent, ["named-checkconf", "-p"], ctx);
  return /^\s*directory "([^"]+)";/m.exec(text)?.[1] ?? "/var/cache/bind";
}

/**
 * The zone in named's own form, one record a line; without the record, or with it; serial + 1. The
 * file keeps its owner. A zone that takes updates is frozen meanwhile, and thawed in any case. BIND
 * reloads a file whose time, in whole seconds, is later than its last load: so the next second's.
 */
const editScript = `
set -e
zone=$1 file=$2 dynamic=$3 edit=$4 name=$5 address=$6 ttl=$7
new=$(mktemp)
trap 'rm -f "$new" "$new.full"; [ "$dynamic" = no ] || rndc thaw "$zone"' EXIT
[ "$dynamic" = no ] || rndc freeze "$zone"
named-compilezone -q -i none -n ignore -m ignore -f text -F text -s full -o "$new.full" "$zone" "$file"
awk -v name="$name." -v address="$address" -v ttl="$ttl" -v edit="$edit" '
  tolower($1) == name && $4 == "A" && $5 == address { next }
  $4 == "SOA" { $7 = $7 == 4294967295 ? 1 : $7 + 1 }
  { print }
  END { if (edit == "add") print name, ttl, "IN", "A", address }
' "$new.full" > "$new"
cat "$new" > "$file"
touch -d "@$(($(date +%s) + 1))" "$file"
[ "$dynamic" = yes ] || rndc reload "$zone"
`;

/** Edits the zone, and waits until the server answers so; returns when it was seen to (ns). */
export async function editRecord(
  edit: "add" | "remove",
  record: ZoneRecord,
  env: FaultEnv,
  ctx: Ctx,
): Promise<number> {
  const agent = await env.agent(record.node, ctx);
  const { zone, file, dynamic, name, address, ttlS } = record;
  const words = [zone, file, dynamic ? "yes" : "no", edit, name, address, String(ttlS)];
  await must(agent, ["/bin/sh", "-c", editScript, "halab-zone", ...words], ctx);
  const what = `${record.node} to answer ${edit === "add" ? "with" : "without"} ${address}`;
  const done = async () =>
    (await addressesOf(agent, name, ctx)).has(address) === (edit === "add") ? true : undefined;
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
  const known = await addressesOf(await env.agent(record.node, ctx), record.name, ctx);
  const all = [...known.keys()].sort().join(", ") || "no address";
  return seen(known.has(record.address) === wanted, `${record.node} says ${record.name}: ${all}`);
}

/** For a title: "web3" rather than its address, if the spec said so. */
export function recordTitle(spec: RecordSpec): string {
  return `${spec.name.replace(/\.$/, "")} ${spec.address}`;
}
