import { z } from "zod";
import { round } from "../../../core/base/numbers.ts";
import { unknown } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import { beganNs, type StepView } from "../../../core/kinds/formula.ts";
import { duration, points, probeName } from "../../../core/kinds/values.ts";
import { type Span, spansOf } from "../touches.ts";

const schema = z.strictObject({
  check: z.literal("one-writable"),
  probe: probeName.describe("A probe of the kind writable."),
  for: duration.prefault("1s").describe("So long from the phase's begin it looks on, at least."),
  points,
});
type Spec = z.infer<typeof schema>;

interface Overlap {
  readonly nodes: readonly [string, string];
  readonly fromNs: number;
  readonly toNs: number;
}

function overlapsOf(spans: readonly Span[], sinceNs: number, untilNs: number): Overlap[] {
  return spans.flatMap((one, at) =>
    spans.slice(at + 1).flatMap((other): Overlap[] => {
      const fromNs = Math.max(one.fromNs, other.fromNs, sinceNs);
      const toNs = Math.min(one.toNs, other.toNs, untilNs);
      if (one.node === other.node || toNs <= fromNs) return [];
      return [{ nodes: [one.node, other.node], fromNs, toNs }];
    }),
  );
}

function judge(spec: Spec, view: StepView): Judgement {
  const told = view.run.told.get(spec.probe) ?? [];
  const sinceNs = beganNs(view);
  const spans = spansOf(told).filter(
    ({ fromNs, toNs }) => toNs >= sinceNs && fromNs <= view.untilNs,
  );
  if (!told.some(({ t }) => t >= sinceNs && t <= view.untilNs))
    return unknown(`probe "${spec.probe}" said nothing`);
  const overlaps = overlapsOf(spans, sinceNs, view.untilNs);
  const longestS = Math.max(0, ...overlaps.map(({ fromNs, toNs }) => toNs - fromNs)) / 1e9;
  const taking = [...new Set(spans.map(({ node }) => node))];
  return {
    verdict: overlaps.length === 0 ? "pass" : "fail",
    measured: round(longestS),
    unit: "s",
    evidence:
      overlaps.length === 0
        ? [`writes were taken by ${taking.join(", then by ") || "nobody"}, never by two at a time`]
        : overlaps.map(({ nodes: [a, b], fromNs, toNs }) => {
            const afterS = round((fromNs - sinceNs) / 1e9);
            return `${a} and ${b} both took writes for ${round((toNs - fromNs) / 1e9)} s, from ${afterS} s on`;
          }),
  };
}

/**
 * A single writable copy at any moment: between a node's first and last acknowledged write, without a refusal in between, no
 * other acknowledges one.
 */
export const kind: CheckKind<Spec> = {
  kind: "one-writable",
  about:
    "There are never two nodes that take writes, at any moment (split brain): between the first and the last write that one acknowledges no other acknowledges any.",
  schema,
  title: (spec) => `never two nodes take writes (${spec.probe})`,
  ready: (spec, view) => view.run.endNs >= view.sinceNs + spec.for * 1e6,
  judge,
  watchesS: (spec) => spec.for / 1000,
};
