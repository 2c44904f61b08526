import { z } from "zod";
import { round } from "../../../core/base/numbers.ts";
import { boundText } from "../../../core/judge/bound-text.ts";
import { calmNs, isJudgement } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judged, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { nodeName, number, points, probeName, share } from "../../../core/kinds/values.ts";
import { clientStories, roundNs, roundS } from "../clients.ts";

const schema = z.strictObject({
  check: z.literal("clients-hit"),
  probe: probeName.describe("A probe of the kind clients."),
  share: share.describe("1/N when one of N equal nodes fails."),
  tolerance: number
    .default(0.2)
    .describe(
      "How far the share may be from it. Clients are spread by a hash, so by chance: allow three standard deviations (64 clients, 3 nodes: 0.18).",
    ),
  of: nodeName.optional().describe("Only clients that this node had served; default: anybody's."),
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

/** Where some clients are hit and others not, the longest outage says nothing: how many, how long. */
function remark({ verdict, evidence }: Judged, others: readonly Judged[]): string | undefined {
  if (verdict !== "pass" || !evidence[0]) return undefined;
  const time = others.find((one) => one.check === "impaired" && one.measured !== undefined);
  if (time?.measured === undefined) return evidence[0];
  const within = time.bound ? ` (${boundText(time.bound, time.unit ?? "s")})` : "";
  return `${evidence[0]}, for ${time.measured.toFixed(2)} s${within}`;
}

export const kind: CheckKind<Spec> = {
  kind: "clients-hit",
  about: "Which share of the clients loses requests, and whose clients they were.",
  schema,
  title: (spec) =>
    `${Math.round(spec.share * 100)} % of the clients of ${spec.probe} lose requests${spec.of ? `: those of ${spec.of}` : ""}`,
  ready: (spec, view) => {
    const series = view.run.series.get(spec.probe);
    const waitNs = Math.max(calmNs, roundNs(view, spec.probe));
    return !series || series.horizonNs >= view.sinceNs + waitNs;
  },
  afterS: (spec, view) => roundS(view, spec.probe),
  judge,
  remark,
};
