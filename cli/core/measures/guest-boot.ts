import { z } from "zod";
import { must } from "../fault-tools.ts";
import { type MeasureEnv, type MeasureKind, measureSchema, nodeRefs } from "../measure.ts";
import { caseOf } from "../measure-tools.ts";
import { name } from "../schema.ts";
import type { Ctx } from "../time.ts";

const schema = measureSchema("guest-boot", {
  /** A hypervisor, or a VM: then beside it, in its container. */
  node: name,
  arch: z.enum(["x86_64", "aarch64"]),
});
type Spec = z.infer<typeof schema>;

async function take(spec: Spec, env: MeasureEnv, ctx: Ctx) {
  const agent = await caseOf(env, spec.node, ctx);
  const startNs = ctx.clock.nowNs();
  const said = await must(agent, ["/usr/lib/halab/vm/try-guest", spec.arch], ctx);
  const value = Math.round((ctx.clock.nowNs() - startNs) / 1e6) / 1000;
  const evidence = [`after ${value} s the guest's first process said "${said.trim()}"`];
  return { value, unit: "s" as const, evidence };
}

/** How long a small guest takes to boot without hardware help, on a processor of some kind. */
export const kind: MeasureKind<Spec> = {
  kind: "guest-boot",
  schema,
  slowedByOthers: true,
  refs: (spec) => nodeRefs(spec.node),
  title: (spec) => `${spec.node}: boot of a small guest for ${spec.arch}, emulated`,
  take,
};
