/** Who held a watched address when: from the nodes themselves, and from the wire. */
import type { JournalEvent } from "../../core/journal/events.ts";
import { type Interval, ownerProbes, type PlanView } from "../view.ts";

export interface OwnerNode {
  readonly node: string;
  /** The node had the address (said by the node). */
  readonly held: readonly Interval[];
  /** The node answered ARP for the address (seen on the segment). */
  readonly wire: readonly Interval[];
}

export interface OwnerLane {
  readonly probe: string;
  readonly label: string;
  readonly address: string | undefined;
  readonly nodes: readonly OwnerNode[];
  /** Two or more nodes held the address. */
  readonly conflicts: readonly Interval[];
  /** Part of the watching did not see. */
  readonly blind: readonly (Interval & { readonly node: string; readonly why: string })[];
}

export interface OwnerOptions {
  readonly startNs: number;
  /** Where what never ended is cut. */
  readonly end: number;
  readonly plan: PlanView | undefined;
}

interface Change {
  readonly at: number;
  readonly key: string;
  readonly on: boolean;
}

/** A lane for every watched address, with every node that was ever seen with it. */
export function ownerLanes(
  events: readonly JournalEvent[],
  options: OwnerOptions,
): readonly OwnerLane[] {
  const names = new Set(ownerProbes(options.plan).map((probe) => probe.name));
  for (const event of events) {
    if (event.kind === "owner" || event.kind === "wire") names.add(event.probe);
  }
  return [...names].map((probe) => laneOf(events, probe, options));
}

function laneOf(events: readonly JournalEvent[], probe: string, options: OwnerOptions): OwnerLane {
  const view = ownerProbes(options.plan).find((candidate) => candidate.name === probe);
  const held = intervals(heldChanges(events, probe, options.startNs), options.end);
  const wire = intervals(wireChanges(events, probe, options.startNs), options.end);
  const nodes = [...new Set([...held.keys(), ...wire.keys()])].sort(byName);
  return {
    probe,
    label: view?.label ?? probe,
    address: view?.address,
    nodes: nodes.map((node) => ({
      node,
      held: held.get(node) ?? [],
      wire: wire.get(node) ?? [],
    })),
    conflicts: overlaps([...held.values()].flat()),
    blind: blindness(events, probe, options),
  };
}

function byName(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}

/** A node without power holds nothing, and nobody is left in it to say so. */
function heldChanges(events: readonly JournalEvent[], probe: string, startNs: number): Change[] {
  return events.flatMap((event) => {
    const at = (event.t - startNs) / 1e9;
    if (event.kind === "owner" && event.probe === probe) {
      return [{ at, key: event.node, on: event.owns }];
    }
    if (event.kind === "node" && event.state === "off") return [{ at, key: event.node, on: false }];
    return [];
  });
}

function wireChanges(events: readonly JournalEvent[], probe: string, startNs: number): Change[] {
  let now: readonly string[] = [];
  return events.flatMap((event) => {
    if (event.kind !== "wire" || event.probe !== probe) return [];
    const at = (event.t - startNs) / 1e9;
    const gone = now.filter((node) => !event.nodes.includes(node));
    now = event.nodes;
    return [
      ...gone.map((key) => ({ at, key, on: false })),
      ...event.nodes.map((key) => ({ at, key, on: true })),
    ];
  });
}

/** The intervals by key. Saying the same twice changes nothing. */
function intervals(changes: readonly Change[], end: number): Map<string, Interval[]> {
  const open = new Map<string, number>();
  const done = new Map<string, Interval[]>();
  const close = (key: string, to: number): void => {
    const from = open.get(key);
    if (from === undefined) return;
    done.set(key, [...(done.get(key) ?? []), { from, to }]);
    open.delete(key);
  };
  for (const { at, key, on } of changes.toSorted((a, b) => a.at - b.at)) {
    if (!on) close(key, at);
    else if (!open.has(key)) open.set(key, at);
  }
  for (const key of [...open.keys()]) close(key, end);
  return done;
}

/** Where two or more of the intervals hold at once. */
function overlaps(spans: readonly Interval[]): Interval[] {
  const edges = spans
    .flatMap((span) => [
      { at: span.from, step: 1 },
      { at: span.to, step: -1 },
    ])
    // At one instant the old owner goes before the new one comes: a hand-over is no conflict.
    .sort((a, b) => a.at - b.at || a.step - b.step);
  const found: Interval[] = [];
  let count = 0;
  let from = 0;
  for (const { at, step } of edges) {
    if (count === 1 && step === 1) from = at;
    if (count === 2 && step === -1 && at > from) found.push({ from, to: at });
    count += step;
  }
  return found;
}

function blindness(
  events: readonly JournalEvent[],
  probe: string,
  { startNs, end }: OwnerOptions,
): OwnerLane["blind"] {
  const watch = events.filter((event) => event.kind === "watch" && event.probe === probe);
  const changes = watch.flatMap((event) =>
    event.kind === "watch"
      ? [{ at: (event.t - startNs) / 1e9, key: event.node, on: !event.ok, why: event.why }]
      : [],
  );
  return [...intervals(changes, end)].flatMap(([node, spans]) =>
    spans.map((span) => {
      const why = changes.find((c) => c.key === node && c.at === span.from)?.why ?? "";
      return { ...span, node, why };
    }),
  );
}
