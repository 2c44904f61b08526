import type { z } from "zod";
import { HalabError } from "../../../core/base/error.ts";
import type { Ctx } from "../../../core/base/time.ts";
import { type MeasureEnv, type MeasureKind, measureSchema } from "../../../core/kinds/measure.ts";
import { duration, name } from "../../../core/lab/schema.ts";

const schema = measureSchema("latency", {
  /** A probe that sends. */
  probe: name,
  /** Of the answers of so long before. */
  over: duration.prefault("3s"),
});
type Spec = z.infer<typeof schema>;

/** Fewer answers than this have no median worth the name. */
const minAnswers = 30;

async function take(spec: Spec, env: MeasureEnv, ctx: Ctx) {
  const series = env.view.series.get(spec.probe);
  if (!series) throw new HalabError("NODE_FAILED", `probe "${spec.probe}" saw nothing`);
  const nowNs = ctx.clock.nowNs();
  const waits: number[] = [];
  for (const [, , sentUs, endUs, outcome] of series.between(nowNs - spec.over * 1e6, nowNs))
    if (outcome === "ok") waits.push(endUs - sentUs);
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

/** How long a request waits for its answer: the median of what a probe has just seen. */
export const kind: MeasureKind<Spec> = {
  kind: "latency",
  schema,
  slowedByOthers: true,
  refs: (spec) => [{ to: "probe", name: spec.probe, path: ["probe"] }],
  title: (spec) => `${spec.probe}: median time to the answer`,
  take,
};
