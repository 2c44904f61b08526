import { z } from "zod";
import type { Ctx } from "../../../core/base/time.ts";
import { must, servicePids } from "../../../core/cluster/commands.ts";
import type { FaultEnv, FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { armInNode, disarmInNode, seenAtAll } from "../../../core/kinds/fault-tools.ts";
import { nodeRefs } from "../../../core/kinds/values.ts";

const schema = z.strictObject({
  fault: z.literal("etcd-stop"),
  nodes: nodeRefs.describe("The members of etcd that are stopped."),
});

interface StopUndo extends Undo {
  readonly kind: "etcd-stop";
  readonly nodes: readonly string[];
}

const [id, service] = ["etcd-stop", "etcd"];

async function runsOn(node: string, env: FaultEnv, ctx: Ctx) {
  const pids = await servicePids(await env.agent(node, ctx), service, ctx);
  return { node, runs: pids.length > 0 };
}

async function everywhere<T>(
  { nodes }: StopUndo,
  work: (node: string) => Promise<T>,
): Promise<readonly T[]> {
  return Promise.all(nodes.map(work));
}

const shown = (wanted: boolean) => (one: { readonly node: string; readonly runs: boolean }) => ({
  ok: one.runs === wanted,
  what: `etcd of ${one.node} ${one.runs ? "runs" : "ended"}`,
});

export const kind: FaultKind<z.infer<typeof schema>, StopUndo> = {
  kind: "etcd-stop",
  about:
    "Members of etcd end at the same time, without a word to the others. When most of them are, nobody can write into it any more: no key is renewed, and no leader is chosen. Healing starts them.",
  schema,
  args: ["nodes"],
  async prepare(spec, env) {
    const nodes = [...new Set(spec.nodes.map(env.resolve))];
    return { title: `stop etcd of ${nodes.join(", ")}`, nodes, undo: { kind: "etcd-stop", nodes } };
  },
  async arm(undo, ttlMs, env, ctx) {
    const start = ["halab-svc", "start", service];
    await everywhere(undo, async (node) =>
      armInNode(await env.agent(node, ctx), id, ttlMs, start, ctx),
    );
  },
  // In good order its leader would look for another one, for seconds, among those that end with it.
  async inject(undo, env, ctx) {
    await everywhere(undo, async (node) => {
      const agent = await env.agent(node, ctx);
      const pids = await servicePids(agent, service, ctx);
      if (pids.length > 0) await agent.run(["kill", "-KILL", ...pids.map(String)], ctx);
    });
    return ctx.clock.nowNs();
  },
  async verify(undo, env, ctx) {
    const found = await everywhere(undo, (node) => runsOn(node, env, ctx));
    return seenAtAll(found.map(shown(false)));
  },
  async heal(undo, env, ctx) {
    await everywhere(undo, async (node) => {
      const agent = await env.agent(node, ctx);
      await disarmInNode(agent, id, ctx);
      await must(agent, ["halab-svc", "start", service], ctx);
    });
  },
  async verifyHealed(undo, env, ctx) {
    const found = await everywhere(undo, (node) => runsOn(node, env, ctx));
    return seenAtAll(found.map(shown(true)));
  },
};
