import { type MeasureKind, measureSchema, type Unserved } from "../../../core/kinds/measure.ts";
import { duration, probeName } from "../../../core/kinds/values.ts";
import { kind as rows } from "../../transactions/measures/rows.ts";
import { activeOn } from "../operator.ts";

const schema = measureSchema("order-rows", {
  probe: probeName.describe("The writer of the orders."),
  within: duration.prefault("5s").describe("So long a primary may need to answer."),
});
type Spec = ReturnType<typeof schema.parse>;

const unserved: Unserved = {
  ...{ value: null, unit: "", theirs: true },
  evidence: ["the orders have no primary that could be read from"],
};

export const kind: MeasureKind<Spec> = {
  kind: "order-rows",
  about:
    "All rows of the orders, read back from whichever node is their primary by now. As `rows`, for a cluster whose student chooses where they are.",
  schema,
  title: ({ probe }) => `the rows of ${probe} at the primary`,
  async take({ as, probe, within }, env, ctx) {
    const rest = { ttlMs: 0, resolve: (ref: string) => ref };
    const active = await activeOn({ ...env, ...rest }, ctx);
    const [primary] = [...active].find(([, services]) => services.includes("orders")) ?? [];
    if (primary === undefined) return unserved;
    return rows.take({ measure: "rows", as, probe, nodes: [primary], within }, env, ctx);
  },
};
