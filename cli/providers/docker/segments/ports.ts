/** Which device of the switch is whose: as the kernel and the engine have it, whatever a node says. */
import type Docker from "dockerode";
import { z } from "zod";
import { HalabError } from "../../../core/base/error.ts";
import type { Ctx } from "../../../core/base/time.ts";
import { must } from "../../../core/cluster/commands.ts";
import type { NodeAgent, SwitchPort } from "../../../core/cluster/provider.ts";
import { label } from "../labels.ts";

/** `ip -j link`: of a cable's end, whose network namespace has the other end, by its number here. */
const linksSchema = z.array(
  z.object({
    ifname: z.string(),
    link_netnsid: z.number().optional(),
    master: z.string().optional(),
  }),
);

/** The engine's own name for a network's bridge, where none was asked for. */
export function bridgeOf({ Id, Options }: Docker.NetworkInspectInfo): string {
  return Options?.["com.docker.network.bridge.name"] ?? `br-${Id.slice(0, 12)}`;
}

export interface Running {
  readonly node: string;
  /** Of its container's first process, as the engine's kernel counts them. */
  readonly pid: number;
}

/**
 * The ports of nodes that run. A node's cables end in the network namespace of its container (a VM's
 * in the one that its QEMU runs in), and hang on the bridges of its cluster's segments. A device on
 * another bridge is never a port, so no fault can touch it.
 */
export async function portsOf(
  agent: NodeAgent,
  running: readonly Running[],
  networks: readonly Docker.NetworkInspectInfo[],
  ctx: Ctx,
): Promise<SwitchPort[]> {
  if (running.length === 0) return [];
  const segments = new Map(networks.map((one) => [bridgeOf(one), one.Labels?.[label.segment]]));
  // First the devices: as the kernel lists them, it gives numbers to namespaces that have none.
  const links = await linksOf(agent, ctx);
  const nodes = await numbersOf(agent, running, ctx);
  return links.flatMap(({ ifname: port, link_netnsid: number, master }) => {
    const node = number === undefined ? undefined : nodes.get(number);
    const segment = master === undefined ? undefined : segments.get(master);
    return node !== undefined && segment !== undefined ? [{ node, segment, port }] : [];
  });
}

async function linksOf(agent: NodeAgent, ctx: Ctx): Promise<z.infer<typeof linksSchema>> {
  const text = await must(agent, ["ip", "-j", "link"], ctx);
  try {
    return linksSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new HalabError("ENGINE_FAILED", "the switch's list of devices is not to be read", {
      cause,
      details: [text.slice(0, 200)],
      hint: "halab doctor",
    });
  }
}

/** Nodes by the numbers of their network namespaces. */
async function numbersOf(
  agent: NodeAgent,
  running: readonly Running[],
  ctx: Ctx,
): Promise<Map<number, string>> {
  const pids = running.map(({ pid }) => String(pid));
  const text = await must(agent, ["halab-tool", "netns", ...pids], ctx);
  const numbers = new Map(
    [...text.matchAll(/^(\d+) (\d+)$/gm)].map(([, pid, number]) => [Number(pid), Number(number)]),
  );
  return new Map(
    running.flatMap(({ node, pid }): [number, string][] => {
      const number = numbers.get(pid);
      return number === undefined ? [] : [[number, node]];
    }),
  );
}
