/** A queue in a batch's folder, for one halab at a time: lease.json says who holds what, result.json what is done. */
import { existsSync, rmSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { HalabError } from "../../core/base/error.ts";
import { shown } from "../../core/base/shown.ts";
import { ownerId, ownerState } from "../../core/state/process-identity.ts";
import { tryRecord } from "./fair.ts";
import type { Completed, Lease, Queue, Queued } from "./queue.ts";
import { type Result, resultFile } from "./result.ts";
import { readJson, writeJson } from "./store.ts";

const leaseFile = z.strictObject({
  attempt: z.int(),
  /** Null: nobody plays it. */
  owner: z.string().nullable(),
  tries: z.array(tryRecord),
});
type LeaseFile = z.infer<typeof leaseFile>;

interface Item {
  readonly id: string;
  readonly folder: string;
  state: Queued["state"];
  kept: LeaseFile;
}

export class FolderQueue implements Queue {
  readonly #dir: string;
  readonly #folderOf: (id: string) => string;
  readonly #items = new Map<string, Item>();

  /** `folderOf`: of a submission, below `dir`. */
  constructor(dir: string, folderOf: (id: string) => string) {
    this.#dir = dir;
    this.#folderOf = folderOf;
  }

  async enqueue(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      if (this.#items.has(id)) continue;
      const folder = join(this.#dir, this.#folderOf(id));
      const kept = readJson(join(folder, "lease.json"), leaseFile) ?? {
        attempt: 0,
        owner: null,
        tries: [],
      };
      const done = existsSync(join(folder, "result.json"));
      const state = done ? "done" : kept.tries.length > 0 ? "again" : "waiting";
      this.#items.set(id, { id, folder, state, kept });
    }
  }

  async lease(line: "waiting" | "again"): Promise<Lease | undefined> {
    const item = [...this.#items.values()].find(({ state }) => state === line);
    if (!item) return undefined;
    const attempt = item.kept.attempt + 1;
    this.#keep(item, { ...item.kept, attempt, owner: ownerId() });
    item.state = "leased";
    return { id: item.id, attempt, tries: item.kept.tries };
  }

  async heartbeat({ id, attempt }: Lease): Promise<void> {
    const item = this.#items.get(id);
    if (item?.kept.attempt !== attempt || item.state !== "leased") return;
    const now = new Date();
    utimesSync(join(item.folder, "lease.json"), now, now);
  }

  async complete({ id, attempt }: Lease, completed: Completed): Promise<boolean> {
    const item = this.#items.get(id);
    if (item?.kept.attempt !== attempt || item.state !== "leased") return false;
    if ("again" in completed) {
      this.#keep(item, { attempt, owner: null, tries: [...completed.again] });
      item.state = "again";
    } else {
      writeJson(join(item.folder, "result.json"), completed.result);
      item.state = "done";
      rmSync(join(item.folder, "lease.json"), { force: true });
    }
    return true;
  }

  async list(): Promise<readonly Queued[]> {
    return [...this.#items.values()].map(({ id, state, kept: { attempt } }) => {
      return { id, state, attempt };
    });
  }

  /** Attempts whose holder was killed: what they left is to be removed, before anything is played. */
  lost(): readonly { readonly id: string; readonly attempt: number }[] {
    return [...this.#items.values()]
      .filter(({ state, kept }) => state !== "done" && kept.owner !== null)
      .map(({ id, kept: { attempt } }) => ({ id, attempt }));
  }

  #keep(item: Item, kept: LeaseFile): void {
    writeJson(join(item.folder, "lease.json"), kept);
    item.kept = kept;
  }
}

/** Undefined: it is not graded yet. */
export function resultIn(folder: string): Result | undefined {
  return readJson(join(folder, "result.json"), resultFile);
}

const lock = z.strictObject({ owner: z.string() });

/** Nobody else grades in this folder until it is disposed of. Throws CONFLICT; a killed halab's lock does not count. */
export function holdBatch(dir: string): Disposable {
  const file = join(dir, ".halab", "lock.json");
  const other = readJson(file, lock)?.owner;
  if (other !== undefined && ownerState(other) === "alive")
    throw new HalabError("CONFLICT", `${shown(dir)} is being graded by another halab`, {
      details: [`process ${other.split("/")[0]}`],
    });
  writeJson(file, { owner: ownerId() });
  return { [Symbol.dispose]: () => rmSync(file, { force: true }) };
}
