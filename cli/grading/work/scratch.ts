/** A batch of a shared queue on this host: its lab and its submissions, fetched by need into a folder of this process. */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { HalabError } from "../../core/base/error.ts";
import { stateDir } from "../../core/base/home.ts";
import { ownerId, ownerState } from "../../core/state/process-identity.ts";
import { type Candidate, sideFor } from "../grade/candidate.ts";
import { type LabSide, lookAt, printOf } from "../grade/looked.ts";
import { howOf, sideOf } from "../grade/side.ts";
import type { SharedBatch } from "../queue/batches.ts";
import type { BossQueue } from "../queue/boss-queue.ts";
import type { Database } from "../queue/database.ts";
import { unpackFolder } from "../queue/pack.ts";
import { getPayload } from "../queue/payload.ts";

export interface Hosted extends SharedBatch {
  readonly side: LabSide;
  readonly candidateOf: (id: string) => Promise<Candidate>;
}

const workersDir = () => join(stateDir(), "workers");

/** Gone with its worker; what killed ones left goes first. */
export function openScratch(): Disposable & { readonly dir: string } {
  const all = workersDir();
  for (const name of existsSync(all) ? readdirSync(all) : []) {
    const owner = ownerIn(join(all, name));
    if (owner !== undefined && ownerState(owner) === "dead")
      rmSync(join(all, name), { recursive: true, force: true });
  }
  const dir = join(all, randomBytes(4).toString("hex"));
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  writeFileSync(join(dir, "owner"), ownerId());
  return { dir, [Symbol.dispose]: () => rmSync(dir, { recursive: true, force: true }) };
}

function ownerIn(dir: string): string | undefined {
  try {
    return readFileSync(join(dir, "owner"), "utf8");
  } catch {
    return undefined;
  }
}

interface Place {
  readonly dir: string;
  readonly database: Database;
  readonly queue: BossQueue;
}

/** Throws CONFLICT where the lab is another one here: halab's version is in its print, too. */
export async function hostBatch(shared: SharedBatch, place: Place): Promise<Hosted> {
  const { batch, lab } = shared;
  const { database, queue } = place;
  const here = join(place.dir, batch.id);
  // A lab's name is its folder's.
  const labDir = join(here, "lab", batch.lab);
  await unpackFolder(await getPayload(lab, database), labDir);
  const side = await sideOf(labDir, batch.params, howOf(batch));
  if (printOf(side.plan) !== batch.labPrint)
    throw new HalabError("CONFLICT", `batch ${batch.id} (${batch.lab}) is of another halab`, {
      hint: "the same version of halab on every host",
    });
  const candidateOf = async (id: string): Promise<Candidate> => {
    const entry = batch.submissions.find((one) => one.id === id);
    const hash = await queue.filesOf(id);
    if (!entry || hash === undefined)
      throw new HalabError("BUG", `the queue has ${id}, which its batch ${batch.id} has not`);
    const files = join(here, "in", entry.folder);
    await unpackFolder(await getPayload(hash, database), files);
    const own = await sideFor(entry, { side, batch });
    const folder = join(here, "out", entry.folder);
    return { entry, folder, files, looked: lookAt(files, own), side: own };
  };
  return { ...shared, side, candidateOf };
}
