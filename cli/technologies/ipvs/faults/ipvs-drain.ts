import { z } from "zod";
import { nodeFailed } from "../../../core/base/error.ts";
import type { Ctx } from "../../../core/base/time.ts";
import { must } from "../../../core/cluster/commands.ts";
import type { Plan } from "../../../core/cluster/plan.ts";
import type { FaultEnv, FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { armInNode, disarmInNode, seen } from "../../../core/kinds/fault-tools.ts";
import { endpoint, nodeOrAddress, nodeRef } from "../../../core/kinds/values.ts";
import { askIpvs, editWeight, parseRules, type RealServer } from "../ipvsadm.ts";

const schema = z.strictObject({
  fault: z.literal("ipvs-drain"),
  node: nodeRef.describe("The director."),
  service: endpoint.describe("The virtual service."),
  server: nodeOrAddress(/^\d+\.\d+\.\d+\.\d+(:\d+)?$/, "must be a node, ADDRESS or ADDRESS:PORT")
    .meta({ title: "a node, or ADDRESS[:PORT]" })
    .describe("The real server that is taken out of service."),
});
type Spec = z.infer<typeof schema>;

interface DrainUndo extends Undo {
  readonly kind: "ipvs-drain";
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

export const kind: FaultKind<Spec, DrainUndo> = {
  kind: "ipvs-drain",
  about:
    "The administrator takes a real server out of service politely: its weight becomes 0, so its connections go on and new ones go elsewhere. keepalived leaves it so until its own health checks change their mind.",
  formerly: "drain",
  schema,
  args: ["node", "service", "server"],
  async prepare(spec, env, ctx) {
    const node = env.resolve(spec.node);
    const servers = await serversOf(node, env, ctx);
    const found = servers.find((one) => isMeant(spec, env.plan, one));
    if (!found) {
      const known = servers.map(({ service, server }) => `${service} -> ${server}`);
      const what = `${node} has no real server ${spec.server} for ${spec.service}`;
      throw nodeFailed(node, what, { details: known });
    }
    if (found.weight === 0)
      throw nodeFailed(node, `${spec.server} has the weight 0 on ${node} already`);
    const { service, server, weight, words } = found;
    const undo: DrainUndo = { kind: "ipvs-drain", node, service, server, weight, words };
    return { title: `ipvs-drain ${spec.server} from ${service} on ${node}`, nodes: [node], undo };
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
