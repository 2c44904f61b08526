/**
 * Where a container's files are an overlay on this machine, what it changed lies in a folder by itself: a
 * look into that takes no time, where an engine compares all files of the container with its image's (Docker 20.10
 * to 28: 0.3 s of a processor).
 */
import { lstatSync } from "node:fs";
import { join } from "node:path";
import type Docker from "dockerode";
import { z } from "zod";

const overlay = z.object({
  GraphDriver: z.object({ Name: z.literal("overlay2"), Data: z.object({ UpperDir: z.string() }) }),
});

/**
 * Where halab's own programs lie (`ownFilesIn`). What was removed, replaced, renamed or written to in an overlay is an entry
 * of the upper folder, and so is each folder that leads to it.
 */
const ownPlaces = ["usr/bin", "usr/sbin", "usr/lib/halab"];
const leadTo = ["usr", "usr/lib"];

/** True: none of halab's own programs was touched. False: the engine has to tell. */
export async function isSurelyUntouched(container: Docker.Container): Promise<boolean> {
  const { data } = overlay.safeParse(await container.inspect());
  return data !== undefined && isUntouchedIn(data.GraphDriver.Data.UpperDir);
}

/** `upper` need not be there, nor readable: another machine's, or of an engine in a VM. */
export function isUntouchedIn(upper: string): boolean {
  try {
    const thereOf = (path: string) => lstatSync(join(upper, path), { throwIfNoEntry: false });
    if (!thereOf(".")?.isDirectory()) return false;
    // A folder that was removed is a device there, one that was replaced may be a link.
    if (leadTo.some((path) => thereOf(path)?.isDirectory() === false)) return false;
    return ownPlaces.every((path) => thereOf(path) === undefined);
  } catch {
    return false;
  }
}
