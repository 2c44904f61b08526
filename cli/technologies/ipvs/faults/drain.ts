import { z } from "zod";
import { HalabError } from "../../../core/base/error.ts";
import type { Ctx } from "../../../core/base/time.ts";
import type { Plan } from "../../../core/cluster/plan.ts";
import type { FaultEnv, FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { armInNode, disarmInNode, must, seen } from "../../../core/kinds/fault-tools.ts";
import { nodeRef } from "../../../core/lab/schema.ts";
import { askIpvs, editWeight, parseRules, type RealServer } from "../ipvsadm.ts";

const schema = z.strictObject({
  fault: z.literal("drain"),
  /** The director. */
  node: nodeRef,
  /** The virtual service. */
  service: z.string().regex(/^\d+\.\d+\.\d+\.\d+:\d+$/, "must be ADDRESS:PORT"),
  /** The real server: a node's name, its address, or ADDRESS:PORT. */
  server: z
    .string()
    .regex(
      /^([a-z][a-z0-9-]*|\d+\.\d+\.\d+\.\d+(:\d+)?)$/,
      "must be a node, ADDRESS or ADDRESS:PORT",
    ),
});
type Spec = z.infer<typeof schema>;

interface DrainUndo extends Undo {
  readonly kind: "drain";
  readonly node: string;
  readonly service: string;
  readonly server: string;
  readonly weight: number;
  readonly words: readonly string[];
}

const idOf = (undo: DrainUndo) => `drain-${undo.service}-${undo.server}`.replaceAll(":", "-");

/** Does this real server belong to what the spec names? */
function isMeant(spec: Spec, plan: Plan, one: RealServer): boolean {
  if (one.service !== spec.service) return false;
  if (one.server === spec.server) return true;
  const node = plan.nodes.find(({ name }) => name === spec.server);
  const addresses = node?.links.map(({ address }) => address) ?? [spec.server];
  return addresses.includes(one.server.split(":")[0] ?? "");
}

async function serversOf(node: string, env: FaultEnv, ctx: Ctx): Promise<RealServer[]> {
  return parseRules(await askIpvs(await env.agent(node, ctx), ["-Sn"], ctx));
}

async function weightNow(undo: DrainUndo, env: FaultEnv, ctx: Ctx): Promise<number | undefined> {
  const found = (await serversOf(undo.node, env, ctx)).find(
    ({ service, server }) => service === undo.service && server === undo.server,
  );
  return found?.weight;
}

/**
 * The administrator takes a real server out of service politely: weight 0, so that its connections
 * go on and new ones go elsewhere. keepalived sets weights when its checks change their mind only.
 */
export const kind: FaultKind<Spec, DrainUndo> = {
  kind: "drain",
  schema,
  args: ["node", "service", "server"],
  refs: (spec) => [
    { to: "nodeRef", name: spec.node, path: ["node"] },
    ...(/^[a-z]/.test(spec.server)
      ? [{ to: "node" as const, name: spec.server, path: ["server"] }]
      : []),
  ],
  async prepare(spec, env, ctx) {
    const node = env.resolve(spec.node);
    const servers = await serversOf(node, env, ctx);
    const found = servers.find((one) => isMeant(spec, env.plan, one));
    if (!found) {
      const known = servers.map(({ service, server }) => `${service} -> ${server}`);
      const what = `${node} has no real server ${spec.server} for ${spec.service}`;
      throw new HalabError("NODE_FAILED", what, { details: known });
    }
    if (found.weight === 0)
      throw new HalabError("NODE_FAILED", `${spec.server} has the weight 0 on ${node} already`);
    const { service, server, weight, words } = found;
    const undo: DrainUndo = { kind: "drain", node, service, server, weight, words };
    return { title: `drain ${spec.server} from ${service} on ${node}`, nodes: [node], undo };
  },
  async arm(undo, ttlMs, env, ctx) {
    const agent = await env.agent(undo.node, ctx);
    const argv = ["ipvsadm", ...editWeight(undo.words, undo.weight)];
    await armInNode(agent, idOf(undo), ttlMs, argv, ctx);
  },
  async inject(undo, env, ctx) {
    await must(await env.agent(undo.node, ctx), ["ipvsadm", ...editWeight(undo.words, 0)], ctx);
    return undefined;
  },
  async verify(undo, env, ctx) {
    const weight = await weightNow(undo, env, ctx);
    return seen(weight === 0, `${undo.server} had the weight ${undo.weight}, has ${weight}`);
  },
  async heal(undo, env, ctx) {
    const agent = await env.agent(undo.node, ctx);
    await disarmInNode(agent, idOf(undo), ctx);
    // keepalived may have taken the server out meanwhile: it comes back with the weight of the file.
    await agent.run(["ipvsadm", ...editWeight(undo.words, undo.weight)], ctx);
  },
  async verifyHealed(undo, env, ctx) {
    const weight = await weightNow(undo, env, ctx);
    if (weight === undefined)
      return seen(true, `keepalived has taken ${undo.server} out: nothing is left to undo`);
    return seen(weight > 0, `${undo.server} has the weight ${weight}`);
  },
};
