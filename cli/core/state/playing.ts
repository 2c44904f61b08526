/** Which run is being played on a cluster: who wants to listen finds its journal here. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { HalabError } from "../base/error.ts";
import { makeFolder } from "../base/folders.ts";
import { stateDir } from "../base/home.ts";
import { clusterFolder } from "./kept.ts";
import { ownerId, ownerState } from "./process-identity.ts";

const playing = z.strictObject({
  /** The run's folder, with its journal. */
  dir: z.string(),
  owner: z.string(),
});

const fileOf = (cluster: string, base: string) =>
  join(clusterFolder(cluster, base), "playing.json");

/** The folder of the run that is being played on a cluster now; undefined when there is none. */
export function findPlaying(cluster: string, base = stateDir()): string | undefined {
  try {
    const text = readFileSync(fileOf(cluster, base), "utf8");
    const { dir, owner } = playing.parse(JSON.parse(text));
    return ownerState(owner) === "dead" ? undefined : dir;
  } catch {
    return undefined;
  }
}

/** On how many other clusters runs of this machine are being played now. */
export function othersPlaying(cluster: string, base = stateDir()): number {
  const folder = clusterFolder("", base);
  if (!existsSync(folder)) return 0;
  const others = readdirSync(folder).filter((name) => name !== cluster);
  return others.filter((name) => findPlaying(name, base) !== undefined).length;
}

/**
 * Marks a cluster as being played on until it is disposed of: two runs would break it for each
 * other. Throws CONFLICT; the mark of a killed halab does not count.
 */
export function markPlaying(cluster: string, dir: string, base = stateDir()): Disposable {
  const other = findPlaying(cluster, base);
  if (other !== undefined)
    throw new HalabError("CONFLICT", `cluster ${cluster} is being played on by another run`, {
      details: [`its journal: ${join(other, "journal.ndjson")}`],
      hint: `halab follow ${cluster}`,
    });
  makeFolder(clusterFolder(cluster, base), 0o700);
  writeFileSync(fileOf(cluster, base), JSON.stringify({ dir, owner: ownerId() }));
  return { [Symbol.dispose]: () => rmSync(fileOf(cluster, base), { force: true }) };
}
