import { z } from "zod";
import { HalabError } from "../../../core/base/error.ts";
import type { Ctx } from "../../../core/base/time.ts";
import { qmp } from "../../../core/kinds/machine.ts";
import { type MeasureEnv, type MeasureKind, measureSchema } from "../../../core/kinds/measure.ts";
import { nodeName } from "../../../core/kinds/values.ts";

const schema = measureSchema("accelerator", { node: nodeName });
type Spec = z.infer<typeof schema>;

async function take(spec: Spec, env: MeasureEnv, ctx: Ctx) {
  const machine = await env.machine(spec.node, ctx);
  if (!machine) throw new HalabError("USAGE", `${spec.node} is a container: it has no accelerator`);
  const [said] = await qmp(machine, [{ execute: "query-kvm" }], ctx);
  const { enabled } = z.object({ enabled: z.boolean() }).parse(said);
  const evidence = [
    enabled
      ? "KVM: the guest's instructions run on the processor itself"
      : "TCG: QEMU translates the guest's instructions",
  ];
  return { value: enabled ? "kvm" : "tcg", unit: "" as const, evidence };
}

export const kind: MeasureKind<Spec> = {
  kind: "accelerator",
  about: "What a VM's instructions run on: `tcg` (translated) or `kvm` (the processor itself).",
  schema,
  title: (spec) => `${spec.node}: its accelerator`,
  take,
};
