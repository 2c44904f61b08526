import type { z } from "zod";
import type { FaultKind } from "../fault.ts";
import {
  prepareService,
  type ServiceUndo,
  serviceRefs,
  serviceSchema,
  startAgain,
} from "../fault-service.ts";
import { armInNode, must, processStates, seen, servicePids } from "../fault-tools.ts";

const schema = serviceSchema("stop");

/** An orderly stop, as an administrator does it: the service can say goodbye (a planned switchover). */
export const kind: FaultKind<z.infer<typeof schema>, ServiceUndo> = {
  kind: "stop",
  schema,
  args: ["node", "service"],
  refs: serviceRefs,
  prepare: (spec, env, ctx) => prepareService("stop", "stop", spec, env, ctx),
  async arm(undo, ttlMs, env, ctx) {
    const agent = await env.agent(undo.node, ctx);
    await armInNode(agent, undo.id, ttlMs, ["halab-svc", "start", undo.service], ctx);
  },
  // It lets go when it is told to, not when its last process has ended a second later.
  async inject(undo, env, ctx) {
    const agent = await env.agent(undo.node, ctx);
    const atNs = ctx.clock.nowNs();
    await must(agent, ["halab-svc", "stop", undo.service], ctx);
    return atNs;
  },
  async verify(undo, env, ctx) {
    const alive = await processStates(await env.agent(undo.node, ctx), undo.pids, ctx);
    const running = [...alive].filter(([, state]) => state !== "Z").map(([pid]) => pid);
    const was = `${undo.service} had the pids ${undo.pids.join(", ")}`;
    return seen(running.length === 0, `${was}; alive now: ${running.join(", ") || "none"}`);
  },
  heal: startAgain,
  async verifyHealed(undo, env, ctx) {
    const pids = await servicePids(await env.agent(undo.node, ctx), undo.service, ctx);
    return seen(pids.length > 0, `${undo.service} has the pids ${pids.join(", ") || "none"}`);
  },
};
