/** What halab itself writes in a workspace: whole or not at all, and one writer after the other. */
import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { HalabError } from "../../core/base/error.ts";
import { makeFolder } from "../../core/base/folders.ts";
import { shown } from "../../core/base/shown.ts";
import { systemClock, waitUntil } from "../../core/base/time.ts";
import { ownerId, ownerState } from "../../core/state/process-identity.ts";

/** What a system says of a disk that takes no more. */
const full: readonly string[] = ["ENOSPC", "EDQUOT", "EFBIG"];

/** Written beside, flushed, renamed: who is killed meanwhile leaves the old one. Makes the folder that it lies in. */
export function writeWhole(path: string, content: string | Buffer, mode = 0o644): void {
  const draft = `${path}.${randomBytes(4).toString("hex")}.tmp`;
  try {
    makeFolder(dirname(path));
    writeFileSync(draft, content, { mode, flag: "wx", flush: true });
    renameSync(draft, path);
    flushFolder(dirname(path));
  } catch (error) {
    rmSync(draft, { force: true });
    throw writeError(path, error);
  }
}

/** What was not written, in words: main tells of what may not be written by itself. */
export function writeError(path: string, error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (!full.includes(code)) return error;
  return new HalabError("CAPABILITY_MISSING", `the disk is full: ${shown(path)} was not written`, {
    cause: error,
    details: ["what was there before is unchanged"],
    hint: "make room, then the same command again",
  });
}

/** So that the new name itself outlives a loss of power; where a system has no such thing, it has none. */
function flushFolder(path: string): void {
  try {
    const fd = openSync(path, "r");
    try {
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  } catch {
    // Windows' and some network file systems open no folder.
  }
}

/** Takes a file that cannot be read out of the way; gives its new name: FILE.broken-1, -2, ... */
export function keepAside(path: string): string {
  for (let number = 1; ; number += 1) {
    const aside = `${path}.broken-${number}`;
    if (existsSync(aside)) continue;
    renameSync(path, aside);
    return aside;
  }
}

/** Another halab holds a lock for some milliseconds. */
const patienceMs = 10_000;

/** Does `work` while nobody else holds the lock of this path. Throws TIMEOUT when it is not to be had. */
export async function locked<T>(path: string, work: () => T | Promise<T>): Promise<T> {
  const lock = `${path}.lock`;
  const ctx = { signal: new AbortController().signal, clock: systemClock, progress: () => {} };
  using _ = await waitUntil(
    () => tryLock(lock),
    {
      what: `another halab, which works on ${shown(path)}`,
      timeoutMs: patienceMs,
      hint: `rm ${shown(lock)}   (if no other halab runs)`,
    },
    ctx,
  );
  return await work();
}

/** Undefined: somebody else has it. That of a killed process does not count. */
export function tryLock(lock: string): Disposable | undefined {
  makeFolder(dirname(lock));
  try {
    writeFileSync(lock, ownerId(), { flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST"))
      throw writeError(lock, error);
    clearDead(lock);
    return undefined;
  }
  return { [Symbol.dispose]: () => rmSync(lock, { force: true }) };
}

function clearDead(lock: string): void {
  const owner = textOf(lock);
  if (owner === undefined || !isDead(lock, owner)) return;
  const aside = `${lock}.${randomBytes(4).toString("hex")}`;
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  // Another one may have cleared it and taken it in this very moment: it gets its lock back.
  if (textOf(aside) !== owner && !existsSync(lock)) renameSync(aside, lock);
  rmSync(aside, { force: true });
}

/** Who was killed between making and writing it has left an empty one. */
function isDead(lock: string, owner: string): boolean {
  if (owner !== "") return ownerState(owner) === "dead";
  const made = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
  return Date.now() - made > patienceMs / 2;
}

/** Undefined: it is not there. */
export function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "ENOENT") return undefined;
    throw error;
  }
}

/** Undefined: it is not there, or no JSON. */
export function jsonOf(path: string): unknown {
  try {
    return JSON.parse(textOf(path) ?? "");
  } catch {
    return undefined;
  }
}
