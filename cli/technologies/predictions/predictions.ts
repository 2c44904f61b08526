import { threeDigits } from "../../core/base/numbers.ts";
import { textOf } from "../../core/cluster/content.ts";
import type { Plan } from "../../core/cluster/plan.ts";
import type { MeasureRecord } from "../../core/journal/view.ts";
import { unknown } from "../../core/judge/evidence.ts";
import type { Judgement } from "../../core/kinds/check.ts";
import type { Verdict } from "../../core/kinds/verdict.ts";

/** Where predictions stand, if a check does not say otherwise. */
export const predictionsPath = "/root/predictions.conf";

export interface Prediction {
  readonly text: string;
  /** Undefined for a word. */
  readonly number: number | undefined;
  readonly unit: string;
}

/** What was written, or what is wrong with it. */
export type Found = Prediction | { readonly missing: string };

/** Units as people write them, in the unit that the measure has. */
const factors: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  s: { ms: 0.001, s: 1, min: 60, "": 1 },
  MiB: {
    B: 1 / 2 ** 20,
    kB: 1e3 / 2 ** 20,
    KiB: 1 / 2 ** 10,
    MB: 1e6 / 2 ** 20,
    MiB: 1,
    GB: 1e9 / 2 ** 20,
    GiB: 2 ** 10,
    TB: 1e12 / 2 ** 20,
    TiB: 2 ** 20,
    "": 1,
  },
  "": { "": 1, x: 1, times: 1 },
};

/** The prediction of a name, from the first node that has the file. */
export function findPrediction(
  plan: Pick<Plan, "nodes"> | undefined,
  name: string,
  path: string,
): Found {
  const files = plan?.nodes.flatMap((node) => node.files) ?? [];
  const file = files.find((one) => one.path === path);
  if (!file) return { missing: `no node has ${path}` };
  const lines = textOf(file)
    .split("\n")
    .map((line) => line.replace(/#.*/, "").trim());
  const values = lines.flatMap((line) => {
    const match = /^([A-Za-z][\w-]*)\s*[:=]\s*(.*)$/.exec(line);
    return match?.[1] === name ? [(match[2] ?? "").trim()] : [];
  });
  const [text] = values;
  if (text === undefined) return { missing: `${path} has no line "${name}: ..."` };
  if (values.length > 1) return { missing: `${path} has ${values.length} lines "${name}: ..."` };
  if (text === "" || /^(todo|\?+|\.{3})$/i.test(text))
    return { missing: `nothing is predicted for ${name} in ${path}` };
  return parseValue(text);
}

function parseValue(text: string): Prediction {
  const match = /^(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*([A-Za-z]*)$/.exec(text);
  if (!match) return { text, number: undefined, unit: "" };
  return { text, number: Number(match[1]), unit: match[2] ?? "" };
}

/** A predicted number in a measure's unit; undefined when its unit does not fit. */
export function inUnit(prediction: Prediction, unit: string): number | undefined {
  const factor = factors[unit]?.[prediction.unit];
  return prediction.number === undefined || factor === undefined
    ? undefined
    : prediction.number * factor;
}

export function unitsOf(unit: string): string {
  return Object.keys(factors[unit] ?? {})
    .filter(Boolean)
    .join(", ");
}

/** How many orders of magnitude lie between two positive numbers. */
export function decadesBetween(a: number, b: number): number {
  return Math.abs(Math.log10(a / b));
}

/** However busy the host was: that it made something more than so many times slower is not believed. */
const mostCrowded = 5;

export interface Value {
  readonly value: number | string;
  readonly unit: string;
  /** What it may have been on a host that does nothing else, and what was measured. */
  readonly range: readonly [lo: number, hi: number];
}

/** Why there is no value; `theirs`: for what nodes did that the lab leaves to its student. */
export interface Missing {
  readonly missing: string;
  readonly theirs?: boolean;
}

export function judgeMissing({ missing, theirs = false }: Missing): Judgement {
  return theirs ? { verdict: "fail", evidence: [missing] } : unknown(missing);
}

/** A measured value, or why there is none; with `over`, the first divided by the second. */
export function measuredValue(
  measures: ReadonlyMap<string, MeasureRecord>,
  name: string,
  over?: string,
): Value | Missing {
  const one = measures.get(name);
  if (!one) return { missing: `"${name}" was not measured` };
  const { value, unit } = one;
  if (value === null) {
    const missing = `"${name}" could not be measured: ${one.evidence.join("; ")}`;
    return { missing, ...(one.theirs ? { theirs: true } : {}) };
  }
  if (over === undefined) {
    const number = typeof value === "number" ? value : Number.NaN;
    const quickest = Math.max(1 / mostCrowded, 1 - (one.busy ?? 0));
    return { value, unit, range: [number * quickest, number] };
  }
  const all = measuredValue(measures, name);
  const other = measuredValue(measures, over);
  if ("missing" in all) return all;
  if ("missing" in other) return other;
  if (typeof value !== "number" || typeof other.value !== "number")
    return { missing: `"${name}" and "${over}" are not both numbers` };
  if (other.value <= 0) return { missing: `"${over}" is 0: nothing can be divided by it` };
  const range = [all.range[0] / other.range[1], all.range[1] / other.range[0]] as const;
  return { value: value / other.value, unit: "", range };
}

/** pass, fail, or unknown: on a host that does nothing else it might have been right. */
export function judgeRange(
  { value, range }: Value,
  [least, most]: readonly [number, number],
): { readonly verdict: Verdict; readonly why: readonly string[] } {
  if (Number(value) >= least && Number(value) <= most) return { verdict: "pass", why: [] };
  if (range[1] < least || range[0] > most) return { verdict: "fail", why: [] };
  const why = "but others waited for a processor meanwhile: this machine was too busy to tell";
  return { verdict: "unknown", why: [why] };
}

export function withUnit(value: number, unit: string): string {
  return unit === "" ? `${threeDigits(value)}` : `${threeDigits(value)} ${unit}`;
}
