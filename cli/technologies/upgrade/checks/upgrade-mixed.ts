import { z } from "zod";
import type { CheckKind } from "../../../core/kinds/check.ts";
import { duration, points } from "../../../core/kinds/values.ts";
import { judgeTold, stores } from "../told.ts";

const schema = z.strictObject({
  check: z.literal("upgrade-mixed"),
  nodes: stores,
  within: duration.describe("So long two versions may run side by side."),
  points,
});
type Spec = z.infer<typeof schema>;

export const kind: CheckKind<Spec> = {
  kind: "upgrade-mixed",
  about: "For how long stores of two versions ran side by side during an upgrade.",
  schema,
  title: ({ within }) => `two versions side by side for at most ${within / 1000} s`,
  ready: () => true,
  judge: (spec, view) =>
    judgeTold(spec, view, ({ mixedS, said }) => ({
      verdict: mixedS <= spec.within / 1000 ? "pass" : "fail",
      measured: mixedS,
      unit: "s",
      evidence: [said.mixed],
    })),
};
