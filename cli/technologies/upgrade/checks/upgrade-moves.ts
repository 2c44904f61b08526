import { z } from "zod";
import type { CheckKind } from "../../../core/kinds/check.ts";
import { number, points } from "../../../core/kinds/values.ts";
import { judgeTold, stores } from "../told.ts";

const schema = z.strictObject({
  check: z.literal("upgrade-moves"),
  nodes: stores,
  "at-most": number.describe("So often the master may move."),
  points,
});
type Spec = z.infer<typeof schema>;

export const kind: CheckKind<Spec> = {
  kind: "upgrade-moves",
  about: "How often the master moved to another node during an upgrade.",
  schema,
  title: (spec) => `the master moves at most ${spec["at-most"]} times`,
  ready: () => true,
  judge: (spec, view) =>
    judgeTold(spec, view, ({ moves, said }) => ({
      verdict: moves <= spec["at-most"] ? "pass" : "fail",
      measured: moves,
      unit: "moves",
      evidence: [said.moves],
    })),
};
