import { z } from "zod";
import { isJudgement, samplesOf, unknown, unlessBusy } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { nodeName, number, points, probeName } from "../../../core/kinds/values.ts";

const schema = z.strictObject({
  check: z.literal("balance"),
  probe: probeName,
  servers: z
    .record(nodeName, number)
    .meta({ title: "a map of nodes to weights" })
    .describe("The servers that must answer."),
  tolerance: number
    .default(0.1)
    .describe("How far a server's share of all answers may be from its weight's."),
  points,
});
type Spec = z.infer<typeof schema>;

/** Fewer answers than this say nothing about shares. */
const minAnswers = 50;

function judge(spec: Spec, view: StepView): Judgement {
  const series = samplesOf(view, spec.probe);
  if (isJudgement(series)) return series;
  const { servers, sent } = series.tally(view.sinceNs, view.untilNs);
  if (sent < minAnswers) return unknown(`only ${sent} requests: too few to judge shares`);
  const total = [...servers.values()].reduce((sum, count) => sum + count, 0);
  if (total < minAnswers) {
    const said = `only ${total} of ${sent} requests were answered: too few to judge shares`;
    return { verdict: "fail", evidence: [said] };
  }
  const weights = Object.values(spec.servers).reduce((sum, weight) => sum + weight, 0);
  const evidence = [...servers]
    .sort()
    .map(([server, count]) => `${server} answered ${count} of ${total}`);
  const strangers = [...servers.keys()].filter((server) => spec.servers[server] === undefined);
  let worst = 0;
  for (const [server, weight] of Object.entries(spec.servers)) {
    const share = (servers.get(server) ?? 0) / total;
    worst = Math.max(worst, Math.abs(share - weight / weights));
    if (!servers.has(server)) evidence.push(`${server} answered nothing`);
  }
  return {
    verdict: worst <= spec.tolerance && strangers.length === 0 ? "pass" : "fail",
    measured: Math.round(worst * 1000) / 1000,
    unit: "share off",
    evidence,
  };
}

export const kind: CheckKind<Spec> = {
  kind: "balance",
  about: "Answers are spread over the servers as their weights say, and nobody else answers.",
  schema,
  title: (spec) => `${spec.probe} is spread over ${Object.keys(spec.servers).join(", ")}`,
  ready: (spec, view) => {
    const tally = view.run.series.get(spec.probe)?.tally(view.sinceNs, view.untilNs);
    return !tally || tally.sent - tally.lost >= minAnswers || view.untilNs > view.sinceNs + 5e9;
  },
  judge: (spec, view) => unlessBusy(judge(spec, view), view, spec.probe),
};
