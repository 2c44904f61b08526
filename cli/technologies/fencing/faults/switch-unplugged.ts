import { z } from "zod";
import { must } from "../../../core/cluster/commands.ts";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { armInNode, disarmInNode, seen } from "../../../core/kinds/fault-tools.ts";
import { nodeRefs } from "../../../core/kinds/values.ts";

const schema = z.strictObject({
  fault: z.literal("switch-unplugged"),
  nodes: nodeRefs.describe("Whose way to the power switch is cut."),
});

interface Unplugged extends Undo {
  readonly kind: "switch-unplugged";
  readonly nodes: readonly string[];
}

const socket = "/run/halab/fence.sock";
const aside = `${socket}.unplugged`;
const put = (from: string, to: string) => ["mv", "-fT", from, to];
const id = "switch-unplugged";

/** A node that is off has neither; it comes back with its cable in. */
const isAside = ["test", "-S", aside];

export const kind: FaultKind<z.infer<typeof schema>, Unplugged> = {
  kind: "switch-unplugged",
  about:
    "The cable to the power switch is pulled at these nodes: whoever of them wants to fence another one hears nobody. A node that is switched on again has its cable in.",
  schema,
  args: ["nodes"],
  async prepare(spec, env) {
    const nodes = spec.nodes.map(env.resolve);
    return {
      title: `power switch unplugged at ${nodes.join(",")}`,
      nodes,
      undo: { kind: "switch-unplugged", nodes },
    };
  },
  async arm(undo, ttlMs, env, ctx) {
    for (const node of undo.nodes)
      await armInNode(await env.agent(node, ctx), id, ttlMs, put(aside, socket), ctx);
  },
  async inject(undo, env, ctx) {
    for (const node of undo.nodes) await must(await env.agent(node, ctx), put(socket, aside), ctx);
    return undefined;
  },
  async verify(undo, env, ctx) {
    for (const node of undo.nodes) {
      const { exitCode } = await (await env.agent(node, ctx)).run(isAside, ctx);
      if (exitCode !== 0) return seen(false, `${node} still reaches the power switch`);
    }
    return seen(true, `${undo.nodes.join(", ")}: nobody listens at the power switch's socket`);
  },
  async heal(undo, env, ctx) {
    for (const node of undo.nodes) {
      if ((await env.cluster.state(node, ctx)) !== "running") continue;
      const agent = await env.agent(node, ctx);
      await disarmInNode(agent, id, ctx);
      const { exitCode } = await agent.run(isAside, ctx);
      if (exitCode === 0) await must(agent, put(aside, socket), ctx);
    }
  },
  async verifyHealed(undo, env, ctx) {
    for (const node of undo.nodes) {
      if ((await env.cluster.state(node, ctx)) !== "running") continue;
      const { exitCode } = await (await env.agent(node, ctx)).run(isAside, ctx);
      if (exitCode === 0) return seen(false, `${node} does not reach the power switch`);
    }
    return seen(true, `${undo.nodes.join(", ")}: the power switch's socket is back`);
  },
};
