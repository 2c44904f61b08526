/** Paths as archives and folders name them -> paths below one folder, which is all that they may be. */
import { plain } from "../../core/lab/submission/words.ts";
import { type Limits, refusal } from "./limits.ts";

interface Place {
  /** Composed (NFC), without "." and "//". */
  readonly path: string;
  /** Why nothing is written there, as the end of a sentence. */
  readonly odd?: string;
}

/**
 * Where an entry belongs; undefined: the folder itself. Throws a refusal for what leads elsewhere, of whatever
 * system: nobody packs that by hand.
 */
export function placeOf(name: string, limits: Limits): Place | undefined {
  const shown = plain(name);
  if (name.startsWith("/") || /^[a-z]:[\\/]/i.test(name) || name.startsWith("\\\\"))
    throw refusal(`it holds "${shown}", a path from the root: pack the nodes' folders instead`);
  const parts = name
    .normalize("NFC")
    .split("/")
    .filter((part) => part !== "" && part !== ".");
  if (parts.includes("..")) throw refusal(`it holds "${shown}", which leads out of it`);
  if (parts.length === 0) return undefined;
  const path = parts.join("/");
  const odd = oddIn(path, parts, limits);
  return odd === undefined ? { path } : { path, odd };
}

function oddIn(path: string, parts: readonly string[], limits: Limits): string | undefined {
  if (/\p{Cc}/u.test(path)) return "has control characters in its name";
  if (path.includes("\ufffd")) return "has a name that is no UTF-8";
  if (parts.length > limits.depth) return `lies more than ${limits.depth} folders deep`;
  if (path.length > limits.path) return `has a path of more than ${limits.path} characters`;
  if (parts.some((part) => Buffer.byteLength(part) > limits.name))
    return `has a name of more than ${limits.name} bytes`;
  return undefined;
}
