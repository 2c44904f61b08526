import { z } from "zod";
import type { StepView } from "../../../core/journal/view.ts";
import {
  type CheckKind,
  isJudgement,
  type Judgement,
  samplesOf,
  unknown,
  unlessBusy,
} from "../../../core/kinds/check.ts";
import { name, number, points } from "../../../core/lab/schema.ts";

const schema = z.strictObject({
  check: z.literal("balance"),
  probe: name,
  /** The servers that must answer, with their weights. */
  servers: z.record(name, number),
  /** How far a server's share may be from its weight's, e.g. 0.1. */
  tolerance: number.default(0.1),
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

/** Answers are spread over the servers as their weights say. */
export const kind: CheckKind<Spec> = {
  kind: "balance",
  schema,
  refs: (spec) => [
    { to: "probe", name: spec.probe, path: ["probe"] },
    ...Object.keys(spec.servers).map((server) => ({
      to: "node" as const,
      name: server,
      path: ["servers", server],
    })),
  ],
  title: (spec) => `${spec.probe} is spread over ${Object.keys(spec.servers).join(", ")}`,
  ready: (spec, view) => {
    const tally = view.run.series.get(spec.probe)?.tally(view.sinceNs, view.untilNs);
    return !tally || tally.sent - tally.lost >= minAnswers || view.untilNs > view.sinceNs + 5e9;
  },
  judge: (spec, view) => unlessBusy(judge(spec, view), view, spec.probe),
};
