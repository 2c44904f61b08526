/** A folder for what is handed in, and one for what the intake makes of it; both go with the test. */
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { systemClock } from "../../../cli/core/base/time.ts";
import type { Limits } from "../../../cli/grading/intake/limits.ts";
import type { Submission } from "../../../cli/grading/intake/submission.ts";
import { intake } from "../../../cli/grading/intake/take.ts";
import { TempDir } from "../../fixtures/temp.ts";

export const conf = "lb1/etc/keepalived/keepalived.conf";
export const other = "lb2/etc/keepalived/keepalived.conf";

export class Desk implements Disposable {
  readonly #temp = new TempDir();
  readonly in = join(this.#temp.path, "in");
  readonly out = join(this.#temp.path, "out");

  constructor() {
    mkdirSync(this.in);
  }

  /** A file that is handed in; its path. */
  put(name: string, bytes: Buffer | string, mode = 0o644): string {
    const path = join(this.in, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes, { mode });
    return path;
  }

  async take(paths: readonly string[], limits: Partial<Limits> = {}) {
    const stop = new AbortController();
    const ctx = { signal: stop.signal, clock: systemClock, progress: () => undefined };
    const before = this.#outside();
    const owners = ["lb1", "lb2", "director"];
    try {
      return await intake(paths, { into: this.out, owners, limits }, ctx);
    } finally {
      expect(this.#outside(), "nothing is written elsewhere").toEqual(before);
    }
  }

  /** One archive, in the place of all others. */
  async archive(name: string, bytes: Buffer, limits: Partial<Limits> = {}): Promise<Submission> {
    const all = await this.take([this.put(name, bytes)], limits);
    expect(all).toHaveLength(1);
    return all[0] as Submission;
  }

  #outside(): readonly string[] {
    return treeOf(this.#temp.path).filter((path) => !path.startsWith("out"));
  }

  [Symbol.dispose](): void {
    this.#temp[Symbol.dispose]();
  }
}

/** Every path below a folder: folders end with "/", files have their bytes' length, links their target. */
export function treeOf(dir: string): string[] {
  const paths = readdirSync(dir, { recursive: true, encoding: "utf8" }).sort();
  return paths.map((path) => {
    const full = join(dir, path);
    const stat = lstatSync(full);
    if (stat.isDirectory()) return `${path}/`;
    return stat.isFile() ? `${path} ${stat.size}` : `${path} -> ${readlinkSync(full)}`;
  });
}

/** The files of a submission, as text. */
export function filesOf({ dir }: Submission): Record<string, string> {
  const paths = readdirSync(dir, { recursive: true, encoding: "utf8" }).sort();
  const files = paths.filter((path) => lstatSync(join(dir, path)).isFile());
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(dir, path), "utf8")]));
}
