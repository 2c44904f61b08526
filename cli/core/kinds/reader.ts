import type { z } from "zod";
import type { Ctx } from "../base/time.ts";
import type { Plan, PlannedNode } from "../cluster/plan.ts";
import type { NodeAgent } from "../cluster/provider.ts";
import type { EventOf } from "../journal/events.ts";
import type { RunView } from "../journal/view.ts";

/** One line of the table of timers in a report: "VRRP VI_1", and its values by name. Seconds. */
export interface TimerRow {
  readonly of: string;
  readonly values: object;
}

/** A node that has yet to take over what others own. */
export interface TakeOver {
  readonly node: string;
  /** So long after their start, at most. Seconds. */
  readonly withinS: number;
}

/** What a daemon sends again and again. */
export interface HeardStream {
  /** Of the IPv4 header (RFC 791). */
  readonly protocol: number;
  /** So many first bytes of a payload tell one stream from another of the same node; 16 at most. */
  readonly keyBytes: number;
}

/** What it sends now and then: UDP messages to a port, of which one byte, masked, has a value. */
export interface HeardMessages {
  readonly port: number;
  readonly at: number;
  readonly mask: number;
  readonly value: number;
}

/** What a daemon sends from its node, and that tells what it runs with, or does. */
export interface HeardFrames<T = never> {
  readonly of: HeardStream | HeardMessages;
  /** Of the value; a stored one passes it, too. */
  readonly schema: z.ZodType<T>;
  /** Of a payload (its first 96 bytes; of a message, those behind the UDP header) and its addresses. Undefined: it is none of these frames. */
  parse(payload: Uint8Array, source: string, to: string): T | undefined;
}

/**
 * A kind of reader: one file under readers/, named as the service. It tells with which timers a
 * daemon runs, from what the daemon itself says.
 */
export interface ReaderKind<T = never> {
  readonly kind: string;
  /** What it is, in a sentence or two: for docs/kinds and `halab kinds`. */
  readonly about: string;
  /** Of the value; a stored one passes it, too. */
  readonly schema: z.ZodType<T>;
  /** What the daemon says; without it: what `halab-svc in-force SERVICE` prints. */
  read?(agent: NodeAgent, node: PlannedNode, plan: Plan, ctx: Ctx): Promise<string>;
  /** Undefined: the daemon said nothing, so it does not run. */
  parse(text: string): T | undefined;
  rows(value: T): readonly TimerRow[];
  /** So long after their start the nodes with these values need until they have heard each other. Seconds. */
  joinS?(values: readonly T[]): number;
  /** What the node still waits for at its start, as "its neighbour 10.88.1.11"; undefined: nothing. */
  joining?(value: T): string | undefined;
  /** Who takes over from those who own an address, though nothing is broken; the nodes have just started. */
  takesOver?(values: ReadonlyMap<string, T>, owners: readonly string[]): TakeOver | undefined;
  /** Which addresses the node may own by it, and what it says of them: for people. */
  claims?(value: T): readonly string[];
  /** What the switch can hear of it: evidence, where the rest is the node's own word. */
  readonly frames?: HeardFrames<unknown>;
  /** The node can be one that leads others, so it is meant by `not-owner-of`. */
  leads?(value: T): boolean;
}

/** A reader whose type has been forgotten; its own schema checks the values that it is given. */
export type AnyReader = ReaderKind<unknown>;
export type Readers = ReadonlyMap<string, AnyReader>;

/** What `halab-svc in-force` prints of a service; nothing where it does not run. */
export async function saysInForce(agent: NodeAgent, service: string, ctx: Ctx): Promise<string> {
  return (await agent.run(["halab-svc", "in-force", service], ctx)).stdout;
}

/** A stored value is checked once, and not at every question. */
const checked = new WeakMap<object, { readonly by: unknown; readonly value: unknown }>();

function storedValue<T>(by: { readonly schema: z.ZodType<T> }, stored: unknown): T | undefined {
  if (typeof stored !== "object" || stored === null) return undefined;
  const known = checked.get(stored);
  // It was its own schema that made it.
  if (known?.by === by) return known.value as T | undefined;
  const parsed = by.schema.safeParse(stored);
  const value = parsed.success ? parsed.data : undefined;
  checked.set(stored, { by, value });
  return value;
}

/** What a node's port sent of a service's frames, in its order; what the frames' schema does not take is left out. */
export function sentBy<T>(
  run: RunView,
  node: string,
  service: string,
  frames: HeardFrames<T>,
): readonly (Pick<EventOf<"advert">, "t" | "ends"> & { readonly value: T })[] {
  return (run.adverts.get(node) ?? []).flatMap(({ t, ends, value: stored, ...event }) => {
    const value = event.service === service ? storedValue(frames, stored) : undefined;
    return value === undefined ? [] : [{ t, value, ...(ends ? { ends } : {}) }];
  });
}

