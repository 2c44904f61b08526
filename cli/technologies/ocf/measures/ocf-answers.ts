import { z } from "zod";
import type { Ctx } from "../../../core/base/time.ts";
import { type MeasureEnv, type MeasureKind, measureSchema } from "../../../core/kinds/measure.ts";
import { nodeName } from "../../../core/kinds/values.ts";
import { Asker } from "../asker.ts";
import { askAll } from "../questions.ts";

const about = {
  form: "what it says of itself",
  status: "monitor",
  start: "start",
  stop: "stop",
} as const;

const schema = measureSchema("ocf-answers", {
  node: nodeName.describe("Where it is asked, of a counterd beside the cluster's."),
  ask: z
    .enum(["form", "status", "start", "stop"])
    .describe("What about: `form` is meta-data, validate-all and unknown actions."),
});
type Spec = z.infer<typeof schema>;

async function take(spec: Spec, env: MeasureEnv, ctx: Ctx) {
  await using asker = await Asker.open(await env.agent(spec.node, ctx), ctx);
  const { mistake, heard } = await askAll(spec.ask, asker);
  return { value: mistake, unit: "" as const, evidence: heard };
}

export const kind: MeasureKind<Spec> = {
  kind: "ocf-answers",
  about:
    "The resource agent of counterd is asked what a cluster asks, and what ocf-tester(8) does not: `right`, or the name of its first wrong answer.",
  schema,
  title: ({ ask, node }) => `the agent's answers on ${node}: ${about[ask]}`,
  take,
};
