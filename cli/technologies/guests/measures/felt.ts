import { z } from "zod";
import { HalabError } from "../../../core/base/error.ts";
import { threeDigits } from "../../../core/base/numbers.ts";
import type { RunView } from "../../../core/journal/view.ts";
import { outagesIn, secondsOf } from "../../../core/judge/outages.ts";
import { type Measured, type MeasureKind, measureSchema } from "../../../core/kinds/measure.ts";
import { probeName, stepId } from "../../../core/kinds/values.ts";

const schema = measureSchema("felt", {
  step: stepId.describe("The step that broke something."),
  probe: probeName.describe("Who asked meanwhile; for `broken` a stream."),
  what: z
    .enum(["outage", "broken"])
    .default("outage")
    .describe("The longest time without an answer, or how many connections broke."),
});
type Spec = z.infer<typeof schema>;

/** From the step's fault to the begin of its healing. */
function stretchOf({ step }: Spec, view: RunView) {
  const times = view.steps.get(step);
  const fault = view.faultOf(step);
  const untilNs = times?.mendedNs ?? times?.doneNs;
  if (fault?.effectNs === undefined || untilNs === undefined)
    throw new HalabError("NODE_FAILED", `step ${step} was not played, or nothing was broken in it`);
  const beganNs = Math.min(fault.intentNs, fault.effectNs);
  return { beganNs, sinceNs: fault.effectNs, untilNs };
}

function outage(spec: Spec, view: RunView): Measured {
  const series = view.series.get(spec.probe);
  if (!series) throw new HalabError("NODE_FAILED", `probe "${spec.probe}" saw nothing`);
  const outages = outagesIn(series, stretchOf(spec, view));
  const lost = outages.reduce((all, one) => all + one.lost, 0);
  const evidence = [`in step ${spec.step} ${lost} requests of "${spec.probe}" were lost`];
  return { value: threeDigits(secondsOf(outages)), unit: "s", evidence };
}

function broken(spec: Spec, view: RunView): Measured {
  const { beganNs, untilNs } = stretchOf(spec, view);
  const breaks = view.streams.get(spec.probe)?.breaks(beganNs, untilNs) ?? [];
  const connections = new Set(breaks.map(({ connection }) => connection));
  const evidence = [`in step ${spec.step}, of "${spec.probe}"`];
  return { value: connections.size, unit: "", evidence };
}

export const kind: MeasureKind<Spec> = {
  kind: "felt",
  about:
    "What users felt of a step that is over: the longest outage, or the connections that broke. One cell of the table that compares ways to be available.",
  schema,
  title: ({ step, probe, what }) =>
    what === "outage"
      ? `outage of ${probe} in ${step}`
      : `connections of ${probe} broken in ${step}`,
  take: async (spec, { view }) => (spec.what === "outage" ? outage : broken)(spec, view),
};
