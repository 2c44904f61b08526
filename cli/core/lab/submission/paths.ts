/** Which paths a file of a node may have, and which patterns open some to students. */
import { posix } from "node:path";

/** Of the kernel, of the moment, or halab's own: nobody's configuration. /lib is /usr/lib. */
const reserved = [
  "/dev",
  "/etc/halab",
  "/lib/halab",
  "/proc",
  "/run",
  "/sys",
  "/usr/lib/halab",
  "/var/run",
];
/** halab's programs, under whatever folder of the search path. */
const ownProgram = /\/s?bin\/halab-[^/]*$/;

const longest = 512;

/** What is wrong with a path of a node's file, as the end of a sentence; undefined when nothing is. */
export function wrongPath(path: string): string | undefined {
  if (!path.startsWith("/")) return "must be an absolute path";
  if (/\p{Cc}/u.test(path)) return "must have no control characters";
  if (path.length > longest) return `must have at most ${longest} characters`;
  if (posix.normalize(path) !== path || path.endsWith("/"))
    return 'must be the path of a file, without "..", "." or "//"';
  return undefined;
}

/** Why nobody may bring a file of this path along; undefined when they may. */
export function reservedPath(path: string): string | undefined {
  const folder = reserved.find((one) => path === one || path.startsWith(`${one}/`));
  if (folder !== undefined) return `${folder} is no place for files`;
  return ownProgram.test(path) ? "programs of that name are halab's own" : undefined;
}

/** What is wrong with a pattern of `allow`; the files that it opens are below a folder that it names. */
export function wrongPattern(pattern: string): string | undefined {
  const path = wrongPath(pattern);
  if (path !== undefined) return path;
  const folder = folderOf(pattern);
  if (folder === "/" || folder === pattern)
    return 'must name a folder and what it opens there, like "/etc/keepalived/**"';
  return reservedPath(`${folder}/x`) && `must not open ${folder}: that is no place for files`;
}

/** The folder that a pattern begins with: what stands before its first wildcard. */
export function folderOf(pattern: string): string {
  const plain = /^[^*?[\]{}()!+@\\]*$/;
  const parts = pattern.split("/");
  const wild = parts.findIndex((part) => !plain.test(part));
  return wild < 0 ? pattern : parts.slice(0, wild).join("/") || "/";
}
