import type { z } from "zod";
import { HalabError } from "../../../core/base/error.ts";
import type { Ctx } from "../../../core/base/time.ts";
import { type MeasureEnv, type MeasureKind, measureSchema } from "../../../core/kinds/measure.ts";
import { duration, probeName } from "../../../core/kinds/values.ts";

const schema = measureSchema("latency", {
  probe: probeName.describe("A probe that sends."),
  over: duration.prefault("3s").describe("The answers of so long before count."),
});
type Spec = z.infer<typeof schema>;

/** Fewer answers than this have no median worth the name. */
const minAnswers = 30;

async function take(spec: Spec, env: MeasureEnv, ctx: Ctx) {
  const series = env.view.series.get(spec.probe);
  if (!series) throw new HalabError("NODE_FAILED", `probe "${spec.probe}" saw nothing`);
  const nowNs = ctx.clock.nowNs();
  const waits: number[] = [];
  let lost = 0;
  for (const [, , sentUs, endUs, outcome] of series.between(nowNs - spec.over * 1e6, nowNs))
    if (outcome === "ok") waits.push(endUs - sentUs);
    else lost += 1;
  if (waits.length < minAnswers && waits.length + lost >= minAnswers) {
    const evidence = [`${lost} of ${waits.length + lost} requests of "${spec.probe}" were lost`];
    return { value: null, unit: "" as const, theirs: true as const, evidence };
  }
  if (waits.length < minAnswers)
    throw new HalabError("NODE_FAILED", `only ${waits.length} answers to "${spec.probe}"`);
  waits.sort((a, b) => a - b);
  const at = (share: number) => (waits[Math.floor(waits.length * share)] ?? 0) / 1e6;
  return {
    value: at(0.5),
    unit: "s" as const,
    evidence: [
      `${waits.length} answers: half of them within ${at(0.5)} s, 90 of 100 within ${at(0.9)} s`,
    ],
  };
}

export const kind: MeasureKind<Spec> = {
  kind: "latency",
  about:
    "How long a request waits for its answer, in seconds: the median of what a probe has just seen.",
  schema,
  slowedByOthers: true,
  title: (spec) => `${spec.probe}: median time to the answer`,
  take,
};
