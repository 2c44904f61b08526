/** Which node holds how many of several addresses, when: each address stands for the service behind it. Pure. */
import type { RunView } from "../../core/journal/view.ts";
import { unknown } from "../../core/judge/evidence.ts";
import { contradictedBy } from "../../core/judge/two-words.ts";
import type { Judgement } from "../../core/kinds/check.ts";

/** So much of a journal. */
export interface Stretch {
  readonly fromNs: number;
  readonly toNs: number;
}

/** Who owned each of the addresses at that time; one that nobody owned has no nodes. */
export function ownersAt(
  run: RunView,
  probes: readonly string[],
  t: number,
): ReadonlyMap<string, readonly string[]> {
  return new Map(probes.map((probe) => [probe, run.owners.get(probe)?.at(t) ?? []]));
}

/** The times at which an owner changed, and the stretch's begin. */
function timesIn(run: RunView, probes: readonly string[], { fromNs, toNs }: Stretch): number[] {
  const changes = probes.flatMap((probe) => run.owners.get(probe)?.states() ?? []);
  const times = changes.map(({ t }) => t).filter((t) => t > fromNs && t <= toNs);
  return [fromNs, ...times].sort((a, b) => a - b);
}

export interface Load {
  readonly node: string;
  readonly probes: readonly string[];
  readonly t: number;
}

/** For each node that held any of them, when it first held the most. */
export function mostHeld(
  run: RunView,
  probes: readonly string[],
  stretch: Stretch,
): readonly Load[] {
  const most = new Map<string, Load>();
  for (const t of timesIn(run, probes, stretch)) {
    const held = Map.groupBy(
      [...ownersAt(run, probes, t)].flatMap(([probe, nodes]) =>
        nodes.map((node) => ({ node, probe })),
      ),
      ({ node }) => node,
    );
    for (const [node, pairs] of held) {
      if (pairs.length <= (most.get(node)?.probes.length ?? 0)) continue;
      most.set(node, { node, probes: pairs.map(({ probe }) => probe), t });
    }
  }
  return [...most.values()].sort((a, b) => a.node.localeCompare(b.node));
}

/** "n1: 2 (vip-a, vip-b)" */
export function loadText({ node, probes }: Load): string {
  return `${node}: ${probes.length} (${probes.join(", ")})`;
}

/** "vip-a: n1", or nobody. */
export function ownersText(owners: ReadonlyMap<string, readonly string[]>): readonly string[] {
  return [...owners].map(([probe, nodes]) => `${probe}: ${nodes.join(" and ") || "nobody"}`);
}

/** Why nobody knows who owned them, or that a node said what its port did not: no other judgement is worth anything then. */
export function unseen(
  run: RunView,
  probes: readonly string[],
  { fromNs, toNs }: Stretch,
): Judgement | undefined {
  for (const probe of probes) {
    if (!run.owners.get(probe)?.known) return unknown(`nobody watched who owns "${probe}"`);
    const blind = run.blind.find(
      (one) => one.probe === probe && !one.ok && one.t >= fromNs && one.t <= toNs,
    );
    if (blind) return unknown(`the watch on ${blind.node} was blind: ${blind.why}`);
    const told = contradictedBy(run, probe, fromNs, toNs);
    if (told !== undefined) return { verdict: "fail", evidence: [told] };
  }
  return undefined;
}
