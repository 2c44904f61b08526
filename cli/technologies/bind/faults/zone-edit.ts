import { z } from "zod";
import { HalabError } from "../../../core/base/error.ts";
import { type Ctx, waitUntil } from "../../../core/base/time.ts";
import type { FaultEnv, FaultKind, Seen, Undo } from "../../../core/kinds/fault.ts";
import { seen } from "../../../core/kinds/fault-tools.ts";
import { name, nodeRef } from "../../../core/lab/schema.ts";
import {
  type CutUndo,
  cutPairs,
  portPairs,
  prepareTable,
  removeTable,
  tableName,
  verifyHits,
  verifyRemoved,
} from "../../network/frames.ts";
import {
  addressOf,
  ask,
  bindLog,
  findZone,
  logText,
  readZone,
  recordsIn,
  rndc,
  writeZone,
  type ZonePlace,
  zoneName,
  zoneStatus,
} from "../named.ts";
import { nextSerial } from "../serial.ts";
import { type AddressRecord, serialIn, withAddress, withSerial } from "../zone-file.ts";

const schema = z.strictObject({
  fault: z.literal("zone-edit"),
  /** The zone's primary. */
  node: nodeRef,
  zone: zoneName,
  /** A name of the zone (`www`) whose A record gets a new address. */
  name: name.optional(),
  address: z.ipv4().optional(),
  /** `keep`: the serial is forgotten. */
  serial: z.enum(["raise", "keep"]).default("raise"),
  /** `notify`: the switch drops every NOTIFY until the step heals. */
  lose: z.literal("notify").optional(),
  /** Secondaries that ask for the serial just before, so that their whole refresh time lies ahead. */
  "after-refresh": z.array(name).min(1).optional(),
});
type Spec = z.infer<typeof schema>;

interface EditUndo extends Undo, ZonePlace {
  readonly kind: "zone-edit";
  readonly node: string;
  /** What the primary answers from then on; the address is not changed if null. */
  readonly serial: number;
  readonly record: AddressRecord | null;
  readonly refresh: readonly string[];
  /** Lines of the log that refuse the zone's file, before the edit. */
  readonly refusals: number;
  readonly cut: CutUndo | null;
}

function edited(undo: Pick<EditUndo, "serial" | "record">, text: string): string | undefined {
  const raised = withSerial(text, undo.serial);
  return undo.record ? withAddress(raised, undo.record) : raised;
}

/** What the zone has to become; throws NODE_FAILED when it cannot be edited so. */
function changeOf({ zone, name, address, serial }: Spec, text: string, path: string) {
  const before = serialIn(text);
  if (before === undefined)
    throw new HalabError("NODE_FAILED", `${path} has no SOA record with a serial`);
  const record =
    name !== undefined && address !== undefined ? { name: `${name}.${zone}`, address } : null;
  const change = { serial: serial === "raise" ? nextSerial(before) : before, record };
  if (edited(change, text) === undefined)
    throw new HalabError("NODE_FAILED", `${path} has no A record of ${name}`);
  return change;
}

/** What named says when a file's serial does not follow that of the zone that it serves. */
async function refusals(node: string, zone: string, env: FaultEnv, ctx: Ctx): Promise<string[]> {
  const lines = await bindLog(await env.agent(node, ctx), ctx);
  return lines.filter((line) => line.includes(`zone ${zone}/`) && /out of range/.test(line));
}

async function cutOf(spec: Spec, node: string, env: FaultEnv, ctx: Ctx): Promise<CutUndo | null> {
  if (spec.lose === undefined) return null;
  const others = env.plan.nodes.map((one) => one.name).filter((one) => one !== node);
  const pairs = await portPairs(env, [node], others, false, ctx);
  const table = tableName(env.cluster.name, "notify");
  return { kind: "zone-edit", table, pairs, protocol: "notify" };
}

/** An answer to a question of rndc's takes less, even behind others (serial-query-rate). */
const askAgainNs = 300e6;

/**
 * By then it has its answer in any case. No copy lives longer where the primary promises less (EDNS EXPIRE, RFC 7314)
 * than the secondary keeps to: expire must not be below refresh and retry. A question that went to a primary
 * without power is asked again after 5 s, and stands in the way of every other one until then.
 */
const answeredMs = 7000;

/**
 * Lets a secondary ask for the serial, and waits until it has its answer: then its copy lives longer
 * than before. `rndc zonestatus` says so in whole seconds, so it may have to ask once more.
 */
