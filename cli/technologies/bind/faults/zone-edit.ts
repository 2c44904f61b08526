import { randomInt } from "node:crypto";
import { z } from "zod";
import { formatAddress, parseAddress, parseSubnet } from "../../../core/base/address.ts";
import { nodeFailed } from "../../../core/base/error.ts";
import type { Ctx } from "../../../core/base/time.ts";
import type { NodeAgent } from "../../../core/cluster/provider.ts";
import { tableName } from "../../../core/cluster/table-names.ts";
import type { FaultEnv, FaultKind, Seen, Undo } from "../../../core/kinds/fault.ts";
import { seen } from "../../../core/kinds/fault-tools.ts";
import { name, nodeName, nodeRef } from "../../../core/kinds/values.ts";
import {
  type CutUndo,
  cutPairs,
  portPairs,
  prepareTable,
  removeTable,
  verifyHits,
  verifyRemoved,
} from "../../network/frames.ts";
import { askAgain } from "../ask-again.ts";
import { findHolders } from "../holders.ts";
import { bindLog, logText, zoneName, zoneStatus } from "../named.ts";
import { compareSerials } from "../serial.ts";
import { servedAddresses, servedSerial } from "../served.ts";
import { changeZone, requireChangeable, type ZoneChange } from "../zone-change.ts";
import { type KeptZone, keepZones, putZonesBack } from "../zone-kept.ts";
import { listZones, placeOf, type ZonePlace } from "../zones.ts";

const schema = z.strictObject({
  fault: z.literal("zone-edit"),
  node: nodeRef.describe("The zone's primary, which runs BIND."),
  zone: zoneName,
  name: name
    .optional()
    .describe(
      "A name of the zone, like `www`, whose A record gets a new address; needs `address`.",
    ),
  address: z
    .union([z.ipv4(), z.cidrv4().refine((text) => (parseSubnet(text)?.prefix ?? 0) >= 16)])
    .optional()
    .describe(
      "The new address of `name`; of a subnet (from /16 to /30) one is drawn as the step is played, so that nobody can know it before.",
    ),
  serial: z
    .enum(["raise", "keep"])
    .default("raise")
    .describe("`keep`: the administrator forgets the serial."),
  lose: z
    .literal("notify")
    .optional()
    .describe("`notify`: the switch drops every NOTIFY until the step heals."),
  "after-refresh": z
    .array(nodeName)
    .min(1)
    .optional()
    .describe(
      "Secondaries that ask for the serial just before the edit, so that their whole refresh time lies ahead.",
    ),
});
type Spec = z.infer<typeof schema>;

interface Edit {
  readonly place: ZonePlace;
  /** The record that goes, with its TTL; null: only the serial changes. */
  readonly record: {
    readonly owner: string;
    readonly address: string;
    readonly ttlS: number;
  } | null;
}

interface EditUndo extends Undo {
  readonly kind: "zone-edit";
  readonly node: string;
  readonly zone: string;
  readonly edits: readonly Edit[];
  /** What is asked for afterwards; null: no address changes. */
  readonly record: { readonly name: string; readonly address: string } | null;
  readonly serial: Spec["serial"];
  /** The serial that the primary answered with before. */
  readonly served: number;
  readonly refresh: readonly string[];
  /** Lines of the log that refuse the zone's file, before the edit. */
  readonly refusals: number;
  readonly cut: CutUndo | null;
  readonly kept: readonly KeptZone[];
}

/** The places of a zone whose serial alone changes. */
async function zonePlaces(agent: NodeAgent, zone: string, ctx: Ctx): Promise<Edit[]> {
  const all = await listZones(agent, "primary", ctx);
  const here = all.filter((one) => one.zone === zone);
  const edits: Edit[] = [];
  for (const at of here) {
    const place = await placeOf(agent, at, all, ctx);
    if (!edits.some((one) => one.place.path === place.path)) edits.push({ place, record: null });
  }
  if (edits.length > 0) return edits;
  throw nodeFailed(agent.node, `${agent.node} is not the primary of ${zone}`, {
    hint: `halab exec CLUSTER ${agent.node} -- named-checkconf -l`,
  });
}

/** The first address of a name, behind its aliases, in every view; throws NODE_FAILED when it has none there. */
async function recordPlaces(
  agent: NodeAgent,
  zone: string,
  name: string,
  ctx: Ctx,
): Promise<Edit[]> {
  const holders = await findHolders(agent, name, ctx);
  const edits = holders.flatMap(({ place, owner, rows: [first] }): Edit[] =>
    place.zone === zone && first ? [{ place, record: { owner, ...first } }] : [],
  );
  if (edits.length > 0) return edits;
  const [elsewhere] = holders.filter(({ place }) => place.zone !== zone);
  const why = elsewhere
    ? `${name} is an alias of ${elsewhere.owner}, in ${elsewhere.place.zone} instead of ${zone}`
    : `${holders[0]?.place.path} has no A record of ${name}`;
  throw nodeFailed(agent.node, `${agent.node}: ${why}`);
}