/** Whether the switch heard all the time, from `fromNs` to `untilNs`, what a node's port sent of a service's frames. */
export function isListenedTo(
  run: RunView,
  {
    node,
    service,
    fromNs,
    untilNs,
  }: Readonly<Record<"node" | "service", string>> & Readonly<Record<"fromNs" | "untilNs", number>>,
): boolean {
  const all = run.listens.get(service) ?? [];
  const changes = all.some(({ t }) => t > fromNs && t <= untilNs);
  return !changes && all.findLast(({ t }) => t <= fromNs)?.nodes.includes(node) === true;
}

/** By node, what a reader's service has in force; a node whose daemon said nothing is left out. */
export function valuesOf<T>(run: RunView, reader: ReaderKind<T>): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const [node, services] of run.inForce) {
    const value = storedValue(reader, services.get(reader.kind));
    if (value !== undefined) found.set(node, value);
  }
  return found;
}

/** So long after their start the nodes of a run need until all have heard each other. Seconds. */
export function joinS(run: RunView, readers: Readers): number {
  const all = [...readers.values()].map((reader) => {
    const values = [...valuesOf(run, reader).values()];
    return values.length === 0 ? 0 : (reader.joinS?.(values) ?? 0);
  });
  return Math.max(0, ...all);
}

/** What nodes that have just started still wait for, by what their daemons say: "router has yet to reach ...". */
export function joiningOf(run: RunView, readers: Readers): string | undefined {
  for (const reader of readers.values()) {
    for (const [node, value] of valuesOf(run, reader)) {
      const lacks = reader.joining?.(value);
      if (lacks !== undefined) return `${node} has yet to reach ${lacks}`;
    }
  }
  return undefined;
}

/** Whether a service's daemons make one of several nodes the owner, or listen for the others at their start. */
export function elects(readers: Readers, service: string): boolean {
  return readers.get(service)?.joinS !== undefined;
}

/** Whether a node's service has said by which timers it runs. */
export function hasTold(run: RunView, node: string, service: string, readers: Readers): boolean {
  const reader = readers.get(service);
  if (!reader) return false;
  const value = valuesOf(run, reader).get(node);
  return value !== undefined && reader.rows(value).length > 0;
}

/** Nodes whose daemons elect or listen at their start, and have not yet told by which timers. */
export function untold(run: RunView, nodes: readonly PlannedNode[], readers: Readers): string[] {
  return nodes
    .filter(({ name, services }) =>
      services.some((service) => elects(readers, service) && !run.inForce.get(name)?.has(service)),
    )
    .map(({ name }) => name);
}

/** Who has yet to take over from the owners of an address, by what the daemons have in force. */
export function takeOverFrom(
  run: RunView,
  owners: readonly string[],
  readers: Readers,
): TakeOver | undefined {
  for (const reader of readers.values()) {
    const found = reader.takesOver?.(valuesOf(run, reader), owners);
    if (found) return found;
  }
  return undefined;
}

/** The nodes that can lead others, by what they have in force. */
export function leadersOf(run: RunView, readers: Readers): readonly string[] {
  const found = [...readers.values()].flatMap((reader) =>
    [...valuesOf(run, reader)].flatMap(([node, value]) => (reader.leads?.(value) ? [node] : [])),
  );
  return [...run.inForce.keys()].filter((node) => found.includes(node));
}

/** What daemons say of the addresses that their nodes may own: "lb1: site (router id 51) is for ...". */
export function claimsOf(run: RunView, readers: Readers): readonly string[] {
  return [...run.inForce].flatMap(([node, services]) =>
    [...services.keys()].flatMap((service) => {
      const reader = readers.get(service);
      const value = reader && storedValue(reader, services.get(service));
      const claims = value === undefined ? [] : (reader?.claims?.(value) ?? []);
      return claims.map((claim) => `${node}: ${claim}`);
    }),
  );
}

/** The timers in force, a row for each thing that a node's daemons told of. */
export function timerRows(
  run: RunView,
  readers: Readers,
): readonly (TimerRow & { readonly node: string })[] {
  return [...run.inForce].flatMap(([node, services]) =>
    [...services.keys()].flatMap((service) => {
      const reader = readers.get(service);
      const value = reader && storedValue(reader, services.get(service));
      return value === undefined
        ? []
        : (reader?.rows(value) ?? []).map((row) => ({ node, ...row }));
    }),
  );
}
