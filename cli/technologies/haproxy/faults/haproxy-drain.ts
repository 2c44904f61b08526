import { z } from "zod";
import { nodeFailed } from "../../../core/base/error.ts";
import type { Ctx } from "../../../core/base/time.ts";
import type { FaultEnv, FaultKind, Seen, Undo } from "../../../core/kinds/fault.ts";
import { armInNode, disarmInNode, seenAtAll } from "../../../core/kinds/fault-tools.ts";
import { nodeName, nodeRefs } from "../../../core/kinds/values.ts";
import { type HaproxyServer, parseServers, tellArgv, tellHaproxy } from "../socket.ts";

const schema = z.strictObject({
  fault: z.literal("haproxy-drain"),
  nodes: nodeRefs.describe(
    "The balancers that run HAProxy; on the command line with commas between them.",
  ),
  server: nodeName.describe("The node that is taken out of service."),
});
type Spec = z.infer<typeof schema>;

interface Drained {
  readonly node: string;
  /** BACKEND/SERVER of each backend that has it. */
  readonly servers: readonly string[];
}

interface DrainUndo extends Undo {
  readonly kind: "haproxy-drain";
  readonly server: string;
  readonly drained: readonly Drained[];
}

const idOf = (undo: DrainUndo) => `drain-server-${undo.server}`;

function commandsOf({ servers }: Drained, state: "drain" | "ready"): string {
  return servers.map((server) => `set server ${server} state ${state}`).join(";");
}

async function serversOf(node: string, env: FaultEnv, ctx: Ctx): Promise<HaproxyServer[]> {
  return parseServers(await tellHaproxy(await env.agent(node, ctx), "show servers state", ctx));
}

async function look(undo: DrainUndo, wanted: boolean, env: FaultEnv, ctx: Ctx): Promise<Seen> {
  const all = await Promise.all(
    undo.drained.map(async ({ node, servers }) => {
      const now = await serversOf(node, env, ctx);
      const drained = now.filter((one) => one.drained).map((one) => `${one.backend}/${one.server}`);
      const ok = servers.every((server) => drained.includes(server) === wanted);
      return { ok, what: `${node} drains ${drained.join(", ") || "nothing"}` };
    }),
  );
  return seenAtAll(all);
}

export const kind: FaultKind<Spec, DrainUndo> = {
  kind: "haproxy-drain",
  about:
    "The administrator takes a server out of HAProxy politely, in every backend that has it (`set server ... state drain`): users who belong to it by cookie or stick table still come, new ones go elsewhere.",
  formerly: "drain-server",
  schema,
  args: ["nodes", "server"],
  async prepare(spec, env, ctx) {
    const nodes = [...new Set(spec.nodes.map(env.resolve))];
    const planned = env.plan.nodes.find(({ name }) => name === spec.server);
    const addresses = planned?.links.map(({ address }) => address) ?? [];
    const drained: Drained[] = [];
    for (const node of nodes) {
      const known = await serversOf(node, env, ctx);
      const meant = known.filter(
        (one) => one.server === spec.server || addresses.includes(one.address),
      );
      if (meant.length === 0)
        throw nodeFailed(node, `HAProxy of ${node} has no server ${spec.server}`, {
          details: known.map((one) => `${one.backend}/${one.server} ${one.address}`),
        });
      drained.push({ node, servers: meant.map((one) => `${one.backend}/${one.server}`) });
    }
    const undo: DrainUndo = { kind: "haproxy-drain", server: spec.server, drained };
    return { title: `haproxy-drain ${spec.server} on ${nodes.join(",")}`, nodes, undo };
  },
  async arm(undo, ttlMs, env, ctx) {
    for (const one of undo.drained) {
      const agent = await env.agent(one.node, ctx);
      await armInNode(agent, idOf(undo), ttlMs, tellArgv(commandsOf(one, "ready")), ctx);
    }
  },
  async inject(undo, env, ctx) {
    for (const one of undo.drained)
      await tellHaproxy(await env.agent(one.node, ctx), commandsOf(one, "drain"), ctx);
    return undefined;
  },
  verify: (undo, env, ctx) => look(undo, true, env, ctx),
  async heal(undo, env, ctx) {
    for (const one of undo.drained) {
      const agent = await env.agent(one.node, ctx);
      await disarmInNode(agent, idOf(undo), ctx);
      await tellHaproxy(agent, commandsOf(one, "ready"), ctx);
    }
  },
  verifyHealed: (undo, env, ctx) => look(undo, false, env, ctx),
};
