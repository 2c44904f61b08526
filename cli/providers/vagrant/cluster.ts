import { HalabError } from "../../core/base/error.ts";
import { type Ctx, waitUntil } from "../../core/base/time.ts";
import type {
  Cluster,
  ClusterStatus,
  NodeAgent,
  NodeStatus,
  PowerState,
  Storage,
  SwitchAccess,
} from "../../core/cluster/provider.ts";
import { Ways } from "./access.ts";
import { type ClusterRecord, type Folder, isAlive } from "./folder.ts";
import { ask, type Hypervisor, hypervisorOf } from "./hypervisor.ts";
import { awaitReady, consoleFile } from "./node-start.ts";

/** From power to SSH: a stock Debian without hardware help takes minutes. */
const bootDeadlineMs = 300_000;

/** A cluster of Vagrant's machines, by its folder. */
export class VagrantCluster implements Cluster {
  readonly name: string;
  readonly provider = "vagrant";
  readonly ways: Ways;
  readonly #folder: Folder;
  readonly #record: ClusterRecord;

  constructor(folder: Folder, record: ClusterRecord) {
    this.name = folder.cluster;
    this.ways = new Ways(folder);
    this.#folder = folder;
    this.#record = record;
  }

  #node(name: string): ClusterRecord["nodes"][number] {
    const node = this.#record.nodes.find((one) => one.name === name);
    if (node) return node;
    throw new HalabError("NOT_FOUND", `cluster ${this.name} has no node "${name}"`, {
      hint: "halab ps",
    });
  }

  linksOf(node: string) {
    return this.#node(node).links;
  }

  /** The hypervisor of a node and what it calls the machine; throws NOT_FOUND, or NODE_FAILED when it is gone. */
  machine(node: string): { readonly hypervisor: Hypervisor; readonly id: string } {
    this.#node(node);
    const found = this.#folder.machine(node);
    if (found) return { hypervisor: hypervisorOf(found.hypervisor), id: found.id };
    throw new HalabError("NODE_FAILED", `Vagrant has no machine for ${node} any more`, {
      hint: `halab down ${this.name}`,
    });
  }

  async #act(node: string, what: "on" | "off" | "freeze" | "thaw", ctx: Ctx): Promise<void> {
    const { hypervisor, id } = this.machine(node);
    await ask(hypervisor[what](id), `${what} ${node}`, ctx);
  }

  async state(node: string, ctx: Ctx): Promise<PowerState> {
    const { hypervisor, id } = this.machine(node);
    return hypervisor.parseState(await ask(hypervisor.state(id), `looking at ${node}`, ctx));
  }

  async openAgent(node: string, ctx: Ctx): Promise<NodeAgent> {
    if ((await this.state(node, ctx)) !== "running")
      throw new HalabError("NODE_UNREACHABLE", `${node} is off or frozen`, {
        hint: "halab heal CLUSTER",
        node,
      });
    return this.ways.agent(node, ctx);
  }

  /** Its hypervisor is another one's: no fault of QEMU's own can be made. */
  async openMachine(node: string, _ctx: Ctx): Promise<undefined> {
    this.#node(node);
  }

  async openSwitch(_ctx: Ctx): Promise<SwitchAccess> {
    const { openSwitch } = await import("./switch.ts");
    return openSwitch(this);
  }

  async powerOff(node: string, ctx: Ctx): Promise<void> {
    if ((await this.state(node, ctx)) !== "off") await this.#act(node, "off", ctx);
    await this.ways.cut(node);
  }

  async powerOn(node: string, ctx: Ctx): Promise<void> {
    if ((await this.state(node, ctx)) !== "off") return;
    await this.#act(node, "on", ctx);
    await using agent = await this.#firstAgent(node, ctx);
    await awaitReady(agent, node, ctx);
  }

  /** As soon as its SSH server answers. */
  async #firstAgent(node: string, ctx: Ctx): Promise<NodeAgent> {
    let last = "";
    return await waitUntil(
      async () => {
        try {
          return await this.ways.agent(node, ctx);
        } catch (error) {
          ctx.signal.throwIfAborted();
          last = error instanceof Error ? error.message : String(error);
          return undefined;
        }
      },
      {
        what: `SSH to ${node}`,
        timeoutMs: bootDeadlineMs,
        everyMs: 200,
        lastSeen: () => last,
        hint: "look at its screen (virt-manager, VirtualBox)",
      },
      ctx,
    );
  }

  async freeze(node: string, ctx: Ctx): Promise<void> {
    if ((await this.state(node, ctx)) === "running") await this.#act(node, "freeze", ctx);
  }

  async thaw(node: string, ctx: Ctx): Promise<void> {
    if ((await this.state(node, ctx)) === "frozen") await this.#act(node, "thaw", ctx);
  }

  async logs(node: string, ctx: Ctx, lines: number): Promise<string> {
    if ((await this.state(node, ctx)) !== "running") return `(${node} is off or frozen)`;
    await using agent = await this.openAgent(node, ctx);
    const { stdout } = await agent.run(["tail", "-n", String(lines), consoleFile], ctx);
    return stdout;
  }

  async storage(node: string, _ctx: Ctx): Promise<Storage> {
    throw new HalabError("CAPABILITY_MISSING", `what ${node} takes on disk is Vagrant's affair`, {
      hint: "leave out --provider vagrant",
    });
  }

  async status(ctx: Ctx): Promise<ClusterStatus> {
    const nodes = await Promise.all(this.#record.nodes.map((node) => this.#statusOf(node, ctx)));
    return {
      name: this.name,
      lab: this.#record.lab,
      provider: this.provider,
      size: this.#record.nodes.length,
      kept: isAlive(this.#record),
      nodes: nodes.sort((a, b) => a.name.localeCompare(b.name)),
    };
  }

  async #statusOf(node: ClusterRecord["nodes"][number], ctx: Ctx): Promise<NodeStatus> {
    const there = this.#folder.machine(node.name) !== undefined;
    // What its hypervisor does not know any more, is off.
    const state = there ? await this.state(node.name, ctx).catch(() => "off" as const) : "off";
    return {
      name: node.name,
      role: node.role,
      state,
      segments: node.links.map(({ segment, address }) => ({ segment, address })),
      machine: "vm",
      image: this.#record.box,
    };
  }
}
