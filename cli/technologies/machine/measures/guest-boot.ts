import { z } from "zod";
import type { Ctx } from "../../../core/base/time.ts";
import { must } from "../../../core/cluster/commands.ts";
import { caseOf } from "../../../core/kinds/machine.ts";
import { type MeasureEnv, type MeasureKind, measureSchema } from "../../../core/kinds/measure.ts";
import { nodeName } from "../../../core/kinds/values.ts";
import { cpuSeconds } from "../disk-chain.ts";

const schema = measureSchema("guest-boot", {
  node: nodeName.describe(
    "A hypervisor, or a VM: then the guest runs beside it, in its container.",
  ),
  arch: z.enum(["x86_64", "aarch64"]).describe("The processor that the guest believes to have."),
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

export const kind: MeasureKind<Spec> = {
  kind: "guest-boot",
  about: "What it costs the host's processors to boot a small guest, all translated, in seconds.",
  schema,
  title: (spec) => `${spec.node}: processor time to boot a small guest for ${spec.arch}`,
  take,
};
