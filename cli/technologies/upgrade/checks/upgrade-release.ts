import { z } from "zod";
import type { CheckKind } from "../../../core/kinds/check.ts";
import { points } from "../../../core/kinds/values.ts";
import { release } from "../releases.ts";
import { judgeTold } from "../told.ts";

const schema = z.strictObject({
  check: z.literal("upgrade-release"),
  is: release.describe("What every store runs when the operator is done."),
  points,
});
type Spec = z.infer<typeof schema>;

export const kind: CheckKind<Spec> = {
  kind: "upgrade-release",
  about: "Which release every store of the cluster runs at the end of an upgrade.",
  schema,
  title: ({ is }) => `all stores run ${is} in the end`,
  ready: () => true,
  judge: ({ is }, view) =>
    judgeTold(view, ({ releases, said, log }) => {
      const right = [...releases.values()].filter((one) => one === is).length;
      return {
        verdict: right === releases.size ? "pass" : "fail",
        measured: right,
        unit: "stores",
        evidence: [said.end, ...log],
      };
    }),
};
