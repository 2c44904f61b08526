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
import { caseOf } from "../disk-chain.ts";

const schema = measureSchema("same-file", {
  nodes: z.tuple([name, name]),
  /** Of VMs: outside of their guests, where the files of their disks are. */
  path: z.string().startsWith("/", "must be an absolute path"),
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

/** Is a file of two nodes one file on the host's disk? overlayfs keeps the inodes of what it shares. */
export const kind: MeasureKind<Spec> = {
  kind: "same-file",
  schema,
  refs: (spec) => nodeRefs(...spec.nodes),
  title: (spec) => `${spec.nodes.join(" and ")}: one ${spec.path}?`,
  take,
};
