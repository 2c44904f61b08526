import { z } from "zod";
import type { NodeAgent } from "../../providers/provider.ts";
import { HalabError } from "../error.ts";
import { linksOf } from "../fault-machine.ts";
import { type MeasureEnv, type MeasureKind, measureSchema } from "../measure.ts";
import { numberFrom } from "../measure-tools.ts";
import { name } from "../schema.ts";
import { type Ctx, waitUntil } from "../time.ts";

const schema = measureSchema("packets-per-request", {
  nodes: z.array(name).min(1),
  /** Whose requests count, whoever answers them. */
  probe: name,
});
type Spec = z.infer<typeof schema>;

/** Long enough that heartbeats and ARP in between do not matter. */
const requests = 150;

async function received(agents: readonly NodeAgent[], ctx: Ctx): Promise<number[]> {
  return Promise.all(
    agents.map(async (agent) => {
      const device = (await linksOf(agent, ctx))[0]?.device ?? "eth0";
      return numberFrom(agent, ["cat", `/sys/class/net/${device}/statistics/rx_packets`], ctx);
    }),
  );
}

async function take(spec: Spec, env: MeasureEnv, ctx: Ctx) {
  const series = env.view.series.get(spec.probe);
  if (!series) throw new HalabError("NODE_FAILED", `probe "${spec.probe}" saw nothing`);
  const agents = await Promise.all(spec.nodes.map((node) => env.agent(node, ctx)));
  const startNs = ctx.clock.nowNs();
  const before = await received(agents, ctx);
  const untilNs = startNs + requests * series.intervalNs;
  const over = () => (series.horizonNs >= untilNs ? true : undefined);
  await waitUntil(over, { what: `${requests} requests of ${spec.probe}`, timeoutMs: 20_000 }, ctx);
  const after = await received(agents, ctx);
  const sent = (ctx.clock.nowNs() - startNs) / series.intervalNs;
  const shares = after.map((count, index) => (count - (before[index] ?? 0)) / sent);
  const rounded = shares.map((share) => Math.round(share * 100) / 100);
  return {
    value: Math.min(...rounded),
    unit: "" as const,
    evidence: spec.nodes.map(
      (node, index) => `${node} received ${rounded[index]} packets for each request of all clients`,
    ),
  };
}

/** How many packets a node receives for each request that is sent to anybody: the least of the nodes. */
export const kind: MeasureKind<Spec> = {
  kind: "packets-per-request",
  schema,
  refs: (spec) => [
    ...spec.nodes.map((node, index) => ({
      to: "node" as const,
      name: node,
      path: ["nodes", index],
    })),
    { to: "probe", name: spec.probe, path: ["probe"] },
  ],
  title: (spec) => `${spec.nodes.join(", ")}: packets received for each request`,
  take,
};
