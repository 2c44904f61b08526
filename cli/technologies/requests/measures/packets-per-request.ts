import { z } from "zod";
import { HalabError } from "../../../core/base/error.ts";
import { type Ctx, waitUntil } from "../../../core/base/time.ts";
import { numbersFrom } from "../../../core/cluster/commands.ts";
import type { CommandHost } from "../../../core/cluster/provider.ts";
import { linksOf } from "../../../core/kinds/machine.ts";
import { type MeasureEnv, type MeasureKind, measureSchema } from "../../../core/kinds/measure.ts";
import { nodeName, probeName } from "../../../core/kinds/values.ts";

const schema = measureSchema("packets-per-request", {
  nodes: z.array(nodeName).min(1).describe("Each receives at least so many."),
  probe: probeName.describe("Its requests count, whoever answers them."),
});
type Spec = z.infer<typeof schema>;

/** Long enough that heartbeats and ARP in between do not matter. */
const requests = 150;

/** How many packets a node got, and when that was read (ns, our clock). */
interface Count {
  readonly atNs: number;
  readonly packets: number;
}

/** Where it is counted. */
interface Counter {
  readonly at: CommandHost;
  readonly file: string;
  /** To be added to the time there. */
  readonly offsetNs: number;
}

/**
 * At the node's port on the switch, where the node has no say. A VM's own counter: its port is in the container of
 * its QEMU, or its switch is a machine without our tools.
 */
async function counterOf(node: string, env: MeasureEnv, ctx: Ctx): Promise<Counter> {
  const agent = await env.agent(node, ctx);
  const offsetNs = agent.clockOffsetNs;
  const access = (await env.machine(node, ctx)) ? undefined : await env.switch(ctx);
  if (!access?.ear) {
    const device = (await linksOf(agent, ctx))[0]?.device ?? "eth0";
    return { at: agent, file: `/sys/class/net/${device}/statistics/rx_packets`, offsetNs };
  }
  const segment = env.plan.nodes.find(({ name }) => name === node)?.links[0]?.segment;
  const ports = await access.ports([node], ctx);
  const port = ports.find((one) => one.segment === segment)?.port;
  if (port === undefined)
    throw new HalabError("NODE_UNREACHABLE", `the switch has no port for ${node}`);
  const file = `/sys/class/net/${port}/statistics/tx_packets`;
  return { at: access.agent, file, offsetNs: access.ear.clockOffsetNs };
}

/** With the time of where it is counted: the way there and back takes long on a busy machine. */
async function countsOf(counters: readonly Counter[], ctx: Ctx): Promise<Count[]> {
  return Promise.all(
    counters.map(async ({ at, file, offsetNs }) => {
      const argv = ["/bin/sh", "-c", 'halab-now && cat "$1"', "halab-received", file];
      const [atNs = Number.NaN, packets = Number.NaN] = await numbersFrom(at, argv, 2, ctx);
      return { atNs: atNs + offsetNs, packets };
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
  const counters = await Promise.all(spec.nodes.map((node) => counterOf(node, env, ctx)));
  const before = await countsOf(counters, ctx);
  await seen(Math.max(...before.map(({ atNs }) => atNs)) + requests * series.intervalNs);
  const after = await countsOf(counters, ctx);
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

export const kind: MeasureKind<Spec> = {
  kind: "packets-per-request",
  about:
    "How many packets a node receives for each request that is sent to anybody: the least of the nodes. Counted at its port on the switch.",
  schema,
  title: (spec) => `${spec.nodes.join(", ")}: packets received for each request`,
  take,
};
