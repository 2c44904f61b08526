import { z } from "zod";
import { round } from "../../../core/base/numbers.ts";
import { calmNs, unknown } from "../../../core/judge/evidence.ts";
import type { CheckKind } from "../../../core/kinds/check.ts";
import { duration, points, probeName } from "../../../core/kinds/values.ts";
import { overlapOf } from "../overlap.ts";

const schema = z
  .strictObject({
    check: z.literal("never-two"),
    probe: probeName.describe("A probe of the kind address-owner."),
    "at-most": duration.optional().describe("Two may hold it for so long in all; default: never."),
    "at-least": duration.optional().describe("For the control: two have to hold it for so long."),
    during: duration
      .optional()
      .describe("It is looked at for so long at least; default: a moment."),
    points,
  })
  .refine((spec) => spec["at-most"] === undefined || spec["at-least"] === undefined, {
    message: "say at-most or at-least, not both",
  });
type Spec = z.infer<typeof schema>;

/** That nothing was there is said of so long. */
const watchedNs = ({ during = 0 }: Spec) => Math.max(calmNs, during * 1e6);

export const kind: CheckKind<Spec> = {
  kind: "never-two",
  about:
    "That no two nodes held an address at the same time, from the fault to the end of the phase: of two sides of a split one serves at most. A node without power holds nothing.",
  schema,
  title: ({ probe, ...spec }) =>
    spec["at-least"] === undefined ? `never two owners of ${probe}` : `two owners of ${probe}`,
  ready: (spec, view) => view.untilNs >= view.sinceNs + watchedNs(spec),
  watchesS: (spec) => watchedNs(spec) / 1e9,
  judge(spec, view) {
    const found = overlapOf(spec.probe, view);
    if (typeof found === "string") return unknown(found);
    const { totalMs, first, contradicted } = found;
    if (contradicted !== undefined) return { verdict: "fail", evidence: [contradicted] };
    const least = spec["at-least"];
    const ok = least === undefined ? totalMs <= (spec["at-most"] ?? 0) : totalMs >= least;
    const when = first
      ? `${first.nodes.join(" and ")} held it at once, ${round(first.afterS)} s after the fault, in all for ${round(totalMs / 1000)} s`
      : "at no moment did two nodes hold it";
    return { verdict: ok ? "pass" : "fail", evidence: [when], measured: totalMs / 1000, unit: "s" };
  },
};
