import { z } from "zod";
import { isJudgement, samplesOf, unknown, unlessBusy } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import { beganNs, type StepView } from "../../../core/kinds/formula.ts";
import { number, points, probeName } from "../../../core/kinds/values.ts";
import { readTold } from "../record.ts";

const schema = z.strictObject({
  check: z.literal("upgrade-kept"),
  probe: probeName.describe("A probe of the kind users."),
  "at-most": number.describe("So many users may miss something that was acknowledged to them."),
  points,
});
type Spec = z.infer<typeof schema>;

/** How long it takes until every user has come once more; undefined: the probe is none of users. Seconds. */
function roundS(view: StepView, probe: string): number | undefined {
  const planned = view.run.plan?.probes.find(({ name }) => name === probe);
  const series = view.run.series.get(probe);
  if (planned?.kind !== "users" || !series) return undefined;
  return (Number(planned.spec["users"]) * series.intervalNs) / 1e9;
}

/** An upgrade is over when its phase begins to be looked at; then every user comes once. Seconds from its begin. */
function neededS(view: StepView, round: number): number {
  return (readTold(view.fault?.evidence ?? [])?.tookS ?? 0) + 1.2 * round;
}

function judge(spec: Spec, view: StepView): Judgement {
  const samples = samplesOf(view, spec.probe);
  if (isJudgement(samples)) return samples;
  const round = roundS(view, spec.probe);
  const history = view.run.baskets.get(spec.probe);
  if (round === undefined) return unknown(`${spec.probe} is no probe of users`);
  if (view.untilNs < view.sinceNs + neededS(view, round) * 1e9)
    return unknown("it ended before every user had come once more");
  const happened = (event: "lost" | "behind") =>
    history?.users(event, beganNs(view), view.untilNs) ?? new Set<number>();
  const [lost, behind] = [happened("lost"), happened("behind")];
  const all = new Set([...lost, ...behind]);
  return {
    verdict: all.size <= spec["at-most"] ? "pass" : "fail",
    measured: all.size,
    unit: "users",
    evidence: [`${lost.size} users lost their basket, ${behind.size} the last things in it`],
  };
}

export const kind: CheckKind<Spec> = {
  kind: "upgrade-kept",
  about:
    "How many users of a `users` probe miss something that the site had acknowledged: the whole basket, or the last things in it.",
  schema,
  title: (spec) => `at most ${spec["at-most"]} users of ${spec.probe} miss what was acknowledged`,
  ready: (spec, view) => {
    const round = roundS(view, spec.probe);
    return round === undefined || view.untilNs >= view.sinceNs + neededS(view, round) * 1e9;
  },
  watchesS: (spec, view) => neededS(view, roundS(view, spec.probe) ?? 0),
  judge: (spec, view) => unlessBusy(judge(spec, view), view, spec.probe),
};
