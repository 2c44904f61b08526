import { HalabError } from "../../cli/core/base/error.ts";
import type { Ctx } from "../../cli/core/base/time.ts";
import type { Plan } from "../../cli/core/cluster/plan.ts";
import type {
  Cluster,
  ClusterStatus,
  NodeAgent,
  PowerState,
  Storage,
  SwitchAccess,
} from "../../cli/core/cluster/provider.ts";
import { bridgeFilter, bridgePlug } from "../../cli/providers/bridge-filter.ts";
import { FakeAgent } from "./agent.ts";
import { FakeSwitch, portOf } from "./switch.ts";
import { type FakeNode, World } from "./world.ts";

/** A kernel boots, daemons start: so long, by the clock of whoever waits. */
const bootMs = 300;

export class FakeCluster implements Cluster {
  readonly name: string;
  readonly provider = "fake";
  readonly inMemory = true;
  readonly plan: Plan;
  readonly world: World;
  readonly #switch: FakeSwitch;
  readonly #agents = new Set<FakeAgent>();

  constructor(name: string, plan: Plan, ctx: Ctx) {
    this.name = name;
    this.plan = plan;
    this.world = new World(plan.nodes, ctx.clock);
    this.#switch = new FakeSwitch(this.world);
  }

  #node(name: string): FakeNode {
    const node = this.world.nodes.get(name);
    if (node) return node;
    throw new HalabError("NOT_FOUND", `cluster ${this.name} has no node "${name}"`, {
      hint: "halab ps",
    });
  }

  #agent(node: FakeNode, own?: FakeSwitch): FakeAgent {
    const agent = new FakeAgent(this.world, node, own);
    this.#agents.add(agent);
    return agent;
  }

  async openAgent(name: string, _ctx: Ctx): Promise<NodeAgent> {
    const node = this.#node(name);
    if (node.state === "running") return this.#agent(node);
    throw new HalabError("NODE_UNREACHABLE", `${name} is off or frozen`, {
      hint: "halab heal CLUSTER",
    });
  }

  async openMachine(name: string, _ctx: Ctx): Promise<undefined> {
    this.#node(name);
  }

  async openSwitch(_ctx: Ctx): Promise<SwitchAccess> {
    const [planned] = this.plan.nodes;
    if (!planned) throw new HalabError("BUG", "a cluster without nodes");
    const [self] = new World(
      [{ ...planned, name: "the switch", services: [] }],
      this.world.clock,
    ).nodes.values();
    if (!self) throw new HalabError("BUG", "a world without nodes");
    const ports: SwitchAccess["ports"] = async (nodes) =>
      nodes.flatMap((node) =>
        this.#node(node).planned.links.map((link) => ({
          node,
          segment: link.segment,
          port: portOf(this.#node(node)),
        })),
      );
    const agent = this.#agent(self, this.#switch);
    return {
      agent,
      ear: agent,
      plug: bridgePlug,
      filters: async (pairs) => [bridgeFilter(agent, pairs)],
      ports,
    };
  }

  async state(name: string): Promise<PowerState> {
    return this.#node(name).state;
  }

  async powerOff(name: string): Promise<void> {
    const node = this.#node(name);
    for (const agent of this.#agents) if (agent.node === name) agent.end();
    if (node.state !== "off") this.world.powerOff(node);
  }

  async powerOn(name: string, ctx: Ctx): Promise<void> {
    const node = this.#node(name);
    if (node.state !== "off") return;
    await ctx.clock.wait(bootMs, ctx.signal);
    const broken = node.planned.files.find((file) => file.content.includes("this is broken"));
    if (broken) {
      throw new HalabError(
        "CONFIG_INVALID",
        `node ${name} did not come up: ${broken.path} is broken`,
        {
          details: ["halab: failed"],
        },
      );
    }
    this.world.powerOn(node);
  }

  async freeze(name: string): Promise<void> {
    const node = this.#node(name);
    if (node.state === "running") node.state = "frozen";
    this.world.changed();
  }

  async thaw(name: string): Promise<void> {
    const node = this.#node(name);
    if (node.state === "frozen") node.state = "running";
    this.world.changed();
  }

  async logs(name: string): Promise<string> {
    return `${this.#node(name).planned.name}: halab: ready\n`;
  }

  async storage(name: string): Promise<Storage> {
    const { files } = this.#node(name).planned;
    const ownBytes = files.reduce((sum, file) => sum + file.content.length, 0);
    return { ownBytes, imageBytes: 200 * 2 ** 20 };
  }

  async status(): Promise<ClusterStatus> {
    const nodes = [...this.world.nodes.values()].map(({ planned, state }) => ({
      name: planned.name,
      role: planned.role,
      state,
      segments: planned.links.map(({ segment, address }) => ({ segment, address })),
      machine: "container" as const,
      image: planned.image,
    }));
    const { name, provider, plan } = this;
    return { name, provider, lab: plan.lab, nodes, size: plan.nodes.length, kept: true };
  }
}
