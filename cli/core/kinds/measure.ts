import { z } from "zod";
import type { Ctx } from "../base/time.ts";
import type { RunView } from "../journal/view.ts";
import type { FaultEnv } from "./fault.ts";
import { name } from "./values.ts";

/** What a measure may look at, and do. */
export interface MeasureEnv
  extends Pick<FaultEnv, "plan" | "cluster" | "agent" | "machine" | "switch"> {
  /** What the probes have seen so far. */
  readonly view: RunView;
}

/** Sizes are in MiB, times in s. A word (yes, no, tcg ...) has no unit. */
export interface Measured {
  readonly value: number | string;
  readonly unit: "MiB" | "s" | "";
  /** Where the value comes from, and what else was seen: one sentence each. */
  readonly evidence: readonly string[];
  /** What checks read of it, where that is more than its value. */
  readonly detail?: unknown;
}

/** There is nothing to measure, for what the cluster did to its users: what checks it fails. */
export interface Unserved {
  readonly value: null;
  readonly unit: "";
  readonly theirs: true;
  readonly evidence: readonly string[];
}

/** A kind of measure: one file under measures/. It leaves the cluster as it found it. */
export interface MeasureKind<S = never> {
  readonly kind: string;
  /** What it is, in a sentence or two: for docs/kinds and `halab kinds`. */
  readonly about: string;
  readonly schema: z.ZodType<S>;
  /** A few words: what is measured. */
  title(spec: S): string;
  /** A busy host makes it longer: so what else it does is written down. */
  readonly slowedByOthers?: boolean;
  /** Throws when it cannot be measured here. */
  take(spec: S, env: MeasureEnv, ctx: Ctx): Promise<Measured | Unserved>;
}

/** A measure kind whose spec has been forgotten; its own schema made the spec that it is given. */
export type AnyMeasure = MeasureKind<Readonly<Record<string, unknown>>>;

/** The schema of a measure; `as` is the name that checks know its value by. */
export function measureSchema<const K extends string, S extends z.ZodRawShape>(kind: K, keys: S) {
  return z.strictObject({
    measure: z.literal(kind),
    as: name.describe("The name that checks know the value by."),
    ...keys,
  });
}

const bytesPerMiB = 2 ** 20;

/** Bytes as MiB, to a thousandth of one. */
export function toMiB(bytes: number): number {
  return Math.round((bytes / bytesPerMiB) * 1000) / 1000;
}
