import { z } from "zod";
import type { Ctx } from "../../../core/base/time.ts";
import { must, servicePids } from "../../../core/cluster/commands.ts";
import type { FaultEnv, FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { armInNode, disarmInNode, seenAtAll } from "../../../core/kinds/fault-tools.ts";
import { nodeRefs } from "../../../core/kinds/values.ts";

const schema = z.strictObject({
  fault: z.literal("cluster-stop"),
  nodes: nodeRefs.describe(
    "The members of the cluster; on the command line with commas between them.",
  ),
});

interface StopUndo extends Undo {
  readonly kind: "cluster-stop";
  readonly nodes: readonly string[];
}

const id = "cluster-stop";
const start = ["halab-svc", "start", "pacemaker"];

/** Does Pacemaker run on all of them, or on none? */
async function look({ nodes }: StopUndo, runs: boolean, env: FaultEnv, ctx: Ctx) {
  const all = nodes.map(async (node) => {
    const pids = await servicePids(await env.agent(node, ctx), "pacemaker", ctx);
    const what = `Pacemaker of ${node} ${pids.length > 0 ? "runs" : "does not run"}`;
    return { ok: pids.length > 0 === runs, what };
  });
  return seenAtAll(await Promise.all(all));
}

const onAll = (
  { nodes }: StopUndo,
  env: FaultEnv,
  ctx: Ctx,
  work: (agent: Awaited<ReturnType<FaultEnv["agent"]>>) => Promise<unknown>,
) => Promise.all(nodes.map(async (node) => work(await env.agent(node, ctx))));

export const kind: FaultKind<z.infer<typeof schema>, StopUndo> = {
  kind: "cluster-stop",
  about:
    "Pacemaker is stopped on all members at once, in good order, and its resources with it; Corosync runs on. Healing starts it everywhere: nobody leads yet, and a leader (DC) has to be found.",
  schema,
  args: ["nodes"],
  async prepare(spec, env) {
    const nodes = [...new Set(spec.nodes.map(env.resolve))];
    return {
      title: `cluster-stop ${nodes.join(", ")}`,
      nodes,
      undo: { kind: "cluster-stop", nodes },
    };
  },
  async arm(undo, ttlMs, env, ctx) {
    await onAll(undo, env, ctx, (agent) => armInNode(agent, id, ttlMs, start, ctx));
  },
  async inject(undo, env, ctx) {
    const atNs = ctx.clock.nowNs();
    await onAll(undo, env, ctx, (agent) => must(agent, ["halab-svc", "stop", "pacemaker"], ctx));
    return atNs;
  },
  verify: (undo, env, ctx) => look(undo, false, env, ctx),
  async heal(undo, env, ctx) {
    await onAll(undo, env, ctx, async (agent) => {
      await disarmInNode(agent, id, ctx);
      await must(agent, start, ctx);
    });
  },
  verifyHealed: (undo, env, ctx) => look(undo, true, env, ctx),
};
