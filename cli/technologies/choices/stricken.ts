/** Nodes that are hit, in one of the ways of a storm; what users came to them for; who takes the orders over. */
import { z } from "zod";
import type { Ctx } from "../../core/base/time.ts";
import { must } from "../../core/cluster/commands.ts";
import { tableName } from "../../core/cluster/table-names.ts";
import type { FaultEnv } from "../../core/kinds/fault.ts";
import { portsOf } from "../../core/kinds/fault-tools.ts";
import { cutPower } from "../machine/power.ts";
import { cutPairs, portPairs, prepareTable, removeTable } from "../network/frames.ts";
import { ways } from "./deck.ts";
import { bringBack, nodesOf, settled, takeOver } from "./operator.ts";

/** As a fault's undo keeps it, and as formulas and checks read it again. */
export const hit = z.object({
  way: z.enum(ways),
  nodes: z.array(z.string()),
  /** The service whose turn it is; `rack`: all that are there. */
  of: z.string(),
  /** The services whose users came to these nodes. */
  active: z.array(z.string()),
  /** Others that have the orders: of them one takes over. */
  heirs: z.array(z.string()),
  ports: z.array(z.string()),
  /** So long nothing of the node reaches the others before it dies. */
  lagMs: z.number(),
  /** So long until somebody looks after the orders. */
  noticeMs: z.number(),
  table: z.string(),
  pairs: z.array(z.tuple([z.string(), z.string()])),
});
export type Hit = z.infer<typeof hit>;

export interface Aim extends Pick<Hit, "way" | "nodes" | "of" | "active" | "lagMs" | "noticeMs"> {
  /** Those that have the orders. */
  readonly servers: readonly string[];
}

/** Touches nothing. */
export async function aimed({ servers, ...aim }: Aim, env: FaultEnv, ctx: Ctx): Promise<Hit> {
  const { nodes } = aim;
  const heirs = servers.filter((node) => !nodes.includes(node));
  const ports = (await portsOf(env, nodes, ctx)).map(({ port }) => port);
  const others = nodesOf(env).filter((node) => !nodes.includes(node));
  const pairs = aim.way === "lag" ? await portPairs(env, nodes, others, true, ctx) : [];
  return {
    ...aim,
    nodes: [...nodes],
    heirs,
    ports,
    table: tableName(env.cluster.name, "lag"),
    pairs,
  };
}

const cutOf = ({ table, pairs }: Hit) => ({ kind: "cut", table, pairs, protocol: "all" });

const daemonOf: Readonly<Record<string, string>> = {
  ...{ dns: "bind9", sessions: "redis", orders: "postgresql", files: "nginx" },
};

/** When it hit. */
export async function strike(one: Hit, env: FaultEnv, ctx: Ctx): Promise<number> {
  const atNs = await strikeBy(one, env, ctx);
  const deadly = one.way === "lag" || one.way === "power-off";
  if (!deadly || !one.active.includes("orders")) return atNs;
  await ctx.clock.wait(one.noticeMs, ctx.signal);
  await takeOver(one.heirs, env, ctx);
  return atNs;
}

async function strikeBy(one: Hit, env: FaultEnv, ctx: Ctx): Promise<number> {
  const [node = ""] = one.nodes;
  switch (one.way) {
    case "power-off":
      return cutPower(one, env, ctx);
    case "lag":
      if (one.pairs.length > 0) {
        await prepareTable(cutOf(one), "counter name hits drop", env, ctx);
        await cutPairs(cutOf(one), env.ttlMs, env, ctx);
        await ctx.clock.wait(one.lagMs, ctx.signal);
      }
      return cutPower(one, env, ctx);
    case "freeze": {
      const atNs = ctx.clock.nowNs();
      await env.cluster.freeze(node, ctx);
      return atNs;
    }
    case "kill": {
      const atNs = ctx.clock.nowNs();
      const agent = await env.agent(node, ctx);
      await must(agent, ["halab-svc", "kill", daemonOf[one.of] ?? one.of], ctx);
      return atNs;
    }
    default:
      return one.way satisfies never;
  }
}

/** Is it so on each node that was hit? */
export async function isStruck(one: Hit, env: FaultEnv, ctx: Ctx) {
  return Promise.all(
    one.nodes.map(async (node) => {
      if (one.way === "kill") {
        const daemon = daemonOf[one.of] ?? one.of;
        const agent = await env.agent(node, ctx);
        const { exitCode } = await agent.run(["halab-svc", "ready", daemon], ctx);
        return { ok: exitCode !== 0, what: `${daemon} of ${node} is dead` };
      }
      const state = await env.cluster.state(node, ctx);
      const wanted = one.way === "freeze" ? "frozen" : "off";
      return { ok: state === wanted, what: `${node} is ${state}` };
    }),
  );
}

/** Everything runs again, and has come back as far as it does. */
export async function recover(one: Hit, env: FaultEnv, ctx: Ctx): Promise<void> {
  if (one.pairs.length > 0) await removeTable(cutOf(one), env, ctx);
  await bringBack(env, ctx);
  await settled(env, ctx);
}
