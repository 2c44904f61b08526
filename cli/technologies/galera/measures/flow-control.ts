import type { z } from "zod";
import { round } from "../../../core/base/numbers.ts";
import type { Ctx } from "../../../core/base/time.ts";
import { numberFrom } from "../../../core/cluster/commands.ts";
import { type MeasureEnv, type MeasureKind, measureSchema } from "../../../core/kinds/measure.ts";
import { duration, nodeName } from "../../../core/kinds/values.ts";
import { program } from "../members.ts";

const schema = measureSchema("flow-control", {
  node: nodeName.describe("A member of Galera that has to wait for others."),
  during: duration.prefault("3s").describe("So long it is looked at."),
});
type Spec = z.infer<typeof schema>;

async function take({ node, during }: Spec, env: MeasureEnv, ctx: Ctx) {
  const agent = await env.agent(node, ctx);
  const pausedNs = () => numberFrom(agent, [program, "paused"], ctx);
  const before = await pausedNs();
  await ctx.clock.wait(during, ctx.signal);
  const value = round(((await pausedNs()) - before) / 1e9);
  return {
    value,
    unit: "s" as const,
    evidence: [
      `${node} was told to wait for ${value} s of ${during / 1000} s (wsrep_flow_control_paused_ns)`,
    ],
  };
}

export const kind: MeasureKind<Spec> = {
  kind: "flow-control",
  about:
    "For how long a member of Galera was told to wait, because another one cannot keep up (flow control), of a time that it is looked at. In seconds.",
  schema,
  title: ({ node }) => `how long flow control pauses ${node}`,
  take,
};
