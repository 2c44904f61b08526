/** Location, colocation, order: what a file of crm demands of resources' places. */
import type { Statement, Word } from "../syntax/statements.ts";

/** A resource in a constraint, with its role or action. */
export interface Reference {
  readonly id: string;
  /** "Promoted", "start"; empty where nothing is said. */
  readonly as: string;
  readonly word: Word;
}

export interface Constraint {
  readonly kind: "location" | "colocation" | "order" | "ticket";
  readonly id: string;
  readonly word: Word;
  /** As many as steps of an order; those of a step in brackets have none among themselves. */
  readonly steps: readonly (readonly Reference[])[];
  /** INFINITY is 1000000; undefined: a kind, or a rule. */
  readonly score: number | undefined;
  /** Of an order: false where it only holds when both happen anyhow. */
  readonly mandatory: boolean;
  /** Of a location without a rule. */
  readonly node: Word | undefined;
  /** It has rules or patterns, or names resources by sets. */
  readonly complex: boolean;
}

const kinds: Readonly<Record<string, Constraint["kind"]>> = {
  location: "location",
  colocation: "colocation",
  collocation: "colocation",
  order: "order",
  rsc_ticket: "ticket",
};

export const infinity = 1_000_000;

/** "inf:", "-INFINITY:", "100:", "Mandatory:"; undefined: none of them. */
export function scoreOf(text: string): number | undefined {
  const word = text.replace(/:$/, "").toLowerCase();
  const [, sign = "", infinite] = /^([+-]?)(inf|infinity)$/.exec(word) ?? [];
  if (infinite !== undefined) return sign === "-" ? -infinity : infinity;
  if (word === "mandatory") return infinity;
  if (word === "advisory") return 0;
  return /^[+-]?\d+$/.test(word) ? Number(word) : undefined;
}

function referenceOf(word: Word): Reference {
  const [id = "", as = ""] = word.value.split(":");
  return { id, as, word };
}

const brackets = /[()[\]{}]/g;

/** Whose brackets belong together are one step. */
function stepsOf(words: readonly Word[]): readonly (readonly Reference[])[] {
  const steps: Reference[][] = [];
  let inside = false;
  for (const word of words) {
    const opens = /^[([{]/.test(word.value);
    const closes = /[)\]}]$/.test(word.value);
    const value = word.value.replace(brackets, "");
    if (opens) {
      inside = true;
      steps.push([]);
    }
    // sequential=true, symmetrical=false, node-attribute=...
    if (value !== "" && !value.includes("=")) {
      const reference = referenceOf({ ...word, value });
      if (inside) steps.at(-1)?.push(reference);
      else steps.push([reference]);
    }
    if (closes) inside = false;
  }
  return steps.filter((step) => step.length > 0);
}

export function constraintOf({ keyword, words }: Statement): Constraint | undefined {
  const kind = kinds[keyword];
  const [word, ...rest] = words;
  if (!kind || !word) return undefined;
  const at = rest.findIndex(({ value }) => value.endsWith(":"));
  const scored = at < 0 ? "" : (rest[at]?.value ?? "");
  const base = { kind, id: word.value, word, score: scoreOf(scored), node: undefined };
  if (kind === "location") return { ...base, ...locationOf(rest, at), mandatory: false };
  const members = at === 0 ? rest.slice(1) : rest;
  const steps = stepsOf(members);
  const optional = /^(?:optional|serialize|0):$/i.test(scored) || base.score === 0;
  const complex = steps.length > 2 || members.some(({ value }) => /[()[\]{}]/.test(value));
  return { ...base, steps, mandatory: kind === "order" && !optional, complex };
}

function locationOf(
  rest: readonly Word[],
  at: number,
): Pick<Constraint, "steps" | "node" | "complex"> {
  const [target] = rest;
  const hasRule = rest.some(({ value }) => value.toLowerCase() === "rule");
  const isPattern = target?.value.startsWith("/") ?? false;
  const end = rest.findIndex(({ value }) => value === "}");
  const named = target?.value.startsWith("{") ? rest.slice(0, end + 1) : target ? [target] : [];
  const node = !hasRule && at >= 0 ? rest[at + 1] : undefined;
  return {
    steps: isPattern ? [] : stepsOf(named),
    node,
    complex: hasRule || isPattern || end >= 0,
  };
}
