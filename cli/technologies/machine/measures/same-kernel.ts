import { z } from "zod";
import type { Ctx } from "../../../core/base/time.ts";
import { must } from "../../../core/cluster/commands.ts";
import { type MeasureEnv, type MeasureKind, measureSchema } from "../../../core/kinds/measure.ts";
import { nodeName } from "../../../core/kinds/values.ts";

const schema = measureSchema("same-kernel", {
  nodes: z.tuple([nodeName, nodeName]).meta({ title: "a list of two nodes" }),
});
type Spec = z.infer<typeof schema>;

/** Made anew at each boot of a kernel (random(4)), so two kernels of one release differ. */
const script = "uname -r; cat /proc/sys/kernel/random/boot_id";

async function take(spec: Spec, env: MeasureEnv, ctx: Ctx) {
  const kernels: { release: string; boot: string }[] = [];
  for (const node of spec.nodes) {
    const agent = await env.agent(node, ctx);
    const [release = "", boot = ""] = (await must(agent, ["/bin/sh", "-c", script], ctx)).split(
      "\n",
    );
    kernels.push({ release, boot });
  }
  const same = new Set(kernels.map((one) => one.boot)).size === 1;
  const evidence = kernels.map(
    ({ release, boot }, index) => `${spec.nodes[index]}: kernel ${release}, boot ${boot}`,
  );
  return { value: same ? "yes" : "no", unit: "" as const, evidence };
}

export const kind: MeasureKind<Spec> = {
  kind: "same-kernel",
  about: "Whether two nodes run on one kernel, `yes` or `no`.",
  schema,
  title: (spec) => `${spec.nodes.join(" and ")}: one kernel?`,
  take,
};
