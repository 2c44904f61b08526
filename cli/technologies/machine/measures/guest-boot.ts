import { z } from "zod";
import type { Ctx } from "../../../core/base/time.ts";
import { must } from "../../../core/kinds/fault-tools.ts";
import {
  type MeasureEnv,
  type MeasureKind,
  measureSchema,
  nodeRefs,
} from "../../../core/kinds/measure.ts";
import { name } from "../../../core/lab/schema.ts";
import { caseOf, cpuSeconds } from "../disk-chain.ts";

const schema = measureSchema("guest-boot", {
  /** A hypervisor, or a VM: then beside it, in its container. */
  node: name,
  arch: z.enum(["x86_64", "aarch64"]),
});
type Spec = z.infer<typeof schema>;

async function take(spec: Spec, env: MeasureEnv, ctx: Ctx) {
  const agent = await caseOf(env, spec.node, ctx);
  const startNs = ctx.clock.nowNs();
  const script = `/usr/lib/halab/vm/try-guest ${spec.arch} && times`;
  const [said = "", ...times] = (await must(agent, ["bash", "-c", script], ctx)).trim().split("\n");
  const value = Math.round(cpuSeconds(times.join("\n")) * 1000) / 1000;
  const tookS = Math.round((ctx.clock.nowNs() - startNs) / 1e6) / 1000;
  const evidence = [
    `the guest's first process said "${said}"`,
    `until then QEMU had the host's processors for ${value} s; it took ${tookS} s`,
  ];
  return { value, unit: "s" as const, evidence };
}

/** What it costs the host's processors to boot a small guest for some processor, all translated. */
export const kind: MeasureKind<Spec> = {
  kind: "guest-boot",
  schema,
  refs: (spec) => nodeRefs(spec.node),
  title: (spec) => `${spec.node}: processor time to boot a small guest for ${spec.arch}`,
  take,
};
