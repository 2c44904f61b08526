/**
 * Saved states: a VM that has booted and waits for its name, kept in a volume. VMs that start from
 * one need no boot, and share its memory until they write to it. None is used before a VM has gone
 * on from it.
 */
import { randomBytes } from "node:crypto";
import type Docker from "dockerode";
import { HalabError } from "../../../core/base/error.ts";
import { type Ctx, cleanupCtx, waitUntil, withDeadline } from "../../../core/base/time.ts";
import { fingerprint } from "../../../core/cluster/plan.ts";
import { ownerId, ownerState } from "../../../core/state/process-identity.ts";
import { bound, discard, type Engine, engineError, statusOf } from "../client.ts";
import { consoleOf } from "../console.ts";
import { currentVmImages } from "../images/images.ts";
import { label } from "../labels.ts";
import { qemuOverheadMiB, type VmFacts, vmDevices } from "./facts.ts";
import {
  dropWarm,
  markFinished,
  removeStale,
  removeVolume,
  warmPrefix,
  warmVolumes,
} from "./warm-volumes.ts";

export interface Shape {
  readonly imageId: string;
  readonly facts: VmFacts;
  readonly memoryMiB: number;
  readonly nics: number;
}

/**
 * Without hardware help a boot takes 4 s on a quiet machine, the image's first one more; `save` waits
 * a minute for it, half a minute for the saving, a minute for the VM that goes on from it.
 */
const saveDeadlineMs = 180_000;
/** One from which no VM wakes may be chance; three in a row are not. */
const savesAtMost = 3;
/** Of `save`: no VM goes on from what it saved. */
const exitMute = 3;

/** Changes with the image (so with kernel, QEMU and tools), the accelerator and the machine. */
function keyOf({ imageId, facts, memoryMiB, nics }: Shape): string {
  return fingerprint([imageId, facts.accelerator, facts.qemu, memoryMiB, nics]);
}

/** The name of a volume that holds the state; made when there is none. */
export async function ensureWarm(engine: Engine, shape: Shape, ctx: Ctx): Promise<string> {
  const known = await finished(engine, keyOf(shape));
  if (known !== undefined) return known;
  const inUse = new Set([...(await currentVmImages(engine)), shape.imageId]);
  const stale = await removeStale(engine, inUse);
  return makeWarm(engine, shape, stale > 0 ? "the old one was of another image" : "", ctx);
}

/** Another one, because no VM goes on from `bad`, which is dropped. */
export async function replaceWarm(
  engine: Engine,
  shape: Shape,
  bad: string,
  ctx: Ctx,
): Promise<string> {
  await dropWarm(engine, bad);
  return makeWarm(engine, shape, "no VM woke from the old one", ctx);
}

async function makeWarm(engine: Engine, shape: Shape, why: string, ctx: Ctx): Promise<string> {
  const task = `state ${shape.memoryMiB} MiB`;
  const because = (reason: string) => (reason ? ` (${reason})` : "");
  const text = "saving a state for VMs to start from";
  ctx.progress({ task, state: "start", text: `${text}${because(why)}` });
  try {
    const { volume, mute } = await savedByAnyone(engine, shape, ctx);
    const reason = mute > 0 ? `at try ${mute + 1}: no VM woke from the one before` : why;
    const done = `state for VMs of ${shape.memoryMiB} MiB saved${because(reason)}`;
    ctx.progress({ task, state: "done", text: done });
    return volume;
  } catch (error) {
    ctx.progress({ task, state: "fail", text: "the state was not saved" });
    throw engineError(error, text);
  }
}

/** One at a time: the maker's container has the key for its name. `mute`: how many were in vain. */
async function savedByAnyone(
  engine: Engine,
  shape: Shape,
  ctx: Ctx,
): Promise<{ readonly volume: string; readonly mute: number }> {
  const key = keyOf(shape);
  let mute = 0;
  const find = async () => {
    const known = await finished(engine, key);
    if (known !== undefined) return known;
    const saved = await save(engine, key, shape, ctx);
    if (saved?.mute !== undefined) mute += 1;
    if (saved?.mute !== undefined && mute === savesAtMost) throw noneWakes(saved.mute);
    return saved?.volume;
  };
  const wait = {
    what: "another halab to save a state for VMs",
    timeoutMs: savesAtMost * saveDeadlineMs,
    everyMs: 200,
    hint: "halab gc   (a maker that it leaves alone: halab down halab-warm)",
  };
  return { volume: await waitUntil(find, wait, ctx), mute };
}

async function finished(engine: Engine, key: string): Promise<string | undefined> {
  return (await warmVolumes(engine)).find((one) => one.key === key && one.finished)?.name;
}

interface Saved {
  readonly volume?: string;
  /** The machine's console, when no VM went on from what was saved. It is removed. */
  readonly mute?: string;
}

/** Makes the state and tries it; undefined when another halab is about it. */
async function save(
  engine: Engine,
  key: string,
  shape: Shape,
  ctx: Ctx,
): Promise<Saved | undefined> {
  const name = `${warmPrefix}${key}`;
  const volume = `${name}-${randomBytes(4).toString("hex")}`;
  // Before the container, which would make it without labels.
  await engine.docker.createVolume({
    Name: volume,
    Labels: {
      [label.image]: "warm",
      [label.vmImage]: shape.imageId,
      [label.key]: key,
      [label.owner]: ownerId(),
    },
  });
  let container: Docker.Container;
  try {
    container = await engine.docker.createContainer(maker(name, volume, shape));
  } catch (error) {
    await removeVolume(bound(engine, cleanupCtx(ctx)), volume);
    if (statusOf(error) !== 409) throw error;
    await removeDeadMaker(engine.docker.getContainer(name));
    return undefined;
  }
  const saved = await runMaker(engine, container, ctx);
  if (saved !== undefined) {
    await dropWarm(engine, volume);
    return { mute: saved };
  }
  await markFinished(engine, volume);
  return { volume };
}

/** What the maker's console says when no VM goes on from what it saved. The maker is removed. */
async function runMaker(
  engine: Engine,
  container: Docker.Container,
  ctx: Ctx,
): Promise<string | undefined> {
  try {
    await container.start();
    const { StatusCode } = await withDeadline("a VM's state to be saved", saveDeadlineMs, ctx, () =>
      container.wait(),
    );
    if (StatusCode === 0) return undefined;
    const console = await consoleOf(container, 30);
    if (StatusCode === exitMute) return console;
    throw failed("a VM to save the state of did not boot", console, "halab doctor");
  } finally {
    await discard(engine, container);
  }
}

function noneWakes(console: string): HalabError {
  const message = `no VM wakes from a saved state: ${savesAtMost} were made and tried`;
  return failed(message, console, "HALAB_WARM=off halab up LAB   (without states: VMs boot)");
}

function failed(message: string, console: string, hint: string): HalabError {
  return new HalabError("NODE_FAILED", message, { details: console.trim().split("\n"), hint });
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
