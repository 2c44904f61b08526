import { z } from "zod";
import { must, processStates } from "../../../core/cluster/commands.ts";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { seen } from "../../../core/kinds/fault-tools.ts";
import { nodeRef } from "../../../core/kinds/values.ts";
import { counterPids } from "../counter.ts";

const schema = z.strictObject({ fault: z.literal("counter-kill"), node: nodeRef });

interface KillUndo extends Undo {
  readonly kind: "counter-kill";
  readonly node: string;
  readonly pids: readonly number[];
}

export const kind: FaultKind<z.infer<typeof schema>, KillUndo> = {
  kind: "counter-kill",
  about:
    "The counter is killed in the middle of a save: the file that it writes is cut off in its half. A limit of its files' size does it, at which the kernel ends it (SIGXFSZ) as abruptly as SIGKILL would. There is nothing to heal: who started it has to see it.",
  schema,
  args: ["node"],
  async prepare(spec, env, ctx) {
    const node = env.resolve(spec.node);
    const pids = await counterPids(await env.agent(node, ctx), ctx);
    return {
      title: `counter-kill ${node}`,
      nodes: [node],
      undo: { kind: "counter-kill", node, pids },
    };
  },
  async inject({ node }, env, ctx) {
    await must(await env.agent(node, ctx), ["halab-counter", "kill-writing"], ctx);
    return undefined;
  },
  async verify({ node, pids }, env, ctx) {
    const states = await processStates(await env.agent(node, ctx), pids, ctx);
    const alive = [...states].filter(([, state]) => state !== "Z").map(([pid]) => pid);
    const was = `counterd had the pids ${pids.join(", ")}`;
    return seen(alive.length === 0, `${was}; alive now: ${alive.join(", ") || "none"}`);
  },
};
