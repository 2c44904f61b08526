import { z } from "zod";
import type { StepView } from "../../../core/journal/view.ts";
import { round } from "../../../core/judge/bounds.ts";
import { type CheckKind, calmNs, isJudgement, type Judgement } from "../../../core/kinds/check.ts";
import { name, number, points, share } from "../../../core/lab/schema.ts";
import { clientStories, roundNs, roundS } from "../clients.ts";

const schema = z.strictObject({
  check: z.literal("clients-hit"),
  /** A probe of the kind clients. */
  probe: name,
  /** The share of the clients that may lose requests: 1/N when one of N equal nodes fails. */
  share,
  /** How far the share may be from that: clients are spread by a hash, so by chance. */
  tolerance: number.default(0.2),
  /** Only clients that this node had served. */
  of: name.optional(),
  points,
});
type Spec = z.infer<typeof schema>;

/** A request may also be lost because the machine was busy: so many others are no finding. */
const strayShare = 0.05;

function judge(spec: Spec, view: StepView): Judgement {
  const found = clientStories(view, spec.probe);
  if (isJudgement(found)) return found;
  const { stories } = found;
  const hit = stories.filter((one) => one.lost > 0);
  const own = hit.filter((one) => spec.of === undefined || one.before === spec.of);
  const measured = round(own.length / stories.length);
  const lost = hit.reduce((sum, one) => sum + one.lost, 0);
  const whose = new Map<string, number>();
  for (const one of hit) whose.set(one.before ?? "?", (whose.get(one.before ?? "?") ?? 0) + 1);
  const evidence = [
    `${hit.length} of ${stories.length} clients lost ${lost} requests`,
    ...[...whose].sort().map(([node, count]) => `${count} of them had been served by ${node}`),
  ];
  const stray = (hit.length - own.length) / stories.length > strayShare;
  const off = Math.abs(own.length / stories.length - spec.share) > spec.tolerance;
  if (stray) evidence.push(`only clients of ${spec.of} should have felt it`);
  if (off) evidence.push(`${measured} is not ${round(spec.share)} ± ${spec.tolerance}`);
  return { verdict: stray || off ? "fail" : "pass", measured, unit: "of the clients", evidence };
}

/** Which share of the clients loses requests. */
export const kind: CheckKind<Spec> = {
  kind: "clients-hit",
  schema,
  refs: (spec) => [
    { to: "probe", name: spec.probe, path: ["probe"] },
    ...(spec.of === undefined ? [] : [{ to: "node" as const, name: spec.of, path: ["of"] }]),
  ],
  title: (spec) =>
    `${Math.round(spec.share * 100)} % of the clients of ${spec.probe} lose requests${spec.of ? `: those of ${spec.of}` : ""}`,
  ready: (spec, view) => {
    const series = view.run.series.get(spec.probe);
    const waitNs = Math.max(calmNs, roundNs(view, spec.probe));
    return !series || series.horizonNs >= view.sinceNs + waitNs;
  },
  afterS: (spec, view) => roundS(view, spec.probe),
  judge,
};
