import { z } from "zod";
import { must, numberFrom } from "../../../core/cluster/commands.ts";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { armInNode, disarmInNode, seen } from "../../../core/kinds/fault-tools.ts";
import { duration, nodeRef } from "../../../core/kinds/values.ts";
import { program } from "../members.ts";

const schema = z.strictObject({
  fault: z.literal("galera-slow"),
  node: nodeRef.describe("A member."),
  takes: duration
    .prefault("50ms")
    .describe(
      "So long each row takes that is inserted there, by its own clients or for the others.",
    ),
});

interface SlowUndo extends Undo {
  readonly kind: "galera-slow";
  readonly node: string;
  readonly takesMs: number;
}

const id = "galera-slow";

export const kind: FaultKind<z.infer<typeof schema>, SlowUndo> = {
  kind: "galera-slow",
  about:
    "A member of Galera becomes slow, as with an overloaded disk: each row takes so long there. What it cannot apply queues up, until it tells the others to wait (flow control).",
  schema,
  args: ["node", "takes"],
  async prepare(spec, env) {
    const node = env.resolve(spec.node);
    const undo: SlowUndo = { kind: "galera-slow", node, takesMs: spec.takes };
    return { title: `${node} takes ${spec.takes} ms a row`, nodes: [node], undo };
  },
  async arm({ node }, ttlMs, env, ctx) {
    await armInNode(await env.agent(node, ctx), id, ttlMs, [program, "unslow"], ctx);
  },
  async inject({ node, takesMs }, env, ctx) {
    await must(await env.agent(node, ctx), [program, "slow", String(takesMs)], ctx);
    return undefined;
  },
  async verify({ node }, env, ctx) {
    const tables = await numberFrom(await env.agent(node, ctx), [program, "slowed"], ctx);
    return seen(tables > 0, `${tables} tables of ${node} are slow`);
  },
  async heal({ node }, env, ctx) {
    const agent = await env.agent(node, ctx);
    await disarmInNode(agent, id, ctx);
    await must(agent, [program, "unslow"], ctx);
  },
  async verifyHealed({ node }, env, ctx) {
    const tables = await numberFrom(await env.agent(node, ctx), [program, "slowed"], ctx);
    return seen(tables === 0, `${tables} tables of ${node} are slow`);
  },
};
