import { z } from "zod";
import { OwnerHistory } from "../../../core/journal/owners.ts";
import type { StepView } from "../../../core/journal/view.ts";
import { resolveBound, round } from "../../../core/judge/bounds.ts";
import {
  type CheckKind,
  calmNs,
  type Judgement,
  judgeBound,
  latestNs,
  unknown,
} from "../../../core/kinds/check.ts";
import { type BoundSpec, bound, name, number, points } from "../../../core/lab/schema.ts";

const schema = z.strictObject({
  check: z.literal("owners"),
  /** A probe of the kind address-owner. */
  probe: name,
  /**
   * Who is believed: the nodes (who has the address), or the segment (who answers ARP for it, though
   * the probe may not watch it).
   */
  by: z.enum(["nodes", "segment"]).default("nodes"),
  /** How many nodes hold the address: 1 is right, 2 is a split brain. */
  count: number.pipe(z.number().int().min(0)).default(1),
  /** Which node, if it matters. */
  owner: name.optional(),
  /** How soon; without it, during the whole phase. */
  within: bound.optional(),
  points,
});
type Spec = z.infer<typeof schema>;

function wanted(spec: Spec): (nodes: readonly string[]) => boolean {
  return (nodes) =>
    nodes.length === spec.count && (spec.owner === undefined || nodes.includes(spec.owner));
}

/**
 * Who answered ARP. A question that nobody answered in time is no change: an answer may be late, and
 * that nobody has the address is felt by other probes.
 */
function heard(spec: Spec, view: StepView): OwnerHistory {
  const history = new OwnerHistory();
  let before: readonly string[] = [];
  for (const { t, nodes } of view.run.wire.get(spec.probe) ?? []) {
    if (nodes.length === 0) continue;
    for (const node of nodes) if (!before.includes(node)) history.set(t, node, true);
    for (const node of before) if (!nodes.includes(node)) history.set(t, node, false);
    before = nodes;
  }
  return history;
}

function historyOf(spec: Spec, view: StepView): OwnerHistory | undefined {
  return spec.by === "segment" ? heard(spec, view) : view.run.owners.get(spec.probe);
}

function ready(spec: Spec, view: StepView): boolean {
  const history = historyOf(spec, view);
  if (!history?.known || !spec.within) return true;
  const since = history.holdsSince(view.sinceNs, view.untilNs, wanted(spec));
  if (since !== undefined && view.untilNs - since >= calmNs) return true;
  return view.untilNs >= latestNs(spec.within, view, spec.probe) + calmNs;
}

function blindness(spec: Spec, view: StepView): string | undefined {
  const off = new Set<string>();
  for (const event of view.run.blind) {
    if (event.probe !== spec.probe || event.t > view.untilNs) continue;
    if (event.ok) off.delete(event.node);
    else if (event.t >= view.sinceNs) return `the watch on ${event.node} was blind: ${event.why}`;
    else off.add(event.node);
  }
  const [node] = off;
  return node ? `the watch on ${node} was blind` : undefined;
}

function judge(spec: Spec, view: StepView): Judgement {
  const history = historyOf(spec, view);
  if (!history?.known) return unknown(`nobody watched who owns "${spec.probe}"`);
  const blind = spec.by === "nodes" ? blindness(spec, view) : undefined;
  if (blind) return unknown(blind);
  const test = wanted(spec);
  const evidence = story(spec, view);
  if (!spec.within) {
    const wrongS = round(history.secondsWhere(view.sinceNs, view.untilNs, (nodes) => !test(nodes)));
    return { verdict: wrongS === 0 ? "pass" : "fail", measured: wrongS, unit: "s", evidence };
  }
  const since = history.holdsSince(view.sinceNs, view.untilNs, test);
  if (since === undefined) {
    const last = history.at(view.untilNs).join(" and ") || "nobody";
    return { verdict: "fail", evidence: [...evidence, `at the end the owner was ${last}`] };
  }
  const measured = sinceFaultS(spec.within, view, spec.probe, since);
  return judgeBound(measured, spec.within, view, spec.probe, evidence);
}

/**
 * A fault comes somewhere between its intent and the moment at which its maker saw it done, which
 * a busy machine draws apart. What looks too fast since the latter counts from as early as needed.
 */
function sinceFaultS(within: BoundSpec, view: StepView, probe: string, atNs: number): number {
  const latest = Math.max(0, atNs - view.sinceNs) / 1e9;
  const bound = resolveBound(within, view, probe);
  if (view.phase !== "hold" || !view.fault || typeof bound === "string") return round(latest);
  const earliest = (atNs - view.fault.intentNs) / 1e9;
  return round(Math.max(latest, Math.min(earliest, bound.lo)));
}

/** Who owned the address, when (by the nodes), and who answered for it (by the segment). */
function story(spec: Spec, view: StepView): string[] {
  const at = (t: number) => `${((t - view.sinceNs) / 1e9).toFixed(2)} s`;
  const history = historyOf(spec, view);
  const states = history?.states() ?? [];
  const before = history?.at(view.sinceNs) ?? [];
  const lines = [`at first: ${before.join(" and ") || "nobody"}`];
  for (const state of states) {
    if (state.t <= view.sinceNs || state.t > view.untilNs) continue;
    lines.push(`after ${at(state.t)}: ${state.nodes.join(" and ") || "nobody"}`);
  }
  if (spec.by === "segment") return lines.slice(0, 12);
  const wire = (view.run.wire.get(spec.probe) ?? []).filter(
    (event) => event.nodes.length > 1 && event.t >= view.sinceNs && event.t <= view.untilNs,
  );
  const first = wire[0];
  if (first)
    lines.push(`after ${at(first.t)} the segment heard ${first.nodes.join(" and ")} answer ARP`);
  return lines.slice(0, 12);
}

/** How many nodes hold an address, and which. */
export const kind: CheckKind<Spec> = {
  kind: "owners",
  schema,
  refs: (spec) => [
    { to: "probe", name: spec.probe, path: ["probe"] },
    ...(spec.owner ? [{ to: "node" as const, name: spec.owner, path: ["owner"] }] : []),
  ],
  title: (spec) =>
    `${spec.count === 1 ? "one owner" : `${spec.count} owners`} of ${spec.probe}${spec.by === "segment" ? " by ARP" : ""}${spec.owner ? `: ${spec.owner}` : ""}`,
  ready,
  judge,
};
