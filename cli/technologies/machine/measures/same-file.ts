import { z } from "zod";
import type { Ctx } from "../../../core/base/time.ts";
import { must } from "../../../core/cluster/commands.ts";
import { caseOf } from "../../../core/kinds/machine.ts";
import { type MeasureEnv, type MeasureKind, measureSchema } from "../../../core/kinds/measure.ts";
import { absolutePath, nodeName } from "../../../core/kinds/values.ts";

const schema = measureSchema("same-file", {
  nodes: z.tuple([nodeName, nodeName]).meta({ title: "a list of two nodes" }),
  path: absolutePath.describe(
    "Of VMs: outside of their guests, where the files of their disks are.",
  ),
});
type Spec = z.infer<typeof schema>;

async function take(spec: Spec, env: MeasureEnv, ctx: Ctx) {
  const found: string[] = [];
  for (const node of spec.nodes) {
    const agent = await caseOf(env, node, ctx);
    found.push((await must(agent, ["stat", "-c", "inode %i, %s bytes", spec.path], ctx)).trim());
  }
  const evidence = found.map((text, index) => `${spec.path} of ${spec.nodes[index]}: ${text}`);
  return { value: found[0] === found[1] ? "yes" : "no", unit: "" as const, evidence };
}

export const kind: MeasureKind<Spec> = {
  kind: "same-file",
  about:
    "Whether a file of two nodes is one file on the host's disk, `yes` or `no`. overlayfs keeps the inodes of what it shares.",
  schema,
  title: (spec) => `${spec.nodes.join(" and ")}: one ${spec.path}?`,
  take,
};
