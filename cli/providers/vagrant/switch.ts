import { isUnreachable } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import { Agents } from "../../core/cluster/agents.ts";
import type { Cluster, Filter, NodeAgent, SwitchAccess } from "../../core/cluster/provider.ts";
import { LocalAgent } from "../local-agent.ts";
import type { Hypervisor } from "./hypervisor.ts";

/** What the switch has to know of a cluster: its machines, and where their cables end. */
export interface SwitchedCluster extends Pick<Cluster, "state" | "openAgent"> {
  linksOf(node: string): readonly { readonly segment: string; readonly mac: string }[];
  machine(node: string): { readonly hypervisor: Hypervisor; readonly id: string };
}

/** A port is a cable's end in its node: "web1/0/52:54:00:00:00:0b", the cable's index and its MAC. */
const portName = (node: string, index: number, mac: string) => `${node}/${index}/${mac}`;

function partsOf(port: string): readonly [node: string, index: number, mac: string] {
  const [node = "", index = "", mac = ""] = port.split("/");
  return [node, Number(index), mac];
}

/**
 * The segments of Vagrant's machines are bridges that most users may not touch (or VirtualBox's, which cannot filter).
 * So each node drops what it is not to get, as it comes in: from whom, it knows by the MAC.
 */
export async function openSwitch(cluster: SwitchedCluster): Promise<SwitchAccess> {
  const agents = new Agents(cluster);
  return {
    agent: new LocalAgent("this machine", () => agents[Symbol.asyncDispose]()),
    plug: (port, state) => {
      const [node, index, mac] = partsOf(port);
      const { hypervisor, id } = cluster.machine(node);
      return hypervisor.plug(id, index, mac, state);
    },
    ports: async (nodes) =>
      nodes.flatMap((node) =>
        cluster.linksOf(node).map(({ segment, mac }, index) => ({
          node,
          segment,
          port: portName(node, index, mac),
        })),
      ),
    filters: (pairs, ctx) => filters(cluster, agents, pairs, ctx),
  };
}

async function filters(
  cluster: SwitchedCluster,
  agents: Agents,
  pairs: readonly (readonly [string, string])[],
  ctx: Ctx,
): Promise<Filter[]> {
  const receivers = [...new Set(pairs.map(([, to]) => partsOf(to)[0]))];
  const found = await Promise.all(
    receivers.map(async (node): Promise<Filter[]> => {
      const agent = await agentIfOn(cluster, agents, node, ctx);
      if (agent === undefined) return [];
      const own = pairs.filter(([, to]) => partsOf(to)[0] === node);
      const devices = [...new Set(own.map(([, to]) => `eth${partsOf(to)[1]}`))];
      return [
        {
          agent,
          family: "netdev",
          hook: `type filter hook ingress devices = { ${devices.join(", ")} } priority -200; policy accept;`,
          type: "ifname . ether_addr",
          key: "iifname . ether saddr",
          elements: own.map(([from, to]) => `"eth${partsOf(to)[1]}" . ${partsOf(from)[2]}`),
        },
      ];
    }),
  );
  return found.flat();
}

/** A node that is off has lost its rules with its power, and gets no frames; a frozen one cannot be asked. */
async function agentIfOn(
  cluster: SwitchedCluster,
  agents: Agents,
  node: string,
  ctx: Ctx,
): Promise<NodeAgent | undefined> {
  if ((await cluster.state(node, ctx)) !== "running") return undefined;
  try {
    return await agents.get(node, ctx);
  } catch (error) {
    if (isUnreachable(error)) return undefined;
    throw error;
  }
}
