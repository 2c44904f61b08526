import { z } from "zod";
import { must } from "../../../core/cluster/commands.ts";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { armInNode, disarmInNode, seen } from "../../../core/kinds/fault-tools.ts";
import { nodeRef } from "../../../core/kinds/values.ts";
import { isStandby, onlineArgv, standbyArgv } from "../tools.ts";

const schema = z.strictObject({ fault: z.literal("standby"), node: nodeRef });

interface StandbyUndo extends Undo {
  readonly kind: "standby";
  readonly node: string;
}

const idOf = ({ node }: StandbyUndo) => `standby-${node}`;

export const kind: FaultKind<z.infer<typeof schema>, StandbyUndo> = {
  kind: "standby",
  about:
    "The administrator puts a member of Pacemaker's cluster into standby, as before its maintenance: its resources go elsewhere, in good order. Healing lets it run resources again.",
  schema,
  args: ["node"],
  async prepare(spec, env) {
    const node = env.resolve(spec.node);
    return { title: `standby ${node}`, nodes: [node], undo: { kind: "standby", node } };
  },
  async arm(undo, ttlMs, env, ctx) {
    const agent = await env.agent(undo.node, ctx);
    await armInNode(agent, idOf(undo), ttlMs, onlineArgv(undo.node), ctx);
  },
  async inject({ node }, env, ctx) {
    const agent = await env.agent(node, ctx);
    const atNs = ctx.clock.nowNs();
    await must(agent, standbyArgv(node), ctx);
    return atNs;
  },
  async verify({ node }, env, ctx) {
    const is = await isStandby(await env.agent(node, ctx), node, ctx);
    return seen(is, `${node} is ${is ? "" : "not "}in standby`);
  },
  async heal(undo, env, ctx) {
    const agent = await env.agent(undo.node, ctx);
    await disarmInNode(agent, idOf(undo), ctx);
    await must(agent, onlineArgv(undo.node), ctx);
  },
  async verifyHealed({ node }, env, ctx) {
    const is = await isStandby(await env.agent(node, ctx), node, ctx);
    return seen(!is, `${node} is ${is ? "still" : "no more"} in standby`);
  },
};
