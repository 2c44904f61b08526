import type Docker from "dockerode";
import { z } from "zod";
import { HalabError } from "../../core/base/error.ts";
import { type Ctx, withDeadline } from "../../core/base/time.ts";
import type {
  Cluster,
  ClusterStatus,
  NodeAgent,
  NodeStatus,
  Outside,
  PowerState,
  Storage,
  SwitchAccess,
} from "../../core/cluster/provider.ts";
import { type Action, OwnActions } from "./api/own-actions.ts";
import { bound, type Engine, engineError, statusOf } from "./client.ts";
import { consoleOf } from "./console.ts";
import { fateOf, inventory, nameOf } from "./inventory.ts";
import { containerName, label } from "./labels.ts";

/** A killed container is gone in a tenth of a second; a busy engine takes longer to say so. */
const offDeadlineMs = 60_000;

/** The engine leaves out what is 0. */
const storageOf = z.object({ SizeRw: z.number().optional(), SizeRootFs: z.number().optional() });

/** The engine walks through all that is there. */
const changesDeadlineMs = 30_000;

/** What of these paths is in the place, or in the name, of halab's own in the image (templates/node/install-tools). */
export function ownFilesIn(paths: readonly string[]): string[] {
  return paths.filter((path) => /^\/usr\/(s?bin\/halab-|lib\/halab\/)/.test(path)).sort();
}

/** A cluster of containers, by its labels. */
export class DockerCluster implements Cluster {
  readonly name: string;
  readonly provider: string;
  readonly #engine: Engine;
  readonly #own = new OwnActions();
  readonly #vms = new Map<string, Promise<boolean>>();

  constructor(engine: Engine, name: string, provider: string) {
    this.#engine = engine;
    this.name = name;
    this.provider = provider;
  }

  #container(node: string, { signal }: Ctx): Docker.Container {
    return this.#engine.bind(signal).getContainer(containerName(this.name, node));
  }

  async openAgent(node: string, ctx: Ctx): Promise<NodeAgent> {
    const { openAgentIn } = await import("./exec.ts");
    const where = (await this.isVm(node, ctx)) ? "vm" : "container";
    return openAgentIn(this.#container(node, ctx), node, ctx, where);
  }

  async openMachine(node: string, ctx: Ctx): Promise<NodeAgent | undefined> {
    if (!(await this.isVm(node, ctx))) return undefined;
    const { openAgentIn } = await import("./exec.ts");
    return openAgentIn(this.#container(node, ctx), `${node}'s machine`, ctx);
  }

  /** By its label, which does not change; asked once. */
  isVm(node: string, ctx: Ctx): Promise<boolean> {
    const known = this.#vms.get(node);
    if (known !== undefined) return known;
    const asked = this.#act(node, "looking at", ctx, (container) => container.inspect()).then(
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

  async state(node: string, ctx: Ctx): Promise<PowerState> {
    const { State } = await this.#act(node, "looking at", ctx, (one) => one.inspect());
    if (State.Paused) return "frozen";
    return State.Running ? "running" : "off";
  }

  async powerOff(node: string, ctx: Ctx): Promise<void> {
    await this.#act(node, "powering off", ctx, async (container) => {
      try {
        await this.#ask(node, "kill", () => container.kill({ signal: "SIGKILL" }));
      } catch (error) {
        // 409: it was off already.
        if (statusOf(error) !== 409) throw error;
      }
      await withDeadline(`${node} to be off`, offDeadlineMs, ctx, () => container.wait());
    });
  }

  async powerOn(node: string, ctx: Ctx): Promise<void> {
    if ((await this.state(node, ctx)) !== "off") return;
    const [{ boot }, { requireBarrier }] = await Promise.all([
      import("./boot.ts"),
      import("./switch.ts"),
    ]);
    await requireBarrier(this.#engine, this.name, ctx);
    const vm = await this.isVm(node, ctx);
    const start = () => boot(this.#container(node, ctx), node, undefined, ctx, { vm });
    await this.#ask(node, "start", start);
  }

  async freeze(node: string, ctx: Ctx): Promise<void> {
    if ((await this.state(node, ctx)) === "frozen") return;
    const { pause } = await import("./api/pause.ts");
    await this.#act(node, "freezing", ctx, (container) =>
      this.#ask(node, "pause", () => pause(container, node, ctx)),
    );
  }

  async thaw(node: string, ctx: Ctx): Promise<void> {
    if ((await this.state(node, ctx)) !== "frozen") return;
    await this.#act(node, "thawing", ctx, (container) =>
      this.#ask(node, "unpause", () => container.unpause()),
    );
  }

  async logs(node: string, ctx: Ctx, lines: number): Promise<string> {
    return this.#act(node, "reading the console of", ctx, (one) => consoleOf(one, lines));
  }

  async tampered(node: string, ctx: Ctx): Promise<readonly string[]> {
    const [{ changedPaths }, { isSurelyUntouched }] = await Promise.all([
      import("./api/changes.ts"),
      import("./api/upper.ts"),
    ]);
    const what = `what was changed in ${node}`;
    const changed = await withDeadline(what, changesDeadlineMs, ctx, (inner) =>
      this.#act(node, "looking into", inner, async (one) =>
        (await isSurelyUntouched(one)) ? [] : changedPaths(one, node),
      ),
    );
    return ownFilesIn(changed);
  }

  async storage(node: string, ctx: Ctx): Promise<Storage> {
    // Of the engine's API; the types do not know it.
    const options: Docker.ContainerInspectOptions & { size: true } = { size: true };
    const sizes = await this.#act(node, "sizing", ctx, (one) => one.inspect(options));
    const { SizeRw: ownBytes = 0, SizeRootFs: wholeBytes = 0 } = storageOf.parse(sizes);
    return { ownBytes, imageBytes: wholeBytes - ownBytes };
  }

  async watchOutside(tell: (what: Outside) => void, ctx: Ctx): Promise<AsyncDisposable> {
    const { watchOutside } = await import("./api/outside.ts");
    return watchOutside(this.#engine, { cluster: this.name, own: this.#own }, tell, ctx);
  }

  /** Asks the engine for something, so that its event is known to be ours. */
  #ask<T>(node: string, action: Action, work: () => Promise<T>): Promise<T> {
    return this.#own.during(containerName(this.name, node), action, work);
  }

  async #act<T>(
    node: string,
    what: string,
    ctx: Ctx,
    work: (container: Docker.Container) => Promise<T>,
  ): Promise<T> {
    try {
      return await work(this.#container(node, ctx));
    } catch (error) {
      if (statusOf(error) === 404) {
        throw new HalabError("NOT_FOUND", `cluster ${this.name} has no node "${node}"`, {
          hint: "halab ps",
        });
      }
      throw engineError(error, `${what} ${node}`);
    }
  }

  async status(ctx: Ctx): Promise<ClusterStatus> {
    const { containers } = await inventory(bound(this.#engine, ctx), this.name);
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
    kept: containers.length > 0 && containers.every((one) => fateOf(one, name) !== "dead"),
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
