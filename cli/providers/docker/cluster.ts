import type Docker from "dockerode";
import { z } from "zod";
import { HalabError } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import type {
  Cluster,
  ClusterStatus,
  NodeAgent,
  NodeStatus,
  PowerState,
  Storage,
  SwitchAccess,
} from "../../core/cluster/provider.ts";
import { type Engine, engineError, statusOf } from "./client.ts";
import { consoleOf } from "./console.ts";
import { inventory, isAlive, nameOf } from "./inventory.ts";
import { containerName, label } from "./labels.ts";

/** The engine leaves out what is 0. */
const storageOf = z.object({ SizeRw: z.number().optional(), SizeRootFs: z.number().optional() });

/** A cluster of containers, by its labels. */
export class DockerCluster implements Cluster {
  readonly name: string;
  readonly provider: string;
  readonly #engine: Engine;
  readonly #vms = new Map<string, Promise<boolean>>();

  constructor(engine: Engine, name: string, provider: string) {
    this.#engine = engine;
    this.name = name;
    this.provider = provider;
  }

  #container(node: string): Docker.Container {
    return this.#engine.docker.getContainer(containerName(this.name, node));
  }

  async openAgent(node: string, ctx: Ctx): Promise<NodeAgent> {
    const { openAgentIn } = await import("./exec.ts");
    const where = (await this.isVm(node)) ? "vm" : "container";
    return openAgentIn(this.#container(node), node, ctx, where);
  }

  async openMachine(node: string, ctx: Ctx): Promise<NodeAgent | undefined> {
    if (!(await this.isVm(node))) return undefined;
    const { openAgentIn } = await import("./exec.ts");
    return openAgentIn(this.#container(node), `${node}'s machine`, ctx);
  }

  /** By its label, which does not change; asked once. */
  isVm(node: string): Promise<boolean> {
    const known = this.#vms.get(node);
    if (known !== undefined) return known;
    const asked = this.#act(node, "looking at", (container) => container.inspect()).then(
      ({ Config }) => Config.Labels[label.machine] === "vm",
    );
    this.#vms.set(node, asked);
    asked.catch(() => this.#vms.delete(node));
    return asked;
  }

  async openSwitch(ctx: Ctx): Promise<SwitchAccess> {
    const { openSwitch } = await import("./switch.ts");
    return openSwitch(this.#engine, this, ctx);
  }

  async state(node: string, _ctx: Ctx): Promise<PowerState> {
    const { State } = await this.#act(node, "looking at", (container) => container.inspect());
    if (State.Paused) return "frozen";
    return State.Running ? "running" : "off";
  }

  async powerOff(node: string, ctx: Ctx): Promise<void> {
    await this.#act(node, "powering off", async (container) => {
      try {
        await container.kill({ signal: "SIGKILL", abortSignal: ctx.signal });
      } catch (error) {
        // 409: it was off already.
        if (statusOf(error) !== 409) throw error;
      }
      await container.wait({ abortSignal: ctx.signal });
    });
  }

  async powerOn(node: string, ctx: Ctx): Promise<void> {
    if ((await this.state(node, ctx)) !== "off") return;
    const { boot } = await import("./boot.ts");
    await boot(this.#container(node), node, undefined, ctx, { vm: await this.isVm(node) });
  }

  async freeze(node: string, ctx: Ctx): Promise<void> {
    if ((await this.state(node, ctx)) === "frozen") return;
    await this.#act(node, "freezing", (container) => container.pause({ abortSignal: ctx.signal }));
  }

  async thaw(node: string, ctx: Ctx): Promise<void> {
    if ((await this.state(node, ctx)) !== "frozen") return;
    await this.#act(node, "thawing", (container) => container.unpause({ abortSignal: ctx.signal }));
  }

  async logs(node: string, _ctx: Ctx, lines: number): Promise<string> {
    return this.#act(node, "reading the console of", (container) => consoleOf(container, lines));
  }

  async storage(node: string, _ctx: Ctx): Promise<Storage> {
    // Of the engine's API; the types do not know it.
    const options: Docker.ContainerInspectOptions & { size: true } = { size: true };
    const sizes = await this.#act(node, "sizing", (container) => container.inspect(options));
    const { SizeRw: ownBytes = 0, SizeRootFs: wholeBytes = 0 } = storageOf.parse(sizes);
    return { ownBytes, imageBytes: wholeBytes - ownBytes };
  }

  async #act<T>(
    node: string,
    what: string,
    work: (container: Docker.Container) => Promise<T>,
  ): Promise<T> {
    try {
      return await work(this.#container(node));
    } catch (error) {
      if (statusOf(error) === 404) {
        throw new HalabError("NOT_FOUND", `cluster ${this.name} has no node "${node}"`, {
          hint: "halab ps",
        });
      }
      throw engineError(error, `${what} ${node}`);
    }
  }

  async status(_ctx: Ctx): Promise<ClusterStatus> {
    const { containers } = await inventory(this.#engine, this.name);
    return clusterStatus(this.name, containers);
  }
}

export function clusterStatus(
  name: string,
  containers: readonly Docker.ContainerInfo[],
): ClusterStatus {
  const nodes = containers.filter((one) => one.Labels[label.node] !== undefined);
  const [first] = containers;
  return {
    name,
    lab: first?.Labels[label.lab] ?? "",
    provider: first?.Labels[label.provider] ?? "docker",
    size: Number(first?.Labels[label.size] ?? nodes.length),
    kept: containers.length > 0 && containers.every((one) => isAlive(one, name)),
    nodes: nodes.map(nodeStatus).sort((a, b) => a.name.localeCompare(b.name)),
  };
}

const powerStates: Readonly<Record<string, PowerState>> = { running: "running", paused: "frozen" };

function nodeStatus(one: Docker.ContainerInfo): NodeStatus {
  return {
    name: nameOf(one),
    role: one.Labels[label.role] ?? "",
    state: powerStates[one.State] ?? "off",
    segments: JSON.parse(one.Labels[label.links] ?? "[]"),
    machine: one.Labels[label.machine] === "vm" ? "vm" : "container",
    image: one.Image,
  };
}
