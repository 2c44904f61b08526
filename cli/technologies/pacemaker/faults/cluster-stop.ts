import { z } from "zod";
import { type Ctx, waitUntil } from "../../../core/base/time.ts";
import { must, servicePids } from "../../../core/cluster/commands.ts";
import type { NodeAgent } from "../../../core/cluster/provider.ts";
import type { FaultEnv, FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { armInNode, disarmInNode, seenAtAll } from "../../../core/kinds/fault-tools.ts";
import { nodeRefs } from "../../../core/kinds/values.ts";
import { leaderOf, shuttingDown } from "../tools.ts";

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

const agentsOf = ({ nodes }: StopUndo, env: FaultEnv, ctx: Ctx) =>
  Promise.all(nodes.map((node) => env.agent(node, ctx)));

/** Longer than the service waits for a member before it ends it. */
const stopMs = 60_000;

/**
 * All at once, but who leads is asked when it has heard that all others go. If it were gone first, a member that
 * is stopping would lead in its place: it has no scheduler any more, and leaves its resources running.
 */
async function stopAll(agents: readonly NodeAgent[], ctx: Ctx): Promise<void> {
  const [first] = agents;
  const leader = first && (await leaderOf(first, ctx));
  const last = agents.find(({ node }) => node === leader);
  const others = agents.filter((agent) => agent !== last);
  const gone = new Set<string>();
  const stop = async (agent: NodeAgent) => {
    await must(agent, ["halab-svc", "stop", "pacemaker"], ctx);
    gone.add(agent.node);
  };
  const stopLast = async (agent: NodeAgent) => {
    const isTold = async () => {
      const told = await shuttingDown(agent, ctx);
      return others.every(({ node }) => told.has(node) || gone.has(node)) || undefined;
    };
    const what = `${agent.node}, which leads, to hear that ${others.map(({ node }) => node).join(", ")} stop`;
    await waitUntil(isTold, { what, timeoutMs: stopMs }, ctx);
    await stop(agent);
  };
  await Promise.all([...others.map(stop), ...(last ? [stopLast(last)] : [])]);
}

export const kind: FaultKind<z.infer<typeof schema>, StopUndo> = {
  kind: "cluster-stop",
  about:
    "Pacemaker is stopped on all members at once, who leads (the DC) a moment after the others, and its resources with it; Corosync runs on. Healing starts it everywhere: nobody leads yet, and a leader has to be found.",
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
    const agents = await agentsOf(undo, env, ctx);
    await Promise.all(agents.map((agent) => armInNode(agent, id, ttlMs, start, ctx)));
  },
  async inject(undo, env, ctx) {
    const atNs = ctx.clock.nowNs();
    await stopAll(await agentsOf(undo, env, ctx), ctx);
    return atNs;
  },
  verify: (undo, env, ctx) => look(undo, false, env, ctx),
  async heal(undo, env, ctx) {
    const back = async (agent: NodeAgent) => {
      await disarmInNode(agent, id, ctx);
      await must(agent, start, ctx);
    };
    await Promise.all((await agentsOf(undo, env, ctx)).map(back));
  },
  verifyHealed: (undo, env, ctx) => look(undo, true, env, ctx),
};
