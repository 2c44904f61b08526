/** The volumes of saved states: found by their labels, marked as finished, removed when nobody uses them. */
import { ownerState } from "../../../core/state/process-identity.ts";
import { type Engine, engineError, statusOf } from "../client.ts";
import { label } from "../labels.ts";

export const warmPrefix = "halab-warm-";

export interface WarmVolume {
  readonly name: string;
  readonly key: string;
  readonly imageId: string;
  /** Who began it; "" of an older halab. */
  readonly owner: string;
  /** It was saved, and a VM has gone on from it. */
  readonly finished: boolean;
  /** Nobody will use it again, whoever made it; a VM did when it was dropped. */
  readonly dropped: boolean;
}

/** A label cannot be changed, so what becomes of a state is said by a second, empty volume. */
const markOf = (volume: string) => `${volume}.ready`;
const dropMarkOf = (volume: string) => `${volume}.dropped`;

export async function warmVolumes(engine: Engine): Promise<WarmVolume[]> {
  // Both the states and their marks.
  const filters = JSON.stringify({ name: [warmPrefix] });
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
      owner: one.Labels?.[label.owner] ?? "",
      finished: names.has(markOf(one.Name)),
      dropped: names.has(dropMarkOf(one.Name)),
    }));
}

export function markFinished(engine: Engine, volume: string): Promise<void> {
  return mark(engine, markOf(volume));
}

async function mark(engine: Engine, Name: string): Promise<void> {
  await engine.docker.createVolume({ Name, Labels: { [label.image]: "warm-mark" } });
}

/** Throws what the engine says: 409 when a VM uses it, 404 when it has gone. */
export async function removeVolume(engine: Engine, volume: string): Promise<void> {
  // First the state: one that a VM uses stays, and stays finished.
  await engine.docker.getVolume(volume).remove();
  await removeMark(engine, markOf(volume));
  await removeMark(engine, dropMarkOf(volume));
}

async function removeMark(engine: Engine, volume: string): Promise<void> {
  await engine.docker
    .getVolume(volume)
    .remove()
    .catch((error: unknown) => {
      if (statusOf(error) !== 404) throw error;
    });
}

/** Nobody starts from it again. One that a VM uses is no longer finished, and goes with `gc`. */
export async function dropWarm(engine: Engine, volume: string): Promise<void> {
  try {
    await removeMark(engine, markOf(volume));
    if ((await removeUnused(engine, volume)) === "used") await mark(engine, dropMarkOf(volume));
  } catch (error) {
    throw engineError(error, `removing volume ${volume}`);
  }
}

/** What has become of it: gone by us, still used by a VM, or gone before. */
async function removeUnused(engine: Engine, volume: string): Promise<"removed" | "used" | "gone"> {
  try {
    await removeVolume(engine, volume);
    return "removed";
  } catch (error) {
    if (statusOf(error) === 409) return "used";
    if (statusOf(error) === 404) return "gone";
    throw error;
  }
}

/** States of images other than these; those of a running VM stay. How many went. */
export async function removeStale(engine: Engine, inUse: ReadonlySet<string>): Promise<number> {
  return (await removeThose(engine, (one) => !inUse.has(one.imageId))).length;
}

/** Removes saved states that nobody uses: all, or only those that nobody will finish any more. */
export async function removeWarm(engine: Engine, which: "all" | "unfinished"): Promise<string[]> {
  const awaited = ({ finished, dropped, owner }: WarmVolume) =>
    finished || (!dropped && owner !== "" && ownerState(owner) !== "dead");
  return removeThose(engine, (one) => which === "all" || !awaited(one));
}

async function removeThose(engine: Engine, which: (one: WarmVolume) => boolean): Promise<string[]> {
  const removed: string[] = [];
  for (const one of (await warmVolumes(engine)).filter(which)) {
    try {
      if ((await removeUnused(engine, one.name)) === "removed") removed.push(one.name);
    } catch (error) {
      throw engineError(error, `removing volume ${one.name}`);
    }
  }
  return removed;
}
