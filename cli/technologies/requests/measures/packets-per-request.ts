import { z } from "zod";
import { HalabError } from "../../../core/base/error.ts";
import { type Ctx, waitUntil } from "../../../core/base/time.ts";
import type { NodeAgent } from "../../../core/cluster/provider.ts";
import { linksOf } from "../../../core/kinds/machine.ts";
import { type MeasureEnv, type MeasureKind, measureSchema } from "../../../core/kinds/measure.ts";
import { name } from "../../../core/lab/schema.ts";
import { numbersFrom } from "../../machine/disk-chain.ts";

const schema = measureSchema("packets-per-request", {
  nodes: z.array(name).min(1),
  /** Whose requests count, whoever answers them. */
  probe: name,
});
type Spec = z.infer<typeof schema>;

/** Long enough that heartbeats and ARP in between do not matter. */
const requests = 150;

/** A node's counter of packets, and when it was read (ns, our clock). */
interface Count {
  readonly atNs: number;
  readonly packets: number;
}

/** The time by the node's own clock: the way there and back takes long on a busy machine. */
const readScript = 'halab-now && cat "/sys/class/net/$1/statistics/rx_packets"';

async function countsOf(agents: readonly NodeAgent[], ctx: Ctx): Promise<Count[]> {
  return Promise.all(
    agents.map(async (agent) => {
      const device = (await linksOf(agent, ctx))[0]?.device ?? "eth0";
      const argv = ["/bin/sh", "-c", readScript, "halab-received", device];
      const [atNs = Number.NaN, packets = Number.NaN] = await numbersFrom(agent, argv, 2, ctx);
      return { atNs: atNs + agent.clockOffsetNs, packets };
    }),
  );
}

async function take(spec: Spec, env: MeasureEnv, ctx: Ctx) {
  const series = env.view.series.get(spec.probe);
  if (!series) throw new HalabError("NODE_FAILED", `probe "${spec.probe}" saw nothing`);
  const seen = (toNs: number) => {
    const over = () => (series.horizonNs >= toNs ? true : undefined);
    const what = `${requests} requests of ${spec.probe}`;
    return waitUntil(over, { what, timeoutMs: 20_000 }, ctx);
  };
  const agents = await Promise.all(spec.nodes.map((node) => env.agent(node, ctx)));
  const before = await countsOf(agents, ctx);
  await seen(Math.max(...before.map(({ atNs }) => atNs)) + requests * series.intervalNs);
  const after = await countsOf(agents, ctx);
  await seen(Math.max(...after.map(({ atNs }) => atNs)));
  const rounded = after.map((to, index) => {
    const from = before[index] ?? to;
    const share = (to.packets - from.packets) / series.sentBetween(from.atNs, to.atNs);
    return Math.round(share * 100) / 100;
  });
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
