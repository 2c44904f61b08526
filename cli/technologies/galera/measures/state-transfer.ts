import type { z } from "zod";
import type { Ctx } from "../../../core/base/time.ts";
import { must } from "../../../core/cluster/commands.ts";
import { type MeasureEnv, type MeasureKind, measureSchema } from "../../../core/kinds/measure.ts";
import { nodeName } from "../../../core/kinds/values.ts";
import { program } from "../members.ts";

const schema = measureSchema("state-transfer", { node: nodeName.describe("A member of Galera.") });
type Spec = z.infer<typeof schema>;

async function take({ node }: Spec, env: MeasureEnv, ctx: Ctx) {
  const said = (await must(await env.agent(node, ctx), [program, "transfer"], ctx)).trim();
  return {
    value: said,
    unit: "" as const,
    evidence: [`the log of ${node}, since it was started last`],
  };
}

export const kind: MeasureKind<Spec> = {
  kind: "state-transfer",
  about:
    "How a member of Galera came by its state when it was started last: `IST` (the transactions that it had missed), `SST` (a copy of everything) or `none` (there was nothing to fetch).",
  schema,
  title: ({ node }) => `how ${node} came by its state`,
  take,
};
