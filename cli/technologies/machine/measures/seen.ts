import { z } from "zod";
import type { Ctx } from "../../../core/base/time.ts";
import { numberFrom } from "../../../core/cluster/commands.ts";
import {
  type MeasureEnv,
  type MeasureKind,
  measureSchema,
  toMiB,
} from "../../../core/kinds/measure.ts";
import { nodeName } from "../../../core/kinds/values.ts";

const schema = measureSchema("seen", {
  node: nodeName,
  what: z.enum(["memory", "disk"]).describe("As `free`, or as `df` tells it."),
});
type Spec = z.infer<typeof schema>;

/** What `free` and `df` tell as well, in bytes. */
const commands: Readonly<Record<Spec["what"], string>> = {
  memory: "awk '/^MemTotal:/ { print $2 * 1024 }' /proc/meminfo",
  disk: "df -B1 --output=size / | tail -n 1",
};

async function take(spec: Spec, env: MeasureEnv, ctx: Ctx) {
  const agent = await env.agent(spec.node, ctx);
  const bytes = await numberFrom(agent, ["/bin/sh", "-c", commands[spec.what]], ctx);
  const limit = env.plan.nodes.find((node) => node.name === spec.node)?.memoryMiB;
  const value = toMiB(bytes);
  const evidence = [`${spec.node} sees ${value} MiB of ${spec.what}`];
  if (spec.what === "memory" && limit) evidence.push(`it may have ${limit} MiB`);
  return { value, unit: "MiB" as const, evidence };
}

export const kind: MeasureKind<Spec> = {
  kind: "seen",
  about: "How much memory or disk a node believes that it has, in MiB.",
  schema,
  title: (spec) => `${spec.node}: ${spec.what} that it believes to have`,
  take,
};
