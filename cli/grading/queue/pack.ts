/** A folder as one row of the queue, and back: files only, the same bytes from the same files. */
import { lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { createGunzip, gzip } from "node:zlib";
import { extract } from "tar-stream";
import { HalabError } from "../../core/base/error.ts";
import { tarOf } from "../../core/base/tar.ts";

/** `takes`: which of its files, by their paths within; left out: all. */
export async function packFolder(dir: string, takes = (_: string) => true): Promise<Buffer> {
  const mtime = new Date(0);
  const files = filesIn(dir).filter(takes);
  const packed = files.map((name) => {
    const file = join(dir, name);
    const mode = (lstatSync(file).mode & 0o100) !== 0 ? 0o700 : 0o600;
    return { name, mode, mtime, content: readFileSync(file) };
  });
  return await promisify(gzip)(await tarOf(packed));
}

/** Sorted. What is neither a file nor a folder stays behind. */
function filesIn(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1))
    .sort();
}

/** Files that are there are written over. Throws CONFLICT for what would lie outside. */
export async function unpackFolder(packed: Buffer, dir: string): Promise<void> {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const tar = extract();
  const flow = pipeline([packed], createGunzip(), tar as unknown as NodeJS.WritableStream);
  // What ends it early is thrown here; the flow only hears of it.
  flow.catch(() => {});
  for await (const entry of tar) {
    const { name, mode = 0o600 } = entry.header;
    if (name.startsWith("/") || name.split("/").includes(".."))
      throw new HalabError("CONFLICT", `the queue has a file that lies nowhere: ${name}`);
    const chunks: Uint8Array[] = [];
    for await (const chunk of entry as unknown as AsyncIterable<Uint8Array>) chunks.push(chunk);
    const file = join(dir, name);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, Buffer.concat(chunks), { mode });
  }
  await flow;
}
