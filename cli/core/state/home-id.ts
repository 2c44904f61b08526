/** Which state folder this is: two containers may well have the same path for two folders. */
import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../base/folders.ts";
import { stateDir } from "../base/home.ts";

const fileOf = (base: string) => join(base, "id");

/** Undefined: there is no folder of halab's, or it cannot be read from here. */
export function findHomeId(base = stateDir()): string | undefined {
  try {
    return readFileSync(fileOf(base), "utf8").trim() || undefined;
  } catch {
    return undefined;
  }
}

/** The same; made when it is asked for the first time. */
export function homeId(base = stateDir()): string {
  const known = findHomeId(base);
  if (known !== undefined) return known;
  makeFolder(base, 0o700);
  const id = randomBytes(8).toString("hex");
  // Not by the process's id: two containers may have the same one, and this folder.
  const draft = `${fileOf(base)}.${id}`;
  writeFileSync(draft, `${id}\n`);
  try {
    // Whole, or not at all: another halab may make it just now.
    linkSync(draft, fileOf(base));
  } catch {
    // Then the other's is there, or none can be: what is there is asked below.
  } finally {
    rmSync(draft, { force: true });
  }
  return findHomeId(base) ?? id;
}
