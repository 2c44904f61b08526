/** Faults of one service of one node share all but a verb. */
import { z } from "zod";
import { HalabError, nodeFailed } from "../../core/base/error.ts";
import { didYouMean } from "../../core/base/nearest.ts";
import type { Ctx } from "../../core/base/time.ts";
import { must, processStates, servicePids } from "../../core/cluster/commands.ts";
import type { FaultEnv, FaultKind, Undo } from "../../core/kinds/fault.ts";
import { armInNode, disarmInNode, seen } from "../../core/kinds/fault-tools.ts";
import { nodeRef, serviceName } from "../../core/kinds/values.ts";

const serviceTarget = {
  node: nodeRef,
  service: serviceName.describe("A service that the node's role has."),
};

export interface ServiceUndo extends Undo {
  readonly node: string;
  readonly service: string;
  readonly pids: readonly number[];
  readonly id: string;
}

export interface ServiceSpec {
  readonly node: string;
  readonly service: string;
}

/** Resolves the node and finds the service's processes; throws when there is nothing to break. */
export async function prepareService(
  verb: string,
  kind: string,
  spec: ServiceSpec,
  env: FaultEnv,
  ctx: Ctx,
) {
  const node = env.resolve(spec.node);
  const planned = env.plan.nodes.find((one) => one.name === node);
  if (planned && planned.services.length > 0 && !planned.services.includes(spec.service)) {
    const known = didYouMean(spec.service, planned.services);
    throw new HalabError("USAGE", `${node} has no service "${spec.service}"${known}`);
  }
  const agent = await env.agent(node, ctx);
  const { stdout, exitCode } = await agent.run(["halab-svc", "pids", spec.service], ctx);
  if (exitCode === 2) {
    const script = "sed -n 's/^service //p' /etc/halab/node.plan";
    const services = (await agent.run(["/bin/sh", "-c", script], ctx)).stdout.split("\n");
    const known = didYouMean(spec.service, services.filter(Boolean));
    throw new HalabError("USAGE", `${node} has no service "${spec.service}"${known}`);
  }
  const pids = stdout.split(/\s+/).filter(Boolean).map(Number);
  if (pids.length === 0) {
    throw nodeFailed(node, `${spec.service} does not run on ${node}, so it cannot be broken`, {
      hint: `halab exec CLUSTER ${node} -- halab-svc start ${spec.service}`,
    });
  }
  const id = `${kind}-${spec.service}`;
  const undo: ServiceUndo = { kind, node, service: spec.service, pids, id };
  return { title: `${verb} ${spec.service} ${node}`, nodes: [node], undo };
}

/** Starts the service again; harmless when it runs. */
async function startAgain(undo: ServiceUndo, env: FaultEnv, ctx: Ctx): Promise<void> {
  const agent = await env.agent(undo.node, ctx);
  await disarmInNode(agent, undo.id, ctx);
  const result = await agent.run(["halab-svc", "start", undo.service], ctx);
  if (result.exitCode === 0) return;
  throw nodeFailed(undo.node, `${undo.service} did not start again on ${undo.node}`, {
    details: `${result.stdout}${result.stderr}`.trim().split("\n").slice(-10),
  });
}

export const serviceSchema = <K extends string>(kind: K) =>
  z.strictObject({ fault: z.literal(kind), ...serviceTarget });

/** A fault that ends every process of a service with the verb of halab-svc that has its name. */
export function endingFault(
  kind: "kill" | "stop",
  about: string,
): FaultKind<ServiceSpec, ServiceUndo> {
  return {
    kind,
    about,
    schema: serviceSchema(kind),
    args: ["node", "service"],
    prepare: (spec, env, ctx) => prepareService(kind, kind, spec, env, ctx),
    async arm(undo, ttlMs, env, ctx) {
      const agent = await env.agent(undo.node, ctx);
      await armInNode(agent, undo.id, ttlMs, ["halab-svc", "start", undo.service], ctx);
    },
    // It lets go when it is told to, not when its last process has ended a second later.
    async inject(undo, env, ctx) {
      const agent = await env.agent(undo.node, ctx);
      const atNs = ctx.clock.nowNs();
      await must(agent, ["halab-svc", kind, undo.service], ctx);
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
}
