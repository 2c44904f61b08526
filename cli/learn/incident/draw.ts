/** Which incident it is. Pure, but for the dice that it is given. */
import { createHash } from "node:crypto";
import { HalabError } from "../../core/base/error.ts";
import type { Incident } from "./pool.ts";

export interface Wish {
  /** The same seed draws the same incident. */
  readonly seed?: number | undefined;
  /** One of a lab, by its number. */
  readonly number?: number | undefined;
  /** Those that were mended already come last. */
  readonly mended: ReadonlySet<string>;
  /** From 0 to 1, without 1. */
  readonly random: () => number;
}

/** Throws NOT_FOUND where there is none, USAGE for a number that none has. */
export function drawFrom(all: readonly Incident[], wish: Wish): Incident {
  const sorted = all.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const { seed, number, mended, random } = wish;
  if (number !== undefined) {
    const found = sorted.find((one) => one.number === number);
    if (found) return found;
    throw new HalabError("USAGE", `there is no incident ${number}: 1 to ${sorted.length}`, {
      hint: "halab incident --list",
    });
  }
  const fresh = sorted.filter(({ key }) => !mended.has(key));
  const pool = seed !== undefined || fresh.length === 0 ? sorted : fresh;
  const at = seed === undefined ? Math.floor(random() * pool.length) : numberOf(seed) % pool.length;
  const drawn = pool[at];
  if (drawn) return drawn;
  throw new HalabError("NOT_FOUND", "this lab has no incidents", { hint: "halab incident --any" });
}

/** 48 bits of the seed's SHA-256: neighbours are no neighbours. */
function numberOf(seed: number): number {
  return Number.parseInt(
    createHash("sha256").update(`incident ${seed}`).digest("hex").slice(0, 12),
    16,
  );
}
