import { z } from "zod";
import { nodeFailed } from "../../../core/base/error.ts";
import { processStates } from "../../../core/cluster/commands.ts";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { seen } from "../../../core/kinds/fault-tools.ts";
import { nodeRef } from "../../../core/kinds/values.ts";

const schema = z.strictObject({
  fault: z.literal("resource-dies"),
  node: nodeRef,
  process: z
    .string()
    .regex(/^[\w.-]{1,15}$/, "must be the name of a process, at most 15 letters")
    .describe("Every process of this name (comm) ends."),
});

interface DiesUndo extends Undo {
  readonly kind: "resource-dies";
  readonly node: string;
  readonly pids: readonly number[];
}

export const kind: FaultKind<z.infer<typeof schema>, DiesUndo> = {
  kind: "resource-dies",
  about:
    "The processes of a resource get SIGKILL behind the back of its cluster manager, which nobody tells. There is nothing to heal: to start it again is the manager's part.",
  schema,
  args: ["node", "process"],
  async prepare(spec, env, ctx) {
    const node = env.resolve(spec.node);
    const agent = await env.agent(node, ctx);
    const { stdout } = await agent.run(["pgrep", "-x", spec.process], ctx);
    const pids = stdout.split(/\s+/).filter(Boolean).map(Number);
    if (pids.length === 0)
      throw nodeFailed(node, `no process ${spec.process} runs on ${node}, so none can die`, {
        hint: `halab exec CLUSTER ${node} -- crm_mon -1`,
      });
    const undo: DiesUndo = { kind: "resource-dies", node, pids };
    return { title: `resource-dies ${node} ${spec.process}`, nodes: [node], undo };
  },
  async inject({ node, pids }, env, ctx) {
    const agent = await env.agent(node, ctx);
    const atNs = ctx.clock.nowNs();
    // One may have ended with another.
    await agent.run(["kill", "-KILL", ...pids.map(String)], ctx);
    return atNs;
  },
  async verify({ node, pids }, env, ctx) {
    const states = await processStates(await env.agent(node, ctx), pids, ctx);
    const alive = [...states].filter(([, state]) => state !== "Z").map(([pid]) => pid);
    const was = `the pids were ${pids.join(", ")}`;
    return seen(alive.length === 0, `${was}; alive now: ${alive.join(", ") || "none"}`);
  },
};
