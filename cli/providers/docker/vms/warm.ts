/**
 * Saved states: a VM that has booted and waits for its name, kept in a volume. VMs that start from
 * one need no boot, and share its memory until they write to it.
 */
import { randomBytes } from "node:crypto";
import type Docker from "dockerode";
import { HalabError } from "../../../core/base/error.ts";
import { type Ctx, waitUntil, withDeadline } from "../../../core/base/time.ts";
import { fingerprint } from "../../../core/cluster/plan.ts";
import { ownerId, ownerState } from "../../../core/state/owner.ts";
import { type Engine, engineError, statusOf } from "../client.ts";
import { consoleOf } from "../console.ts";
import { label } from "../labels.ts";
import { qemuOverheadMiB, type VmFacts, vmDevices } from "./facts.ts";

interface Shape {
  readonly imageId: string;
  readonly facts: VmFacts;
  readonly memoryMiB: number;
  readonly nics: number;
}

const prefix = "halab-warm-";
/** Without hardware help a boot takes 4 s on a quiet machine; the image's first one more. */
const saveDeadlineMs = 120_000;

/** Changes with the image (so with kernel, QEMU and tools), the accelerator and the machine. */
function keyOf({ imageId, facts, memoryMiB, nics }: Shape): string {
  return fingerprint([imageId, facts.accelerator, facts.qemu, memoryMiB, nics]);
}

/** A label cannot be changed, so that a state is finished is said by a second, empty volume. */
const markOf = (volume: string) => `${volume}.ready`;

/** The name of a volume that holds the state; made when there is none. */
export async function ensureWarm(engine: Engine, shape: Shape, ctx: Ctx): Promise<string> {
  const key = keyOf(shape);
  const known = await finished(engine, key);
  if (known !== undefined) return known;
  const stale = await removeStale(engine, shape.imageId);
  const task = `state ${shape.memoryMiB} MiB`;
  const why = stale > 0 ? " (the old one was of another image)" : "";
  ctx.progress({ task, state: "start", text: `saving a state for VMs to start from${why}` });
  try {
    // One at a time: the maker's container has the key for its name.
    const find = async () => (await finished(engine, key)) ?? (await save(engine, key, shape, ctx));
    const what = "another halab to save a state for VMs";
    const volume = await waitUntil(
      find,
      { what, timeoutMs: saveDeadlineMs, everyMs: 200, hint: "halab gc" },
      ctx,
    );
    const text = `state for VMs of ${shape.memoryMiB} MiB saved${why}`;
    ctx.progress({ task, state: "done", text });
    return volume;
  } catch (error) {
    ctx.progress({ task, state: "fail", text: "the state was not saved" });
    throw engineError(error, "saving a state for VMs to start from");
  }
}

async function finished(engine: Engine, key: string): Promise<string | undefined> {
  return (await warmVolumes(engine)).find((one) => one.key === key && one.finished)?.name;
}

/** Makes the state; undefined when another halab is about it. */
async function save(
  engine: Engine,
  key: string,
  shape: Shape,
  ctx: Ctx,
): Promise<string | undefined> {
  const name = `${prefix}${key}`;
  const volume = `${name}-${randomBytes(4).toString("hex")}`;
  // Before the container, which would make it without labels.
  await engine.docker.createVolume({
    Name: volume,
    Labels: { [label.image]: "warm", [label.vmImage]: shape.imageId, [label.key]: key },
  });
  let container: Docker.Container;
  try {
    container = await engine.docker.createContainer(maker(name, volume, shape));
  } catch (error) {
    await removeVolume(engine, volume);
    if (statusOf(error) !== 409) throw error;
    await removeDeadMaker(engine.docker.getContainer(name));
    return undefined;
  }
  try {
    await container.start();
    const { StatusCode } = await withDeadline("a VM's state to be saved", saveDeadlineMs, ctx, () =>
      container.wait(),
    );
    if (StatusCode !== 0) throw notSaved(await consoleOf(container, 30));
    const Labels = { [label.image]: "warm-mark" };
    await engine.docker.createVolume({ Name: markOf(volume), Labels });
    return volume;
  } finally {
    await container.remove({ force: true }).catch(() => {});
  }
}

