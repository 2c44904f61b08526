import { z } from "zod";
import { round } from "../../../core/base/numbers.ts";
import { OwnerHistory } from "../../../core/journal/address-owners.ts";
import { allowed, resolveBound } from "../../../core/judge/bounds.ts";
import { calmNs, judgeBound, latestNs, unknown } from "../../../core/judge/evidence.ts";
import { contradictedBy } from "../../../core/judge/two-words.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { claimsOf } from "../../../core/kinds/reader.ts";
import {
  type BoundSpec,
  bound,
  limit,
  nodeName,
  number,
  points,
  probeName,
} from "../../../core/kinds/values.ts";

const schema = z.strictObject({
  check: z.literal("owners"),
  probe: probeName.describe("A probe of the kind address-owner."),
  by: z
    .enum(["nodes", "segment"])
    .default("nodes")
    .describe(
      "Who is believed: the nodes (who has the address), or the segment (who answers ARP for it, also nodes that the probe does not watch).",
    ),
  count: number
    .pipe(z.number().int().min(0))
    .default(1)
    .describe("How many nodes hold the address: 1 is right, 2 is a split brain."),
  owner: nodeName.optional().describe("The node that has to be among them."),
  within: bound.optional().describe("How soon it is so; default: during the whole phase."),
  limit,
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
  return view.untilNs >= latestNs(allowed(spec.within, spec.limit), view, spec.probe) + calmNs;
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

/** A node's own word is a hint: where its port says another thing, nobody knows by it who owned the address. */
function judge(spec: Spec, view: StepView): Judgement {
  const judged = judgeWords(spec, view);
  if (spec.by === "segment") return judged;
  const told = contradictedBy(view.run, spec.probe, view.sinceNs, view.untilNs);
  if (told === undefined) return judged;
  return { ...judged, verdict: "fail", evidence: [told, ...judged.evidence] };
}

function judgeWords(spec: Spec, view: StepView): Judgement {
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
  const measured = sinceFaultS(allowed(spec.within, spec.limit), view, spec.probe, since);
  return judgeBound(measured, allowed(spec.within, spec.limit), view, spec.probe, evidence);
}

/**
 * A fault comes somewhere between its intent and the moment at which its maker saw it done, which
 * a busy machine draws apart. What looks too fast since the latter counts from as early as needed.
 */
function sinceFaultS(within: BoundSpec, view: StepView, probe: string, atNs: number): number {
  const latest = Math.max(0, atNs - view.sinceNs) / 1e9;
  const bound = resolveBound(within, view, probe);
  if (view.phase !== "expect" || !view.fault || typeof bound === "string") return round(latest);
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
  // Somebody may have another address, or be of another virtual router.
  if (before.length !== spec.count) lines.push(...claimsOf(view.run, view.readers).slice(0, 4));
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

export const kind: CheckKind<Spec> = {
  kind: "owners",
  about: "How many nodes hold an address, and which: by what the nodes say, or by who answers ARP.",
  schema,
  title: (spec) =>
    `${spec.count === 1 ? "one owner" : `${spec.count} owners`} of ${spec.probe}${spec.by === "segment" ? " by ARP" : ""}${spec.owner ? `: ${spec.owner}` : ""}`,
  ready,
  judge,
};
