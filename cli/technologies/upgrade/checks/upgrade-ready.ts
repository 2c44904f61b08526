import { z } from "zod";
import type { CheckKind } from "../../../core/kinds/check.ts";
import { number, points } from "../../../core/kinds/values.ts";
import { judgeTold, stores } from "../told.ts";

const schema = z.strictObject({
  check: z.literal("upgrade-ready"),
  nodes: stores,
  "at-least": number.describe("So many stores are ready at any moment of the upgrade."),
  points,
});
type Spec = z.infer<typeof schema>;

export const kind: CheckKind<Spec> = {
  kind: "upgrade-ready",
  about:
    "The fewest stores that were ready at once during an upgrade: they answer, and are the master or in step with it. Who is out of step for less than 0.3 s counts.",
  schema,
  title: (spec) => `at least ${spec["at-least"]} stores are ready all the time`,
  ready: () => true,
  judge: (spec, view) =>
    judgeTold(spec, view, ({ ready, said }) => ({
      verdict: ready >= spec["at-least"] ? "pass" : "fail",
      measured: ready,
      unit: "stores",
      evidence: [said.ready],
    })),
};
