import { z } from "zod";
import { must, processStates } from "../../../core/cluster/commands.ts";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { armInNode, disarmInNode, seen } from "../../../core/kinds/fault-tools.ts";
import { nodeRef } from "../../../core/kinds/values.ts";
import { counterPids } from "../counter.ts";

const schema = z.strictObject({ fault: z.literal("counter-hang"), node: nodeRef });

interface HangUndo extends Undo {
  readonly kind: "counter-hang";
  readonly node: string;
  readonly pids: readonly number[];
}

const id = "counter-hang";
/** Whoever was ended meanwhile needs no waking. */
const wake = (pids: readonly number[]) => [
  "/bin/sh",
  "-c",
  'for pid; do kill -CONT "$pid" 2> /dev/null; done; exit 0',
  "halab",
  ...pids.map(String),
];

export const kind: FaultKind<z.infer<typeof schema>, HangUndo> = {
  kind: "counter-hang",
  about:
    "The counter gets SIGSTOP, whoever started it: its process is there, its port takes connections, and nobody answers. Healing wakes what is left of it.",
  schema,
  args: ["node"],
  async prepare(spec, env, ctx) {
    const node = env.resolve(spec.node);
    const pids = await counterPids(await env.agent(node, ctx), ctx);
    return {
      title: `counter-hang ${node}`,
      nodes: [node],
      undo: { kind: "counter-hang", node, pids },
    };
  },
  async arm({ node, pids }, ttlMs, env, ctx) {
    await armInNode(await env.agent(node, ctx), id, ttlMs, wake(pids), ctx);
  },
  async inject({ node, pids }, env, ctx) {
    const agent = await env.agent(node, ctx);
    const atNs = ctx.clock.nowNs();
    await must(agent, ["kill", "-STOP", ...pids.map(String)], ctx);
    return atNs;
  },
  async verify({ node, pids }, env, ctx) {
    const states = await processStates(await env.agent(node, ctx), pids, ctx);
    const text = [...states].map(([pid, state]) => `${pid} is ${state}`).join(", ");
    const stopped = [...states.values()].every((state) => state === "T");
    return seen(states.size > 0 && stopped, `process states: ${text || "none are left"}`);
  },
  async heal({ node, pids }, env, ctx) {
    const agent = await env.agent(node, ctx);
    await disarmInNode(agent, id, ctx);
    await must(agent, wake(pids), ctx);
  },
  async verifyHealed({ node, pids }, env, ctx) {
    const states = await processStates(await env.agent(node, ctx), pids, ctx);
    const hung = [...states].filter(([, state]) => state === "T");
    return seen(hung.length === 0, `of its processes ${states.size} are left, ${hung.length} hang`);
  },
};
