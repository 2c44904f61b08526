import { z } from "zod";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { nodeRef } from "../../../core/lab/schema.ts";

const schema = z.strictObject({ fault: z.literal("power-on"), node: nodeRef });

interface PowerUndo extends Undo {
  readonly kind: "power-on";
  readonly node: string;
}

/** A node comes back, as after a power cut: boots, sets itself up, starts its services. */
export const kind: FaultKind<z.infer<typeof schema>, PowerUndo> = {
  kind: "power-on",
  closes: "power-off",
  schema,
  args: ["node"],
  refs: (spec) => [{ to: "nodeRef", name: spec.node, path: ["node"] }],
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
