import { z } from "zod";
import { must } from "../../../core/cluster/commands.ts";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { armInNode, disarmInNode, seen } from "../../../core/kinds/fault-tools.ts";
import { nodeRef } from "../../../core/kinds/values.ts";

const schema = z.strictObject({
  fault: z.literal("replay-paused"),
  node: nodeRef.describe("A standby."),
});

interface PausedUndo extends Undo {
  readonly kind: "replay-paused";
  readonly node: string;
}

const id = "replay-paused";
const program = "halab-postgresql";

export const kind: FaultKind<z.infer<typeof schema>, PausedUndo> = {
  kind: "replay-paused",
  about:
    "A standby of PostgreSQL goes on receiving, and shows nothing new any more: its replay is paused, as by a long query that it must not disturb. Healing lets it go on.",
  schema,
  args: ["node"],
  async prepare(spec, env) {
    const node = env.resolve(spec.node);
    return { title: `replay paused on ${node}`, nodes: [node], undo: { kind: id, node } };
  },
  async arm({ node }, ttlMs, env, ctx) {
    await armInNode(await env.agent(node, ctx), id, ttlMs, [program, "resume"], ctx);
  },
  async inject({ node }, env, ctx) {
    await must(await env.agent(node, ctx), [program, "pause"], ctx);
    return undefined;
  },
  async verify({ node }, env, ctx) {
    const said = (await must(await env.agent(node, ctx), [program, "replay"], ctx)).trim();
    return seen(said === "paused", `the replay of ${node} is: ${said}`);
  },
  async heal({ node }, env, ctx) {
    const agent = await env.agent(node, ctx);
    await disarmInNode(agent, id, ctx);
    await must(agent, [program, "resume"], ctx);
  },
  async verifyHealed({ node }, env, ctx) {
    const said = (await must(await env.agent(node, ctx), [program, "replay"], ctx)).trim();
    return seen(said === "not paused", `the replay of ${node} is: ${said}`);
  },
};
