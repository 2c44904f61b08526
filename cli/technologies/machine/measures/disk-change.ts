import { z } from "zod";
import type { Ctx } from "../../../core/base/time.ts";
import { must } from "../../../core/cluster/commands.ts";
import {
  type MeasureEnv,
  type MeasureKind,
  measureSchema,
  toMiB,
} from "../../../core/kinds/measure.ts";
import { nodeName, number } from "../../../core/kinds/values.ts";
import { diskChain } from "../disk-chain.ts";

const schema = measureSchema("disk-change", {
  node: nodeName,
  by: z.enum(["write", "delete", "trim"]).describe("What the node does."),
  mib: number
    .pipe(z.number().int().min(1).max(1024))
    .default(64)
    .describe("MiB that `write` writes."),
});
type Spec = z.infer<typeof schema>;

const file = "/var/tmp/halab-measure";

function commandOf(spec: Spec): readonly string[] {
  switch (spec.by) {
    case "write":
      return ["dd", "if=/dev/zero", `of=${file}`, "bs=1M", `count=${spec.mib}`, "conv=fsync"];
    case "delete":
      return ["/bin/sh", "-c", `rm ${file} && sync`];
    case "trim":
      return ["fstrim", "-v", "/"];
    default:
      throw spec.by satisfies never;
  }
}

async function ownBytes(node: string, env: MeasureEnv, ctx: Ctx): Promise<number> {
  const machine = await env.machine(node, ctx);
  if (!machine) return (await env.cluster.storage(node, ctx)).ownBytes;
  return (await diskChain(machine, ctx))[0]["actual-size"];
}

async function take(spec: Spec, env: MeasureEnv, ctx: Ctx) {
  const argv = commandOf(spec);
  const before = await ownBytes(spec.node, env, ctx);
  await must(await env.agent(spec.node, ctx), argv, ctx);
  const after = await ownBytes(spec.node, env, ctx);
  const grown = spec.by === "write" ? after - before : before - after;
  const evidence = [
    `before \`${argv.join(" ")}\` it had ${toMiB(before)} MiB of its own, afterwards ${toMiB(after)} MiB`,
  ];
  return { value: Math.max(0, toMiB(grown)), unit: "MiB" as const, evidence };
}

const titles: Readonly<Record<Spec["by"], (spec: Spec) => string>> = {
  write: (spec) => `${spec.node}: what its disk grows by when it writes ${spec.mib} MiB`,
  delete: (spec) => `${spec.node}: what the host gets back when it deletes them`,
  trim: (spec) => `${spec.node}: what the host gets back after fstrim`,
};

export const kind: MeasureKind<Spec> = {
  kind: "disk-change",
  about:
    "What a node's disk on the host grows by when it writes a file, or gives back when it deletes it and tells its disk so; in MiB. `write` comes first, the others after it.",
  schema,
  title: (spec) => titles[spec.by](spec),
  take,
};
