import { z } from "zod";
import type { CheckKind } from "../../../core/kinds/check.ts";
import { duration, points } from "../../../core/kinds/values.ts";
import { judgeTold, stores } from "../told.ts";

const schema = z.strictObject({
  check: z.literal("upgrade-vacant"),
  nodes: stores,
  within: z
    .tuple([duration, duration])
    .describe("At least and at most so long no store is the master."),
  points,
});
type Spec = z.infer<typeof schema>;

export const kind: CheckKind<Spec> = {
  kind: "upgrade-vacant",
  about:
    "The longest time during an upgrade in which no store was the master: nothing new could be kept.",
  schema,
  title: ({ within: [lo, hi] }) => `no store is the master for ${lo / 1000} to ${hi / 1000} s`,
  ready: () => true,
  judge: (spec, view) =>
    judgeTold(spec, view, ({ vacantS, said }) => ({
      verdict:
        vacantS >= spec.within[0] / 1000 && vacantS <= spec.within[1] / 1000 ? "pass" : "fail",
      measured: vacantS,
      unit: "s",
      evidence: [said.vacant],
    })),
};
