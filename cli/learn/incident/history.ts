/** The incidents that somebody has ended, in halab's home: incidents.json. By their keys, which tell nothing. */
import { join } from "node:path";
import { z } from "zod";
import { HalabError } from "../../core/base/error.ts";
import { stateDir } from "../../core/base/home.ts";
import { shown } from "../../core/base/shown.ts";
import { jsonOf, keepAside, locked, textOf, writeWhole } from "../workspace/store.ts";

const schema = "halab/incidents/1";

const ended = z.strictObject({
  /** ISO 8601. */
  at: z.string(),
  outcome: z.enum(["mended", "gave-up"]),
  /** Seconds from its begin to the first look; null: nobody looked. */
  seenS: z.number().nullable(),
  /** Seconds from its begin to its end. */
  tookS: z.number(),
  checks: z.number().int(),
});
export type Ended = z.infer<typeof ended>;

const historyFile = z.strictObject({
  schema: z.literal(schema),
  ended: z.record(z.string(), z.array(ended)),
});

/** By key, the first one first. */
export type History = Readonly<Record<string, readonly Ended[]>>;

function fileOf(base: string): string {
  return join(base, "incidents.json");
}

/** A broken one is kept aside. Throws CONFLICT for one that a newer halab wrote. */
export function readHistory(base = stateDir()): History {
  const path = fileOf(base);
  if (textOf(path) === undefined) return {};
  const given = jsonOf(path);
  const parsed = historyFile.safeParse(given);
  if (parsed.success) return parsed.data.ended;
  if (isNewer(given))
    throw new HalabError("CONFLICT", `${shown(path)} was written by a newer halab`, {
      hint: "use that halab, or a newer one",
    });
  keepAside(path);
  return {};
}

function isNewer(given: unknown): boolean {
  if (typeof given !== "object" || given === null || !("schema" in given)) return false;
  return Number(/^halab\/incidents\/(\d+)$/.exec(String(given.schema))?.[1]) > 1;
}

export async function addEnded(key: string, one: Ended, base = stateDir()): Promise<History> {
  return await locked(fileOf(base), () => {
    const before = readHistory(base);
    const after = { ...before, [key]: [...(before[key] ?? []), one] };
    writeWhole(fileOf(base), `${JSON.stringify({ schema, ended: after }, null, 1)}\n`, 0o600);
    return after;
  });
}

/** The keys of those that were mended at least once. */
export function mendedIn(history: History): ReadonlySet<string> {
  const all = Object.entries(history);
  return new Set(
    all.flatMap(([key, tries]) => (tries.some((one) => one.outcome === "mended") ? [key] : [])),
  );
}
