/**
 * Saved states: a VM that has booted and waits for its name, kept in a volume. VMs that start from
 * one need no boot, and share its memory until they write to it.
 */
import type { VolumeInspectInfo } from "dockerode";
import { HalabError } from "../../core/error.ts";
import { ownerId } from "../../core/owner.ts";
import { fingerprint } from "../../core/plan.ts";
import { type Ctx, waitUntil, withDeadline } from "../../core/time.ts";
import { type Engine, engineError, statusOf } from "./client.ts";
import { label } from "./labels.ts";
import { qemuOverheadMiB, type VmFacts, vmDevices } from "./vm-facts.ts";

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
function volumeName({ imageId, facts, memoryMiB, nics }: Shape): string {
  return `${prefix}${fingerprint([imageId, facts.accelerator, facts.qemu, memoryMiB, nics])}`;
}

/**
 * A label cannot be changed, so that a state is finished is said by a second, empty volume. It names
 * the moment at which the first was made: one made anew under its name is another one.
 */
const markOf = (volume: string) => `${volume}.ready`;

async function isFinished(engine: Engine, volume: string, createdAt: string): Promise<boolean> {
  return (await inspect(engine, markOf(volume)))?.Labels?.[label.finished] === createdAt;
}

/** The name of the volume that holds the state; made when it is not there. */
export async function ensureWarm(engine: Engine, shape: Shape, ctx: Ctx): Promise<string> {
  const volume = volumeName(shape);
  const createdAt = await createdOf(engine, volume);
  if (createdAt !== undefined && (await isFinished(engine, volume, createdAt))) return volume;
  const stale = await removeStale(engine, shape.imageId);
  const task = `state ${shape.memoryMiB} MiB`;
  const why = stale > 0 ? " (the old one was of another image)" : "";
  ctx.progress({ task, state: "start", text: `saving a state for VMs to start from${why}` });
  try {
    if (createdAt !== undefined) await removeVolume(engine, volume);
    await save(engine, volume, shape, ctx);
  } catch (error) {
    if (statusOf(error) !== 409) {
      ctx.progress({ task, state: "fail", text: "the state was not saved" });
      throw engineError(error, "saving a state for VMs to start from");
    }
    // Another halab is making it just now.
    const find = async () => {
      const at = await createdOf(engine, volume);
      return at !== undefined && (await isFinished(engine, volume, at)) ? true : undefined;
    };
    const what = "another halab to save a state for VMs";
    await waitUntil(find, { what, timeoutMs: saveDeadlineMs, everyMs: 200, hint: "halab gc" }, ctx);
  }
  ctx.progress({
    task,
    state: "done",
    text: `state for VMs of ${shape.memoryMiB} MiB saved${why}`,
  });
  return volume;
}

async function inspect(engine: Engine, volume: string): Promise<VolumeInspectInfo | undefined> {
  try {
    return await engine.docker.getVolume(volume).inspect();
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw engineError(error, `looking for volume ${volume}`);
  }
}

/** The engine says when it made a volume; dockerode's types do not. */
function createdAtOf(info: object): string {
  return "CreatedAt" in info ? String(info.CreatedAt) : "";
}

async function createdOf(engine: Engine, volume: string): Promise<string | undefined> {
  const info = await inspect(engine, volume);
  return info && createdAtOf(info);
}

async function save(engine: Engine, volume: string, shape: Shape, ctx: Ctx): Promise<void> {
  await engine.docker.createVolume({
    Name: volume,
    Labels: { [label.image]: "warm", [label.vmImage]: shape.imageId },
  });
  const container = await engine.docker.createContainer({
    // One name for one volume: a second maker gets a 409.
    name: volume,
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
  });
  try {
    await container.start();
    const { StatusCode } = await withDeadline("a VM's state to be saved", saveDeadlineMs, ctx, () =>
      container.wait(),
    );
    if (StatusCode !== 0) {
      const said = (await container.logs({ stdout: true, stderr: true, tail: 30 }))
        .toString("latin1")
        // biome-ignore lint/suspicious/noControlCharactersInRegex: the engine's frame headers.
        .replaceAll(/[\x00-\x09\x0b-\x1f]/g, "");
      throw new HalabError("NODE_FAILED", "a VM to save the state of did not boot", {
        details: said.trim().split("\n"),
        hint: "halab doctor",
      });
    }
  } finally {
    await container.remove({ force: true }).catch(() => {});
  }
  await engine.docker.createVolume({
    Name: markOf(volume),
    Labels: {
      [label.image]: "warm-mark",
      [label.finished]: (await createdOf(engine, volume)) ?? "",
    },
  });
}

async function removeVolume(engine: Engine, volume: string): Promise<void> {
  // First the state: one that a VM uses stays, and stays finished.
  await engine.docker.getVolume(volume).remove();
  if (await inspect(engine, markOf(volume))) await engine.docker.getVolume(markOf(volume)).remove();
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
  readonly imageId: string;
  readonly finished: boolean;
}

export async function warmVolumes(engine: Engine): Promise<WarmVolume[]> {
  const filters = { label: [`${label.image}=warm`] };
  const { Volumes } = await engine.docker
    .listVolumes({ filters: JSON.stringify(filters) })
    .catch((error: unknown) => {
      throw engineError(error, "looking for saved states");
    });
  return Promise.all(
    (Volumes ?? []).map(async (one) => ({
      name: one.Name,
      imageId: one.Labels?.[label.vmImage] ?? "",
      finished: await isFinished(engine, one.Name, createdAtOf(one)),
    })),
  );
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