function notSaved(console: string): HalabError {
  return new HalabError("NODE_FAILED", "a VM to save the state of did not boot", {
    details: console.trim().split("\n"),
    hint: "halab doctor",
  });
}

async function removeDeadMaker(container: Docker.Container): Promise<void> {
  try {
    const { Config } = await container.inspect();
    if (ownerState(Config.Labels[label.owner] ?? "") === "dead")
      await container.remove({ force: true });
  } catch (error) {
    // It has gone by itself.
    if (statusOf(error) !== 404 && statusOf(error) !== 409) throw error;
  }
}

function maker(name: string, volume: string, shape: Shape): Docker.ContainerCreateOptions {
  return {
    name,
    Image: shape.imageId,
    Cmd: ["/usr/bin/tini", "--", "/usr/lib/halab/vm/save"],
    Env: [
      `HALAB_VM_MEMORY=${shape.memoryMiB}`,
      `HALAB_VM_ACCEL=${shape.facts.accelerator}`,
      `HALAB_VM_NICS=${shape.nics}`,
    ],
    Labels: {
      [label.cluster]: "halab-warm",
      [label.owner]: ownerId(),
      [label.keep]: "run",
      [label.helper]: "warm",
    },
    HostConfig: {
      NetworkMode: "none",
      CapDrop: ["ALL"],
      CapAdd: ["NET_ADMIN"],
      Devices: vmDevices(shape.facts),
      Binds: [`${volume}:/warm`],
      SecurityOpt: ["no-new-privileges"],
      Memory: (shape.memoryMiB * 2 + qemuOverheadMiB) * 2 ** 20,
      PidsLimit: 128,
    },
  };
}

async function removeVolume(engine: Engine, volume: string): Promise<void> {
  // First the state: one that a VM uses stays, and stays finished.
  await engine.docker.getVolume(volume).remove();
  await engine.docker
    .getVolume(markOf(volume))
    .remove()
    .catch((error: unknown) => {
      if (statusOf(error) !== 404) throw error;
    });
}

/** States of images that are no longer used; those of a running VM stay. How many went. */
async function removeStale(engine: Engine, imageId: string): Promise<number> {
  let removed = 0;
  for (const one of await warmVolumes(engine)) {
    if (one.imageId === imageId) continue;
    try {
      await removeVolume(engine, one.name);
      removed += 1;
    } catch (error) {
      if (statusOf(error) !== 409) throw engineError(error, `removing volume ${one.name}`);
    }
  }
  return removed;
}

export interface WarmVolume {
  readonly name: string;
  readonly key: string;
  readonly imageId: string;
  readonly finished: boolean;
}

export async function warmVolumes(engine: Engine): Promise<WarmVolume[]> {
  // Both the states and their marks.
  const filters = JSON.stringify({ name: [prefix] });
  const { Volumes } = await engine.docker.listVolumes({ filters }).catch((error: unknown) => {
    throw engineError(error, "looking for saved states");
  });
  const all = Volumes ?? [];
  const names = new Set(all.map((one) => one.Name));
  return all
    .filter((one) => one.Labels?.[label.image] === "warm")
    .map((one) => ({
      name: one.Name,
      key: one.Labels?.[label.key] ?? "",
      imageId: one.Labels?.[label.vmImage] ?? "",
      finished: names.has(markOf(one.Name)),
    }));
}

/** Removes saved states that nobody uses: all, or only those that were never finished. */
export async function removeWarm(engine: Engine, which: "all" | "unfinished"): Promise<string[]> {
  const removed: string[] = [];
  for (const one of await warmVolumes(engine)) {
    if (which === "unfinished" && one.finished) continue;
    try {
      await removeVolume(engine, one.name);
      removed.push(one.name);
    } catch (error) {
      if (statusOf(error) !== 409 && statusOf(error) !== 404)
        throw engineError(error, `removing volume ${one.name}`);
    }
  }
  return removed;
}
