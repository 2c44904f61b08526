import { HalabError, nodeFailed } from "../../../core/base/error.ts";
import { must, servicePids } from "../../../core/cluster/commands.ts";
import type { FaultKind } from "../../../core/kinds/fault.ts";
import { armInNode, disarmInNode, seen } from "../../../core/kinds/fault-tools.ts";
import { type ServiceSpec, type ServiceUndo, serviceSchema } from "../service.ts";

export const kind: FaultKind<ServiceSpec, ServiceUndo> = {
  kind: "start",
  about:
    "A service that did not run is started: a spare node joins. Until then its node leaves it out (`without: [SERVICE]`). Healing stops it in good order.",
  schema: serviceSchema("start"),
  args: ["node", "service"],
  async prepare(spec, env, ctx) {
    const node = env.resolve(spec.node);
    const { service } = spec;
    const agent = await env.agent(node, ctx);
    const { stdout, exitCode } = await agent.run(["halab-svc", "pids", service], ctx);
    if (exitCode === 2) throw new HalabError("USAGE", `${node} knows no service "${service}"`);
    if (stdout.trim() !== "") {
      throw nodeFailed(node, `${service} runs on ${node} already`, {
        hint: "leave it out at the node's start: `without: [SERVICE]` in lab.yaml",
      });
    }
    const undo: ServiceUndo = { kind: "start", node, service, pids: [], id: `start-${service}` };
    return { title: `start ${service} ${node}`, nodes: [node], undo };
  },
  async arm(undo, ttlMs, env, ctx) {
    const agent = await env.agent(undo.node, ctx);
    await armInNode(agent, undo.id, ttlMs, ["halab-svc", "stop", undo.service], ctx);
  },
  async inject(undo, env, ctx) {
    const agent = await env.agent(undo.node, ctx);
    await must(agent, ["halab-svc", "start", undo.service], ctx);
    return undefined;
  },
  async verify(undo, env, ctx) {
    const pids = await servicePids(await env.agent(undo.node, ctx), undo.service, ctx);
    return seen(pids.length > 0, `${undo.service} has the pids ${pids.join(", ") || "none"}`);
  },
  async heal(undo, env, ctx) {
    const agent = await env.agent(undo.node, ctx);
    await disarmInNode(agent, undo.id, ctx);
    await must(agent, ["halab-svc", "stop", undo.service], ctx);
  },
  async verifyHealed(undo, env, ctx) {
    const pids = await servicePids(await env.agent(undo.node, ctx), undo.service, ctx);
    return seen(pids.length === 0, `${undo.service} has the pids ${pids.join(", ") || "none"}`);
  },
};
