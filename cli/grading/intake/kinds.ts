/** Which archives there are, which of them are opened, and what to do with the others. */
import { archiveKind } from "../../core/lab/submission/words.ts";
import type { TarPacking } from "./tarball.ts";

const endings =
  /\.(zip|tar|tgz|tar\.gz|txz|tar\.xz|xz|tbz2?|tar\.bz2|bz2|tzst|tar\.zst|zst|gz|7z|rar|cab|iso|lz|lzma)$/i;

export function isArchiveName(name: string): boolean {
  return endings.test(name);
}

/** A name without what says that it is an archive. */
export function stemOf(name: string): string {
  return name.replace(/\.(tar\.[a-z0-9]+|[a-z0-9]+)$/i, (ending) =>
    isArchiveName(`x${ending}`) ? "" : ending,
  );
}

/** How it is read; else why not: the end of a sentence. */
type Kind =
  | { readonly read: "zip" }
  | { readonly read: "tar"; readonly packed: TarPacking }
  | { readonly read: "no"; readonly what: string };

const packings: ReadonlyMap<string, TarPacking> = new Map([
  ["a tar archive", "nothing"],
  ["a gzip archive", "gzip"],
  ["an xz archive", "xz"],
  ["a zstd archive", "zstd"],
]);

const instead = "unpack it, and hand it in as .zip or .tar.gz";

/** By its first bytes; by its name where they say nothing. */
export function kindOf(head: Buffer, name: string): Kind {
  const kind = archiveKind(head);
  if (head.length === 0) return { read: "no", what: "is empty" };
  if (kind === "a zip archive") return { read: "zip" };
  const packed = packings.get(kind ?? "");
  if (packed) return { read: "tar", packed };
  if (kind !== undefined)
    return { read: "no", what: `is ${kind}, which is not opened: ${instead}` };
  if (isArchiveName(name))
    return { read: "no", what: `is called an archive and is none that is opened: ${instead}` };
  return { read: "no", what: "is no archive" };
}
