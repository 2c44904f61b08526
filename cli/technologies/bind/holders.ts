/** Where the addresses of a name are written: behind its aliases, in every view that has it. */
import { nodeFailed } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import type { NodeAgent } from "../../core/cluster/provider.ts";
import { mostAliases, type ZoneAt } from "./named.ts";
import { type AddressRow, ZoneRecords } from "./zone-lookup.ts";
import { readZone } from "./zone-store.ts";
import { listZones, placeOf, type ZonePlace, zoneOf } from "./zones.ts";

export interface Holder {
  readonly place: ZonePlace;
  /** The name with the addresses, without its final dot: that of an alias's end, or a wildcard. */
  readonly owner: string;
  readonly rows: readonly AddressRow[];
}

/** Reads each zone once, whoever is an alias of what. */
class Places {
  readonly #agent: NodeAgent;
  readonly #zones: readonly ZoneAt[];
  readonly #known = new Map<ZoneAt, Promise<{ place: ZonePlace; records: ZoneRecords }>>();

  constructor(agent: NodeAgent, zones: readonly ZoneAt[]) {
    this.#agent = agent;
    this.#zones = zones;
  }

  at(zone: ZoneAt, ctx: Ctx): Promise<{ place: ZonePlace; records: ZoneRecords }> {
    const known = this.#known.get(zone) ?? this.#read(zone, ctx);
    this.#known.set(zone, known);
    return known;
  }

  async #read(zone: ZoneAt, ctx: Ctx) {
    const place = await placeOf(this.#agent, zone, this.#zones, ctx);
    const { text } = await readZone(this.#agent, place, ctx);
    return { place, records: new ZoneRecords(zone.zone, text) };
  }
}

/** The end of a name's aliases in one view; a text says why there is none. */
async function holderIn(
  places: Places,
  zones: readonly ZoneAt[],
  name: string,
  ctx: Ctx,
): Promise<Holder | string> {
  const way = [name];
  for (let at = name; way.length <= mostAliases; ) {
    const zone = zoneOf(zones, at);
    if (zone === undefined)
      return way.length === 1
        ? `is the primary of no zone that holds ${name}`
        : `has ${way.join(" -> ")}, and is not the primary of the last one`;
    const { place, records } = await places.at(zone, ctx);
    const found = records.find(at);
    if (found.is === "addresses") return { place, owner: found.owner, rows: found.rows };
    if (found.is === "none")
      return `has no address of ${way.join(" -> ")} in ${zone.zone}: ${found.why}`;
    way.push(found.target);
    at = found.target;
  }
  return `has more than ${mostAliases} aliases in a row: ${way.join(" -> ")}`;
}

/**
 * A zone's file that two views share is there once. Throws NODE_FAILED when no view of this node has the
 * name: it says why.
 */
export async function findHolders(agent: NodeAgent, name: string, ctx: Ctx): Promise<Holder[]> {
  const zones = await listZones(agent, "primary", ctx);
  const views = [...new Set(zones.map(({ view }) => view))];
  const places = new Places(agent, zones);
  const found: Holder[] = [];
  const whys: string[] = [];
  for (const view of views) {
    const holder = await holderIn(
      places,
      zones.filter((zone) => zone.view === view),
      name,
      ctx,
    );
    if (typeof holder === "string")
      whys.push(views.length > 1 ? `${holder} (view ${view})` : holder);
    else if (!found.some(({ place }) => place.path === holder.place.path)) found.push(holder);
  }
  if (found.length > 0) return found;
  const why = whys.join("; ") || `is the primary of no zone that holds ${name}`;
  throw nodeFailed(agent.node, `${agent.node} ${why}`, {
    hint: `halab exec CLUSTER ${agent.node} -- named-checkconf -l`,
  });
}
