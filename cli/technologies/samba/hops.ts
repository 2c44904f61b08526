/** How far it is from controller to controller, by the connections in force. */
import type { RunView } from "../../core/journal/view.ts";
import { valuesOf } from "../../core/kinds/reader.ts";
import { type SambaValues, kind as samba } from "./readers/samba.ts";

/** Of what every controller says: whom one pulls from, it knows best itself. */
function inboundOf(
  values: ReadonlyMap<string, SambaValues>,
): ReadonlyMap<string, readonly string[]> {
  const own = [...values].map(([node, { connections }]) => {
    const from = connections.flatMap((one) => {
      const [to, source = ""] = one.split("<");
      return to === node ? [source] : [];
    });
    return [node, from] as const;
  });
  return new Map(own);
}

/** The most steps that a change has to go between two of them; who cannot be reached is not counted. */
export function farthest(values: ReadonlyMap<string, SambaValues>): number {
  const inbound = inboundOf(values);
  const hopsTo = (to: string): number => {
    const found = new Map([[to, 0]]);
    // A map's keys are gone through with those that are added meanwhile.
    for (const [node, hops] of found)
      for (const from of inbound.get(node) ?? []) if (!found.has(from)) found.set(from, hops + 1);
    return Math.max(...found.values());
  };
  return Math.max(1, ...[...values.keys()].map(hopsTo));
}

export interface Pace {
  readonly hops: number;
  /** The slowest of them. Seconds. */
  readonly of: (key: "notifyS" | "pullS" | "firstPullS" | "kccS" | "firstKccS") => number;
}

/** What is in force at the controllers, or why nothing is known. */
export function paceOf(run: RunView): Pace | string {
  const values = valuesOf(run, samba);
  if (values.size === 0) return "no times of Samba in force were read from a controller";
  return {
    hops: farthest(values),
    of: (key) => Math.max(...[...values.values()].map((one) => one[key])),
  };
}
