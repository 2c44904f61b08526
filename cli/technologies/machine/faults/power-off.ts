import { z } from "zod";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { portsOf } from "../../../core/kinds/fault-tools.ts";
import { nodeRef } from "../../../core/kinds/values.ts";
import { cutPower } from "../power.ts";

const schema = z.strictObject({ fault: z.literal("power-off"), node: nodeRef });

interface PowerUndo extends Undo {
  readonly kind: "power-off";
  readonly node: string;
  readonly ports: readonly string[];
}

export const kind: FaultKind<z.infer<typeof schema>, PowerUndo> = {
  kind: "power-off",
  about:
    "The plug is pulled: every process of the node ends at once, and nothing is said to anybody. Healing gives the power back.",
  schema,
  args: ["node"],
  async prepare(spec, env, ctx) {
    const node = env.resolve(spec.node);
    const ports = (await portsOf(env, [node], ctx)).map((one) => one.port);
    return { title: `power-off ${node}`, nodes: [node], undo: { kind: "power-off", node, ports } };
  },
  inject: ({ node, ports }, env, ctx) => cutPower({ nodes: [node], ports }, env, ctx),
  async verify(undo, env, ctx) {
    const state = await env.cluster.state(undo.node, ctx);
    return { ok: state === "off", evidence: [`the engine says that ${undo.node} is ${state}`] };
  },
  async heal(undo, env, ctx) {
    await env.cluster.powerOn(undo.node, ctx);
  },
  async verifyHealed(undo, env, ctx) {
    const state = await env.cluster.state(undo.node, ctx);
    return { ok: state === "running", evidence: [`${undo.node} is ${state}, its services are up`] };
  },
};
