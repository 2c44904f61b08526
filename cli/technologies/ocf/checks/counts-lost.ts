import { z } from "zod";
import type { Series } from "../../../core/journal/series.ts";
import { isJudgement, samplesOf, unknown, unlessBusy } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import { beganNs, type StepView } from "../../../core/kinds/formula.ts";
import { number, points, probeName } from "../../../core/kinds/values.ts";

const schema = z.strictObject({
  check: z.literal("counts-lost"),
  probe: probeName.describe("A probe of the kind users, whose things are counts."),
  "at-most": number
    .pipe(z.number().int().min(0))
    .describe("So many users may find less than they were told before."),
  points,
});
type Spec = z.infer<typeof schema>;

const usersOf = (view: StepView, probe: string) =>
  Number(view.run.plan?.probes.find(({ name }) => name === probe)?.spec["users"] ?? 0);

/** Until each user has asked once more. */
const roundNs = (view: StepView, probe: string, series: Series) =>
  usersOf(view, probe) * series.intervalNs;

/** The users who were answered since the last request that was not; each of them has seen what is left. */
function answeredSince(view: StepView, probe: string, series: Series) {
  const users = usersOf(view, probe);
  const answered = new Set<number>();
  let lastFailureNs = view.sinceNs;
  for (const row of series.between(view.sinceNs, view.untilNs)) {
    if (row[4] === "ok") answered.add(row[0] % users);
    else {
      answered.clear();
      lastFailureNs = series.dueNs(row);
    }
  }
  return { answered: answered.size, users, lastFailureNs };
}

/** So long after the round in which everybody should have been answered nobody waits any more. */
const patienceNs = 15e9;

function ready({ probe }: Spec, view: StepView): boolean {
  const series = view.run.series.get(probe);
  if (!series) return true;
  if (series.horizonNs < view.sinceNs + roundNs(view, probe, series)) return false;
  const { answered, users } = answeredSince(view, probe, series);
  return answered === users || series.horizonNs > view.sinceNs + 2 * patienceNs;
}

function judge(spec: Spec, view: StepView): Judgement {
  const { probe } = spec;
  const series = samplesOf(view, probe);
  if (isJudgement(series)) return series;
  const { answered, users } = answeredSince(view, probe, series);
  if (users === 0) return unknown(`probe "${probe}" does not play many users`);
  const history = view.run.baskets.get(probe);
  const during = (event: "lost" | "behind") =>
    history?.users(event, beganNs(view), view.untilNs) ?? new Set<number>();
  const [gone, behind] = [during("lost"), during("behind")];
  const lost = new Set([...gone, ...behind]).size;
  const evidence = [
    `${lost} of ${users} users found less than they had been told: ${behind.size} a smaller count, ${gone.size} none`,
  ];
  const measured = { measured: lost, unit: "users", evidence };
  if (lost > spec["at-most"]) return { verdict: "fail", ...measured };
  // A service that does not come back has lost everything, as far as anybody can see.
  if (answered < users) {
    const said = `${users - answered} users were not answered any more`;
    return { verdict: "fail", ...measured, evidence: [...evidence, said] };
  }
  return { verdict: "pass", ...measured };
}

export const kind: CheckKind<Spec> = {
  kind: "counts-lost",
  about:
    "How many users find less on their counter than they had been told: what was acknowledged, and not saved.",
  schema,
  title: (spec) => `at most ${spec["at-most"]} users of ${spec.probe} lose counts`,
  ready,
  afterS: ({ probe }, view) => {
    const series = view.run.series.get(probe);
    return series ? roundNs(view, probe, series) / 1e9 : 0;
  },
  judge: (spec, view) => unlessBusy(judge(spec, view), view, spec.probe),
};
