import { z } from "zod";
import { must } from "../../../core/cluster/commands.ts";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { armInNode, disarmInNode, seen } from "../../../core/kinds/fault-tools.ts";
import { nodeRef } from "../../../core/kinds/values.ts";
import { clearArgv, isMoved, moveArgv, resourceName } from "../tools.ts";

const schema = z.strictObject({
  fault: z.literal("move"),
  resource: resourceName.describe("What is moved; what belongs to it goes with it."),
  node: nodeRef.describe("Where to."),
});

interface MoveUndo extends Undo {
  readonly kind: "move";
  readonly resource: string;
  readonly node: string;
}

const idOf = ({ resource }: MoveUndo) => `move-${resource}`;

export const kind: FaultKind<z.infer<typeof schema>, MoveUndo> = {
  kind: "move",
  about:
    "The administrator moves a resource of Pacemaker's to a node (`crm_resource --move`). It is a constraint that stays: cli-prefer-RESOURCE. Healing takes that away (`--clear`); the resource is not moved back.",
  schema,
  args: ["resource", "node"],
  async prepare(spec, env) {
    const node = env.resolve(spec.node);
    const undo: MoveUndo = { kind: "move", resource: spec.resource, node };
    return { title: `move ${spec.resource} to ${node}`, nodes: [node], undo };
  },
  async arm(undo, ttlMs, env, ctx) {
    const agent = await env.agent(undo.node, ctx);
    await armInNode(agent, idOf(undo), ttlMs, clearArgv(undo.resource), ctx);
  },
  async inject({ resource, node }, env, ctx) {
    const agent = await env.agent(node, ctx);
    const atNs = ctx.clock.nowNs();
    await must(agent, moveArgv(resource, node), ctx);
    return atNs;
  },
  async verify({ resource, node }, env, ctx) {
    const is = await isMoved(await env.agent(node, ctx), resource, ctx);
    return seen(is, `cli-prefer-${resource} is ${is ? "" : "not "}in the CIB`);
  },
  async heal(undo, env, ctx) {
    const agent = await env.agent(undo.node, ctx);
    await disarmInNode(agent, idOf(undo), ctx);
    await must(agent, clearArgv(undo.resource), ctx);
  },
  async verifyHealed({ resource, node }, env, ctx) {
    const is = await isMoved(await env.agent(node, ctx), resource, ctx);
    return seen(!is, `cli-prefer-${resource} is ${is ? "still" : "no more"} in the CIB`);
  },
};
