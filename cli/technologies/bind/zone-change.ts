/** One change of a zone, made as its shape wants it: an update, or an edit of its file. */
import { HalabError, nodeFailed } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import type { Plan } from "../../core/cluster/plan.ts";
import type { NodeAgent } from "../../core/cluster/provider.ts";
import { nextSerial } from "./serial.ts";
import { served } from "./served.ts";
import { serialIn, soaIn, withoutRecord, withRecord, withSerial } from "./zone-file.ts";
import { readZone, writeZone } from "./zone-store.ts";
import { refusedUpdate, updateZone } from "./zone-update.ts";
import type { ZonePlace } from "./zones.ts";

export interface ZoneChange {
  readonly serial: "raise" | "keep";
  /** Without its final dot; undefined: no record changes. */
  readonly owner?: string | undefined;
  readonly remove?: string | undefined;
  readonly add?: { readonly address: string; readonly ttlS: number } | undefined;
}

/** Throws NODE_FAILED when nothing can make the change in a zone of this shape. */
export function requireChangeable(node: string, place: ZonePlace, change: ZoneChange): void {
  if (place.signed !== "file" || change.serial === "raise") return;
  throw nodeFailed(
    node,
    `named on ${node} signs ${place.zone} itself, with every change, and raises the serial then: nobody can forget it`,
  );
}

/**
 * A record of a zone that takes updates is changed by one, so that its journal has the difference. All else is an
 * edit of the file: a serial that is kept, and the one that is raised afterwards, which makes the journal void.
 * Returns when it was made (ns, our clock).
 */
export async function changeZone(
  agent: NodeAgent,
  plan: Pick<Plan, "nodes">,
  { place, change }: { readonly place: ZonePlace; readonly change: ZoneChange },
  ctx: Ctx,
): Promise<number> {
  const bySigner = place.signed === "file";
  const update = change.serial === "raise" && (change.owner !== undefined || bySigner);
  if (place.dynamic && place.alone && update) {
    const { server, text } = await served(agent, plan, { name: place.zone, type: "SOA" }, ctx);
    const lines = updateLines(place.zone, text, change);
    const madeNs = await updateZone(agent, place, { server, lines }, ctx);
    if (madeNs !== undefined) return madeNs;
  }
  if (bySigner) throw refusedUpdate(agent.node, place.zone);
  const { text, form } = await readZone(agent, place, ctx);
  return writeZone(agent, place, { text: editedZone(text, change, place), form }, ctx);
}

/** In nsupdate's words. named raises the serial with a record; without one, the update says it. */
function updateLines(zone: string, answer: string, { owner, remove, add }: ZoneChange): string[] {
  const lines = [
    ...(remove === undefined ? [] : [`update delete ${owner}. IN A ${remove}`]),
    ...(add === undefined ? [] : [`update add ${owner}. ${add.ttlS} IN A ${add.address}`]),
  ];
  if (lines.length > 0) return lines;
  const soa = soaIn(answer);
  if (!soa) throw new HalabError("NODE_FAILED", `the answer for ${zone} has no SOA record`);
  return [
    `update add ${zone}. ${soa.ttlS} IN SOA ${soa.names} ${nextSerial(soa.serial)} ${soa.timers}`,
  ];
}

/** Throws NODE_FAILED when there is no serial. */
function editedZone(text: string, change: ZoneChange, place: ZonePlace): string {
  const before = serialIn(text);
  if (before === undefined)
    throw new HalabError("NODE_FAILED", `${place.path} has no SOA record with a serial`);
  const { owner, remove, add, serial } = change;
  let edited = serial === "raise" ? withSerial(text, nextSerial(before)) : text;
  if (owner === undefined) return edited;
  if (remove !== undefined) edited = withoutRecord(edited, { name: owner, address: remove });
  if (add !== undefined)
    edited = withRecord(edited, { name: owner, address: add.address }, add.ttlS);
  return edited;
}
