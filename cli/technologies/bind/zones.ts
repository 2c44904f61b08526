/** Which zones a name server is the primary of, and where it keeps them. */
import { nodeFailed } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import { must } from "../../core/cluster/commands.ts";
import type { NodeAgent } from "../../core/cluster/provider.ts";
import { bindDirectory, type ZoneAt, type ZoneStatus, zoneStatus } from "./named.ts";

const words = {
  primary: ["primary", "master"],
  secondary: ["secondary", "slave", "mirror"],
} as const;

/** `named-checkconf -l`: "lab.test IN _default primary", a line for each zone of each view. */
export function zonesIn(list: string, type: keyof typeof words): ZoneAt[] {
  const wanted: readonly string[] = words[type];
  return list.split("\n").flatMap((line) => {
    const [zone = "", , view = "", is = ""] = line.trim().split(/\s+/);
    return wanted.includes(is) ? [{ zone: zone.toLowerCase().replace(/\.$/, ""), view }] : [];
  });
}

/** The zone that a name is written in: the longest one that holds it. */
export function zoneOf(zones: readonly ZoneAt[], name: string): ZoneAt | undefined {
  const holding = zones.filter(({ zone }) => name === zone || name.endsWith(`.${zone}`));
  return holding.sort((a, b) => b.zone.length - a.zone.length)[0];
}

export async function listZones(
  agent: NodeAgent,
  type: keyof typeof words,
  ctx: Ctx,
): Promise<ZoneAt[]> {
  return zonesIn(await must(agent, ["named-checkconf", "-l"], ctx), type);
}

/** Where a primary keeps a zone, and how it is changed. JSON: faults keep it in their undo. */
export interface ZonePlace extends ZoneAt {
  readonly path: string;
  /** named's working directory: what the file includes counts from there. */
  readonly directory: string;
  readonly dynamic: boolean;
  readonly signed: ZoneStatus["signed"];
  /** What it had loaded when it was looked for. */
  readonly serial: number;
  /** It is in this view only, so an update sent to the server reaches it. */
  readonly alone: boolean;
}

/** Throws NODE_FAILED when the zone is in no file of this node, or cannot be edited there. */
export async function placeOf(
  agent: NodeAgent,
  at: ZoneAt,
  all: readonly ZoneAt[],
  ctx: Ctx,
): Promise<ZonePlace> {
  const { zone, view } = at;
  const { file, dynamic, signed, serial } = await zoneStatus(agent, at, ctx);
  if (file === undefined)
    throw nodeFailed(agent.node, `rndc on ${agent.node} names no file of ${zone}`);
  if (signed === "file" && !dynamic)
    throw nodeFailed(
      agent.node,
      `${zone} on ${agent.node} was signed by hand: after an edit its signatures would be wrong, and only who has the keys can make new ones`,
      { hint: "let named sign it: dnssec-policy, with inline-signing yes" },
    );
  const alone = all.filter((one) => one.zone === zone).length === 1;
  if (signed === "file" && !alone)
    throw nodeFailed(
      agent.node,
      `${zone} on ${agent.node} is signed, takes updates, and is in several views: an update reaches one of them only, and named made the signatures in its file`,
      { hint: "let named sign it beside its file: dnssec-policy, with inline-signing yes" },
    );
  const directory = await bindDirectory(agent, ctx);
  const path = file.startsWith("/") ? file : `${directory}/${file}`;
  return { zone, view, path, directory, dynamic, signed, serial, alone };
}
