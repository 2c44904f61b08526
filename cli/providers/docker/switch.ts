import type Docker from "dockerode";
import type { Ctx } from "../../core/base/time.ts";
import type { Cluster, NodeAgent, SwitchAccess, SwitchPort } from "../../core/cluster/provider.ts";
import { tablePrefix } from "../../technologies/network/frames.ts";
import { bridgeFilter, bridgePlug } from "../bridge-filter.ts";
import { type Engine, engineError, statusOf } from "./client.ts";
import { openAgentIn } from "./exec.ts";
import { ensureImages } from "./images/images.ts";
import { inventory } from "./inventory.ts";
import { containerName, label } from "./labels.ts";

/**
 * Bridges live in the engine's network namespace, which on a laptop is often not ours (Docker
 * Desktop, rootless). So the switch is worked from a helper container in that namespace. No lab's
 * code runs in it.
 */
export async function openSwitch(
  engine: Engine,
  cluster: Cluster,
  ctx: Ctx,
): Promise<SwitchAccess> {
  const container = await helper(engine, cluster.name, ctx);
  const agent = await openAgentIn(container, "the switch", ctx);
  await untrack(engine, cluster.name, agent, ctx);
  return {
    agent,
    plug: bridgePlug,
    filters: async (pairs) => [bridgeFilter(agent, pairs)],
    ports: (agents, inner) => ports(cluster, agent, agents, inner),
  };
}

/**
 * Where the host's firewall sees what bridges carry (br_netfilter: most Docker hosts), its connection
 * tracking sees the frames of all clusters as one network's. Two clusters that have the same addresses
 * then share connections: now and then it takes a SYN for another cluster's, and drops it
 * (`insert_failed` in /proc/net/stat/nf_conntrack). What our bridges carry goes nowhere else, so nobody
 * has to track it. Where the kernel cannot be told so, everything else still works.
 */
async function untrack(engine: Engine, cluster: string, agent: NodeAgent, ctx: Ctx): Promise<void> {
  const { networks } = await inventory(engine, cluster);
  if (networks.length === 0) return;
  const table = `table inet ${tablePrefix(cluster)}untracked`;
  const rules = `${table}
delete ${table}
${table} {
  chain early {
    type filter hook prerouting priority raw; policy accept;
    iifname { ${networks.map((one) => `"${bridgeOf(one)}"`).join(", ")} } counter notrack
  }
}
`;
  await agent.run(["nft", "-f", "-"], ctx, { input: rules });
}

/** The engine's own name for it, where none was asked for. */
function bridgeOf({ Id, Options }: Docker.NetworkInspectInfo): string {
  return Options?.["com.docker.network.bridge.name"] ?? `br-${Id.slice(0, 12)}`;
}

async function helper(engine: Engine, cluster: string, ctx: Ctx): Promise<Docker.Container> {
  // A node cannot be called so: names have no dots.
  const name = containerName(cluster, "halab.switch");
  const container = engine.docker.getContainer(name);
  try {
    const { State } = await container.inspect();
    if (!State.Running) await container.start();
    return container;
  } catch (error) {
    if (statusOf(error) !== 404) throw engineError(error, "looking for the switch helper");
  }
  const { containers } = await inventory(engine, cluster);
  const labels = containers[0]?.Labels ?? {};
  const images = await ensureImages(engine, ["client"], ctx);
  try {
    const created = await engine.docker.createContainer({
      name,
      Image: images.get("client") ?? "",
      Cmd: ["/usr/bin/tini", "--", "sleep", "infinity"],
      Labels: {
        ...Object.fromEntries(shared.map((key) => [key, labels[key] ?? ""])),
        [label.helper]: "switch",
      },
      HostConfig: {
        NetworkMode: "host",
        CapDrop: ["ALL"],
        CapAdd: ["NET_ADMIN", "NET_RAW"],
        SecurityOpt: ["no-new-privileges"],
        Memory: 64 * 2 ** 20,
        PidsLimit: 64,
        LogConfig: { Type: "json-file", Config: { "max-size": "1m", "max-file": "1" } },
      },
    });
    await created.start();
    return created;
  } catch (error) {
    throw engineError(error, "starting the switch helper");
  }
}

const shared = [
  label.cluster,
  label.instance,
  label.lab,
  label.size,
  label.owner,
  label.keep,
  label.state,
] as const;

/**
 * The switch's device of each node's interface: in the node, `iflink` is the index of the other
 * end of its cable (sysfs-class-net). A VM's cable ends in the container that it runs in.
 */
async function ports(
  cluster: Cluster,
  agent: NodeAgent,
  nodes: readonly NodeAgent[],
  ctx: Ctx,
): Promise<SwitchPort[]> {
  const { stdout } = await agent.run(["ip", "-o", "link"], ctx);
  const names = new Map<string, string>();
  for (const line of stdout.split("\n")) {
    const match = /^(\d+): ([^:@\s]+)/.exec(line);
    if (match?.[1] && match[2]) names.set(match[1], match[2]);
  }
  const script =
    'while read -r segment device; do echo "$segment $(cat /sys/class/net/$device/iflink)"; done </run/halab/links';
  const lists = await Promise.all(
    nodes.map(async (node) => {
      await using machine = await cluster.openMachine(node.node, ctx);
      const links = await (machine ?? node).run(["/bin/sh", "-c", script], ctx);
      return links.stdout.split("\n").flatMap((line) => {
        const [segment, index] = line.split(" ");
        const port = names.get(index ?? "");
        return segment && port ? [{ node: node.node, segment, port }] : [];
      });
    }),
  );
  return lists.flat();
}
