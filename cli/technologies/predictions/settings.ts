/** The file of predictions as rules see it: each `predicted` check of the lab with the line that it reads. */
import type { PlannedNode, PlannedStep } from "../../core/cluster/plan.ts";
import { type FactFile, type Facts, type Place, placeIn } from "../../core/kinds/rule.ts";
import { findPrediction, inUnit, predictionsPath } from "./predictions.ts";

type Spec = Readonly<Record<string, unknown>>;

/** What a lab measures, and the word of its answer. */
export interface Measured {
  readonly measure: string;
  readonly spec: Spec;
}

/** A line of the file, for one check. */
export interface Line {
  readonly step: PlannedStep;
  readonly check: Spec;
  readonly name: string;
  readonly file: FactFile;
  /** Undefined: nothing usable stands there. */
  readonly text: string | undefined;
  readonly place: Place;
}

/** The words that a measure can give, where the line's name ends with one: `slowdown-tcg`. */
const answers: Readonly<Record<string, readonly string[]>> = { accelerator: ["tcg", "kvm"] };

function lineOf(file: FactFile, name: string): Place {
  const lines = file.text.split(/\r\n|\n/);
  const at = lines.findIndex((line) => {
    const trimmed = line.trimStart();
    return trimmed.startsWith(name) && /^\s*[:=]/.test(trimmed.slice(name.length));
  });
  return placeIn(file, at < 0 ? undefined : at + 1);
}

/** The measures of all steps, by the name that a lab gives them. */
export function measuresOf({ plan }: Facts): ReadonlyMap<string, Measured> {
  const all = plan.steps.flatMap((step) => step.measure ?? []);
  return new Map(
    all.map((spec): [string, Measured] => [
      String(spec["as"]),
      { measure: String(spec["measure"]), spec },
    ]),
  );
}

function namesOf(check: Spec, measures: ReadonlyMap<string, Measured>): readonly string[] {
  const name = String(check["prediction"]);
  if (check["by"] === undefined) return [name];
  const words = answers[measures.get(String(check["by"]))?.measure ?? ""] ?? [];
  return words.map((word) => `${name}-${word}`);
}

const known = new WeakMap<Facts, readonly Line[]>();

/** Every line that a check reads, in the order of the steps. */
export function linesOf(facts: Facts): readonly Line[] {
  const before = known.get(facts) ?? readLines(facts);
  known.set(facts, before);
  return before;
}

function readLines(facts: Facts): readonly Line[] {
  const measures = measuresOf(facts);
  return facts.plan.steps.flatMap((step) =>
    step.expect.flatMap((check): Line[] => {
      if (check["check"] !== "predicted") return [];
      const path = String(check["file"] ?? predictionsPath);
      const file = facts.nodes.flatMap(({ files }) => files.get(path) ?? [])[0];
      if (!file) return [];
      return namesOf(check, measures).map((name) => {
        const found = findPrediction(facts.plan, name, path);
        const text = "missing" in found ? undefined : found.text;
        return { step, check, name, file, text, place: lineOf(file, name) };
      });
    }),
  );
}

/** A line's number in a unit; undefined: it is none. */
export function numberOf(facts: Facts, { name, file }: Line, unit: string): number | undefined {
  const found = findPrediction(facts.plan, name, file.path);
  return "missing" in found ? undefined : inUnit(found, unit);
}

/** What measures give their numbers in. */
export function unitOf({ measure, spec }: Measured): string | undefined {
  if (["memory", "memory-limit", "image", "disk", "disk-change"].includes(measure)) return "MiB";
  if (measure === "seen") return spec["what"] === "memory" || spec["what"] === "disk" ? "MiB" : "";
  return ["time-to-answer", "guest-boot", "compute"].includes(measure) ? "s" : undefined;
}

/** The line that predicts a measure, if a check divides it by nothing. */
export function lineFor(facts: Facts, measure: string): Line | undefined {
  return linesOf(facts).find(
    ({ check }) => check["measure"] === measure && check["over"] === undefined,
  );
}

export function nodeOf({ plan }: Facts, name: unknown): PlannedNode | undefined {
  return plan.nodes.find((node) => node.name === name);
}