/** An address; of a subnet one of its hosts, another than those that are there. */
function drawnFrom(address: string, edits: readonly Edit[]): string {
  const subnet = parseSubnet(address);
  if (!subnet) return address;
  const there = edits.map(({ record }) => parseAddress(record?.address ?? ""));
  const hosts = Array.from(
    { length: 2 ** (32 - subnet.prefix) - 2 },
    (_, at) => subnet.base + 1 + at,
  );
  const others = hosts.filter((host) => !there.includes(host));
  return formatAddress(others[randomInt(others.length)] ?? subnet.base + 1);
}

/** What the zone has to become; throws NODE_FAILED when it cannot be edited so. */
async function plannedEdits({ zone, name, address, serial }: Spec, agent: NodeAgent, ctx: Ctx) {
  const owner = name !== undefined && address !== undefined ? `${name}.${zone}` : undefined;
  const edits =
    owner === undefined
      ? await zonePlaces(agent, zone, ctx)
      : await recordPlaces(agent, zone, owner, ctx);
  const written = owner === undefined ? undefined : drawnFrom(address ?? "", edits);
  const record =
    owner === undefined || written === undefined ? null : { name: owner, address: written };
  for (const { place } of edits) requireChangeable(agent.node, place, { serial });
  return { record, edits, serial };
}

function changeOf({ serial, record }: EditUndo, edit: Edit): ZoneChange {
  if (!record || !edit.record) return { serial };
  const { owner, address, ttlS } = edit.record;
  return { serial, owner, remove: address, add: { address: record.address, ttlS } };
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

/** Undefined: every view has loaded what was written. A signer may raise the served serial by itself. */
async function notLoaded(undo: EditUndo, agent: NodeAgent, ctx: Ctx): Promise<string | undefined> {
  if (undo.serial === "keep") return undefined;
  for (const { place } of undo.edits) {
    const { serial } = await zoneStatus(agent, place, ctx);
    if (compareSerials(serial, place.serial) !== 1)
      return `${undo.node} has not loaded what was written to ${place.path}`;
  }
  return undefined;
}

async function look(undo: EditUndo, env: FaultEnv, ctx: Ctx): Promise<Seen> {
  const { node, zone, record } = undo;
  const agent = await env.agent(node, ctx);
  const serial = await servedSerial(agent, env.plan, zone, ctx);
  const now = `${node} answers serial ${serial ?? "none"} of ${zone}`;
  const order = serial === undefined ? undefined : compareSerials(serial, undo.served);
  const rightSerial = order === (undo.serial === "keep" ? 0 : 1);
  const addresses = record ? await servedAddresses(agent, env.plan, record.name, ctx) : [];
  const both = record ? `${now}, and ${addresses.join(", ") || "nothing"} for ${record.name}` : now;
  if (rightSerial && (!record || addresses.includes(record.address))) {
    const missing = await notLoaded(undo, agent, ctx);
    return missing === undefined ? seen(true, both) : seen(false, both, missing);
  }
  if (undo.serial === "raise") return seen(false, both);
  const said = (await refusals(node, zone, env, ctx)).slice(undo.refusals);
  if (said.length === 0) return seen(false, both);
  return seen(true, both, `${node} refuses the file: ${logText(said.at(-1) ?? "")}`);
}

export const kind: FaultKind<Spec, EditUndo> = {
  kind: "zone-edit",
  about:
    "The administrator changes a zone on its primary, with a raised serial, or with the one that stood there: behind aliases, in every view, by an update where the zone takes updates, else in its file, in BIND's own form, and says `rndc reload`. What was edited stays; healing only ends the loss of NOTIFYs.",
  schema,
  args: ["node", "zone"],
  async prepare(spec, env, ctx) {
    const node = env.resolve(spec.node);
    const agent = await env.agent(node, ctx);
    const { zone } = spec;
    const planned = await plannedEdits(spec, agent, ctx);
    const before = await servedSerial(agent, env.plan, zone, ctx);
    if (before === undefined) throw nodeFailed(node, `${node} answers no SOA record for ${zone}`);
    const undo: EditUndo = {
      ...{ kind: "zone-edit", node, zone, ...planned, served: before },
      refresh: spec["after-refresh"] ?? [],
      refusals: (await refusals(node, zone, env, ctx)).length,
      cut: await cutOf(spec, node, env, ctx),
      kept: await keepZones(
        agent,
        planned.edits.map(({ place }) => place),
        ctx,
      ),
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
    const askers = await Promise.all(undo.refresh.map((one) => env.agent(one, ctx)));
    await Promise.all(askers.map((asker) => askAgain(asker, undo.zone, ctx)));
    let madeNs: number | undefined;
    for (const edit of undo.edits) {
      const change = { place: edit.place, change: changeOf(undo, edit) };
      madeNs = await changeZone(agent, env.plan, change, ctx);
    }
    return madeNs;
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
  putBack: { of: ({ node, zone }) => `${node} ${zone}`, do: putZonesBack },
};
