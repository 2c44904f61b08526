/** One halab at a time grades in a batch's folder. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { HalabError } from "../../core/base/error.ts";
import { shown } from "../../core/base/shown.ts";
import { ownerId, ownerState } from "../../core/state/process-identity.ts";
import { readJson, writeJson } from "./store.ts";

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
