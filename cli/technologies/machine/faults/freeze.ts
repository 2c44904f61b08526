import { z } from "zod";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { nodeRef } from "../../../core/kinds/values.ts";

const schema = z.strictObject({ fault: z.literal("freeze"), node: nodeRef });

interface FreezeUndo extends Undo {
  readonly kind: "freeze";
  readonly node: string;
}

export const kind: FaultKind<z.infer<typeof schema>, FreezeUndo> = {
  kind: "freeze",
  about:
    "Every process of the node stops where it is. A container's kernel is the host's and goes on: it answers ARP and accepts connections that nobody serves. A VM's kernel stops too: it answers nothing.",
  schema,
  args: ["node"],
  async prepare(spec, env) {
    const node = env.resolve(spec.node);
    return { title: `freeze ${node}`, nodes: [node], undo: { kind: "freeze", node } };
  },
  async inject(undo, env, ctx) {
    await env.cluster.freeze(undo.node, ctx);
    return undefined;
  },
  async verify(undo, env, ctx) {
    const state = await env.cluster.state(undo.node, ctx);
    return { ok: state === "frozen", evidence: [`the engine says that ${undo.node} is ${state}`] };
  },
  async heal(undo, env, ctx) {
    await env.cluster.thaw(undo.node, ctx);
  },
  async verifyHealed(undo, env, ctx) {
    const state = await env.cluster.state(undo.node, ctx);
    return { ok: state === "running", evidence: [`${undo.node} is ${state}`] };
  },
};
