import type { z } from "zod";
import { HalabError } from "../../../core/base/error.ts";
import { type Ctx, waitUntil } from "../../../core/base/time.ts";
import { type MeasureEnv, type MeasureKind, measureSchema } from "../../../core/kinds/measure.ts";
import { nodeName, probeName } from "../../../core/kinds/values.ts";

const schema = measureSchema("time-to-answer", {
  node: nodeName.describe("The node that loses its power and gets it back."),
  probe: probeName.describe("The probe that asks it."),
});
type Spec = z.infer<typeof schema>;

/** The first answer to a request that was sent after `fromNs`. */
function firstAnswerNs(spec: Spec, env: MeasureEnv, fromNs: number): number | undefined {
  const series = env.view.series.get(spec.probe);
  if (!series) throw new HalabError("NODE_FAILED", `probe "${spec.probe}" saw nothing`);
  for (const [, , sentUs, endUs, outcome] of series.between(fromNs, series.horizonNs)) {
    if (outcome === "ok" && series.t0 + sentUs * 1000 >= fromNs) return series.t0 + endUs * 1000;
  }
  return undefined;
}

async function take(spec: Spec, env: MeasureEnv, ctx: Ctx) {
  const { node, probe } = spec;
  await env.cluster.powerOff(node, ctx);
  const startNs = ctx.clock.nowNs();
  await env.cluster.powerOn(node, ctx);
  const readyNs = ctx.clock.nowNs();
  const what = `an answer of ${node} to probe "${probe}"`;
  const find = () => firstAnswerNs(spec, env, startNs);
  const answerNs = await waitUntil(find, { what, timeoutMs: 20_000 }, ctx);
  const seconds = (ns: number) => Math.round(ns / 1e6) / 1000;
  return {
    value: seconds(answerNs - startNs),
    unit: "s" as const,
    evidence: [
      `${node} lost its power and got it back; probe "${probe}" had its first answer after ${seconds(answerNs - startNs)} s`,
      `its init said that it was ready after ${seconds(readyNs - startNs)} s`,
    ],
  };
}

export const kind: MeasureKind<Spec> = {
  kind: "time-to-answer",
  about:
    "From power on to the first answer that a client gets, in seconds. The node loses its power for it.",
  schema,
  slowedByOthers: true,
  title: (spec) => `${spec.node}: from power on to the first answer`,
  take,
};
