import type { z } from "zod";
import type { Ctx } from "../../../core/base/time.ts";
import { type MeasureEnv, type MeasureKind, measureSchema } from "../../../core/kinds/measure.ts";
import { nodeName } from "../../../core/kinds/values.ts";

const schema = measureSchema("state-whole", { node: nodeName });
type Spec = z.infer<typeof schema>;

async function take({ node }: Spec, env: MeasureEnv, ctx: Ctx) {
  const agent = await env.agent(node, ctx);
  const script = 'counterd -v "$(counterd -g state)" 2>&1';
  const { stdout, exitCode } = await agent.run(["/bin/sh", "-c", script], ctx);
  return {
    value: exitCode === 0 ? "yes" : "no",
    unit: "" as const,
    evidence: [`${node}: ${stdout.trim()}`],
  };
}

export const kind: MeasureKind<Spec> = {
  kind: "state-whole",
  about:
    "Whether the file in which counterd has its counts is whole: `yes` or `no`. A save that was cut off leaves it so, or not.",
  schema,
  title: ({ node }) => `the counts' file of ${node}: is it whole?`,
  take,
};
