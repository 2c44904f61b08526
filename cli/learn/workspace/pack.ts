/** Entries -> one .tgz, the same bytes for the same entries; and back, taking nothing that was not asked for. */
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { extract } from "tar-stream";
import { visible } from "../../core/base/clean.ts";
import { asHalabError, HalabError, messageOf } from "../../core/base/error.ts";
import { tarOf } from "../../core/base/tar.ts";
import { limits } from "./manifest.ts";

export interface Entry {
  /** Below the archive's one folder. */
  readonly path: string;
  readonly bytes: Buffer;
  readonly executable: boolean;
}

/** Sorted by path; nobody's name, and no time. */
export async function packed(folder: string, entries: readonly Entry[]): Promise<Buffer> {
  const mtime = new Date(0);
  const sorted = entries.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const files = sorted.map(({ path, bytes, executable }) => {
    return { name: `${folder}/${path}`, mode: executable ? 0o755 : 0o644, mtime, content: bytes };
  });
  return await promisify(gzip)(await tarOf(files), { level: 9 });
}

/**
 * What an archive holds, by the paths below its one folder. Throws SUBMISSION_INVALID for what is none, for links,
 * devices, paths that lead elsewhere, and for more than the limits.
 */
export async function unpacked(bytes: Buffer, name: string): Promise<ReadonlyMap<string, Entry>> {
  const found = new Map<string, Entry>();
  const taken = new Taken(found, name);
  const whole = await gunzipped(bytes, name);
  const files = extract();
  files.on("entry", (header, stream, next) => {
    const path = taken.pathOf(header);
    const chunks: Uint8Array[] = [];
    stream.on("data", (chunk: unknown) => {
      if (path !== undefined && chunk instanceof Uint8Array) chunks.push(chunk);
    });
    // An archive that is cut off ends all of it with the same error.
    stream.on("error", () => {});
    stream.on("end", () => {
      const executable = ((header.mode ?? 0) & 0o100) !== 0;
      if (path !== undefined) found.set(path, { path, bytes: Buffer.concat(chunks), executable });
      next();
    });
  });
  try {
    await new Promise<void>((resolve, reject) => {
      files.on("finish", resolve);
      files.on("error", reject);
      files.end(whole);
    });
  } catch (error) {
    throw invalid(name, `is no submission: ${messageOf(error)}`);
  }
  taken.throwIfWrong();
  requireApart(found, name);
  return found;
}

/** What may be taken of an archive; the first thing that may not is remembered, and nothing is taken after it. */
class Taken {
  readonly #found: ReadonlyMap<string, Entry>;
  readonly #name: string;
  #all = 0;
  #wrong: HalabError | undefined;

  constructor(found: ReadonlyMap<string, Entry>, name: string) {
    this.#found = found;
    this.#name = name;
  }

  /** Undefined: a folder, or nothing to be taken. */
  pathOf(header: Header): string | undefined {
    if (this.#wrong) return undefined;
    try {
      const path = pathOf(header, this.#name);
      this.#all += header.size ?? 0;
      if (path === undefined) return undefined;
      if (this.#found.has(path)) throw invalid(this.#name, `holds "${visible(path)}" twice`);
      within(this.#found.size + 1, header.size ?? 0, this.#all, this.#name);
      return path;
    } catch (error) {
      this.#wrong = asHalabError(error, "SUBMISSION_INVALID", this.#name);
      return undefined;
    }
  }

  throwIfWrong(): void {
    if (this.#wrong) throw this.#wrong;
  }
}

/** A small archive may unpack to as much as one likes: it is broken off. */
async function gunzipped(bytes: Buffer, name: string): Promise<Buffer> {
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: 2 * limits.all });
  } catch (error) {
    const large =
      error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    throw invalid(
      name,
      large ? "unpacks to more than a submission has" : `is no submission: ${messageOf(error)}`,
    );
  }
}

/** What is a file cannot be a folder as well. */
function requireApart(found: ReadonlyMap<string, Entry>, name: string): void {
  for (const path of found.keys()) {
    const parts = path.split("/");
    const above = parts.map((_, at) => parts.slice(0, at).join("/")).find((one) => found.has(one));
    if (above !== undefined)
      throw invalid(name, `holds "${visible(above)}" as a file and as a folder`);
  }
}

interface Header {
  readonly name: string;
  readonly size?: number | undefined;
  readonly type?: string | null | undefined;
}

/** Undefined: a folder. */
function pathOf({ name: path, type }: Header, name: string): string | undefined {
  const parts = path.replace(/\/+$/, "").split("/");
  const leads =
    path.startsWith("/") || parts.some((part) => part === "" || part === "." || part === "..");
  if (leads || /[\p{Cc}\\]/u.test(path) || path.length > 512)
    throw invalid(name, `holds "${visible(path.slice(0, 80))}", which leads elsewhere`);
  if (type === "directory") return undefined;
  if (type !== "file" && type !== undefined && type !== null)
    throw invalid(name, `holds "${visible(path)}", a ${type}: only files belong into it`);
  if (parts.length < 2) throw invalid(name, `holds "${visible(path)}" beside its folder`);
  return parts.slice(1).join("/");
}

function within(count: number, size: number, all: number, name: string): void {
  if (count > limits.files) throw invalid(name, `holds more than ${limits.files} files`);
  if (size > limits.file)
    throw invalid(name, `holds a file of more than ${limits.file / 2 ** 20} MiB`);
  if (all > limits.all) throw invalid(name, `holds more than ${limits.all / 2 ** 20} MiB`);
}

export function invalid(name: string, what: string): HalabError {
  return new HalabError("SUBMISSION_INVALID", `${name} ${what}`, {
    hint: "halab submit -o FILE.tgz   (packs one)",
  });
}
