import type { z } from "zod";
import { must, processStates } from "../../../core/cluster/commands.ts";
import type { FaultKind } from "../../../core/kinds/fault.ts";
import { armInNode, disarmInNode, seen } from "../../../core/kinds/fault-tools.ts";
import { prepareService, type ServiceUndo, serviceSchema } from "../service.ts";

const schema = serviceSchema("hang");

export const kind: FaultKind<z.infer<typeof schema>, ServiceUndo> = {
  kind: "hang",
  about: "Every process of the service gets SIGSTOP: it keeps its sockets, and answers nothing.",
  schema,
  args: ["node", "service"],
  prepare: (spec, env, ctx) => prepareService("hang", "hang", spec, env, ctx),
  async arm(undo, ttlMs, env, ctx) {
    const agent = await env.agent(undo.node, ctx);
    await armInNode(agent, undo.id, ttlMs, ["halab-svc", "resume", undo.service], ctx);
  },
  async inject(undo, env, ctx) {
    await must(await env.agent(undo.node, ctx), ["halab-svc", "hang", undo.service], ctx);
    return undefined;
  },
  async verify(undo, env, ctx) {
    const states = await processStates(await env.agent(undo.node, ctx), undo.pids, ctx);
    const stopped = [...states.values()].every((state) => state === "T");
    const text = [...states].map(([pid, state]) => `${pid} is ${state}`).join(", ");
    return seen(states.size > 0 && stopped, `process states: ${text || "none are left"}`);
  },
  async heal(undo, env, ctx) {
    const agent = await env.agent(undo.node, ctx);
    await disarmInNode(agent, undo.id, ctx);
    await must(agent, ["halab-svc", "resume", undo.service], ctx);
  },
  async verifyHealed(undo, env, ctx) {
    const states = await processStates(await env.agent(undo.node, ctx), undo.pids, ctx);
    const running = [...states.values()].every((state) => state !== "T");
    return seen(
      states.size > 0 && running,
      `${states.size} processes of ${undo.service} run again`,
    );
  },
};
