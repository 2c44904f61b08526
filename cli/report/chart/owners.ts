/** Who held a watched address when: from the nodes themselves, and from the wire. */
import type { RunView } from "../../core/journal/view.ts";
import { type Interval, ownerProbes } from "../words.ts";

interface OwnerNode {
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

interface Change {
  readonly at: number;
  readonly key: string;
  readonly on: boolean;
}

/** A lane for every watched address, with every node that was ever seen with it; cut at `end` seconds. */
export function ownerLanes(run: RunView, end: number): readonly OwnerLane[] {
  const planned = ownerProbes(run.plan).map((probe) => probe.name);
  const names = new Set([...planned, ...run.owners.keys(), ...run.wire.keys()]);
  return [...names].map((probe) => laneOf(run, probe, end));
}

function laneOf(run: RunView, probe: string, end: number): OwnerLane {
  const view = ownerProbes(run.plan).find((candidate) => candidate.name === probe);
  const held = intervals(heldChanges(run, probe), end);
  const wire = intervals(wireChanges(run, probe), end);
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
    blind: blindness(run, probe, end),
  };
}

function byName(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}

function secondsAt(run: RunView, ns: number): number {
  return (ns - run.startNs) / 1e9;
}

function heldChanges(run: RunView, probe: string): Change[] {
  const changes = run.owners.get(probe)?.changes ?? [];
  return changes.map(({ t, node, owns }) => ({ at: secondsAt(run, t), key: node, on: owns }));
}

function wireChanges(run: RunView, probe: string): Change[] {
  let now: readonly string[] = [];
  return (run.wire.get(probe) ?? []).flatMap(({ t, nodes }) => {
    const at = secondsAt(run, t);
    const gone = now.filter((node) => !nodes.includes(node));
    now = nodes;
    return [
      ...gone.map((key) => ({ at, key, on: false })),
      ...nodes.map((key) => ({ at, key, on: true })),
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

function blindness(run: RunView, probe: string, end: number): OwnerLane["blind"] {
  const changes = run.blind
    .filter((event) => event.probe === probe)
    .map(({ t, node, ok, why }) => ({ at: secondsAt(run, t), key: node, on: !ok, why }));
  return [...intervals(changes, end)].flatMap(([node, spans]) =>
    spans.map((span) => {
      const why = changes.find((c) => c.key === node && c.at === span.from)?.why ?? "";
      return { ...span, node, why };
    }),
  );
}
