import { z } from "zod";
import type { CheckKind } from "../../../core/kinds/check.ts";
import { points } from "../../../core/kinds/values.ts";
import { release } from "../releases.ts";
import { judgeTold, stores } from "../told.ts";

const schema = z.strictObject({
  check: z.literal("upgrade-release"),
  nodes: stores,
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
  judge: (spec, view) =>
    judgeTold(spec, view, ({ releases, said, log }) => {
      const right = spec.nodes.filter((node) => releases.get(node) === spec.is).length;
      return {
        verdict: right === spec.nodes.length ? "pass" : "fail",
        measured: right,
        unit: "stores",
        evidence: [said.end, ...log],
      };
    }),
};