async function refreshed(node: string, undo: EditUndo, env: FaultEnv, ctx: Ctx): Promise<void> {
  const agent = await env.agent(node, ctx);
  const { expires: before = 0 } = await zoneStatus(agent, undo.zone, ctx);
  let askedNs = Number.NEGATIVE_INFINITY;
  const look = async () => {
    if (ctx.clock.nowNs() - askedNs >= askAgainNs) {
      askedNs = ctx.clock.nowNs();
      await rndc(agent, ["refresh", undo.zone], ctx);
    }
    const { expires = 0 } = await zoneStatus(agent, undo.zone, ctx);
    return expires > before ? true : undefined;
  };
  const what = `${node} to ask its primary for the serial of ${undo.zone}`;
  try {
    await waitUntil(look, { what, timeoutMs: answeredMs }, ctx);
  } catch (error) {
    if (!(error instanceof HalabError) || error.code !== "TIMEOUT") throw error;
  }
}

/** What the primary answers: the first record's data, "" for none. */
async function answer(undo: EditUndo, name: string, type: string, env: FaultEnv, ctx: Ctx) {
  const agent = await env.agent(undo.node, ctx);
  const server = addressOf(env.plan, undo.node);
  return recordsIn(await ask(agent, { server, name, type }, ctx), type)[0]?.data ?? "";
}

async function look(undo: EditUndo, env: FaultEnv, ctx: Ctx): Promise<Seen> {
  const { zone, record } = undo;
  const [, , serial = "none"] = (await answer(undo, zone, "SOA", env, ctx)).split(" ");
  const now = `${undo.node} answers serial ${serial} of ${zone}`;
  const rightSerial = serial === String(undo.serial);
  if (!record) return seen(rightSerial, now);
  const address = await answer(undo, record.name, "A", env, ctx);
  const both = `${now}, and ${address || "nothing"} for ${record.name}`;
  if (rightSerial && address === record.address) return seen(true, both);
  const said = (await refusals(undo.node, zone, env, ctx)).slice(undo.refusals);
  if (said.length === 0) return seen(false, both);
  return seen(true, both, `${undo.node} refuses the file: ${logText(said.at(-1) ?? "")}`);
}

/**
 * The administrator edits a zone on its primary and says `rndc reload`: with a raised serial, or
 * with the one that stood there. What was edited stays; healing brings lost NOTIFYs to an end.
 */
export const kind: FaultKind<Spec, EditUndo> = {
  kind: "zone-edit",
  schema,
  args: ["node", "zone"],
  refs: (spec) => [
    { to: "nodeRef", name: spec.node, path: ["node"] },
    ...(spec["after-refresh"] ?? []).map((node, index) => ({
      to: "node" as const,
      name: node,
      path: ["after-refresh", index],
    })),
  ],
  async prepare(spec, env, ctx) {
    const node = env.resolve(spec.node);
    const agent = await env.agent(node, ctx);
    const { zone } = spec;
    const place = await findZone(agent, zone, ctx);
    const undo: EditUndo = {
      ...{ kind: "zone-edit", node, ...place },
      ...changeOf(spec, await readZone(agent, place, ctx), place.path),
      refresh: spec["after-refresh"] ?? [],
      refusals: (await refusals(node, zone, env, ctx)).length,
      cut: await cutOf(spec, node, env, ctx),
    };
    const how = spec.serial === "keep" ? ", serial kept" : "";
    const title = `edit ${zone} on ${node}${how}${undo.cut ? ", NOTIFY lost" : ""}`;
    return { title, nodes: [node], undo };
  },
  // The kernel itself ends the loss of NOTIFYs: the elements have a timeout.
  async arm(undo, _ttlMs, env, ctx) {
    if (undo.cut) await prepareTable(undo.cut, "counter name hits drop", env, ctx);
  },
  async inject(undo, env, ctx) {
    const agent = await env.agent(undo.node, ctx);
    if (undo.cut) await cutPairs(undo.cut, env.ttlMs, env, ctx);
    await Promise.all(undo.refresh.map((node) => refreshed(node, undo, env, ctx)));
    const text = await readZone(agent, undo, ctx);
    return writeZone(agent, undo, edited(undo, text) ?? text, ctx);
  },
  async verify(undo, env, ctx) {
    const edit = await look(undo, env, ctx);
    if (!undo.cut || !edit.ok) return edit;
    const lost = await verifyHits(undo.cut, env, ctx);
    return seen(lost.ok, ...edit.evidence, ...lost.evidence);
  },
  async heal(undo, env, ctx) {
    if (undo.cut) await removeTable(undo.cut, env, ctx);
  },
  verifyHealed: async (undo, env, ctx) =>
    undo.cut ? verifyRemoved(undo.cut, env, ctx) : seen(true, "the edit stays"),
};
