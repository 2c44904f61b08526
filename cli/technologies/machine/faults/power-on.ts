import { z } from "zod";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { nodeRef } from "../../../core/kinds/values.ts";

const schema = z.strictObject({ fault: z.literal("power-on"), node: nodeRef });

interface PowerUndo extends Undo {
  readonly kind: "power-on";
  readonly node: string;
}

export const kind: FaultKind<z.infer<typeof schema>, PowerUndo> = {
  kind: "power-on",
  about:
    "A node that is off comes back, as after a power cut: it boots, sets itself up, and starts its services. There is nothing to heal.",
  closes: "power-off",
  schema,
  args: ["node"],
  async prepare(spec, env) {
    const node = env.resolve(spec.node);
    return { title: `power-on ${node}`, nodes: [node], undo: { kind: "power-on", node } };
  },
  async inject(undo, env, ctx) {
    await env.cluster.powerOn(undo.node, ctx);
    return undefined;
  },
  async verify(undo, env, ctx) {
    const state = await env.cluster.state(undo.node, ctx);
    return { ok: state === "running", evidence: [`${undo.node} is ${state}, its services are up`] };
  },
};
