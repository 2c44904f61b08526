/** (facts, rules) -> findings, causes before effects. Pure. */
import { ellipsis } from "../base/clean.ts";
import { messageOf } from "../base/error.ts";
import { type Tongue, told } from "../kinds/phrase.ts";
import {
  type Depth,
  depths,
  type Facts,
  type Found,
  type Place,
  type Severity,
} from "../kinds/rule.ts";
import type { NamedRule } from "./rules.ts";

/** One thing that is wrong, for people and programs. */
export interface Finding {
  /** `technology/name`; `halab explain` tells more of it. */
  readonly rule: string;
  readonly severity: Severity;
  readonly title: string;
  readonly where: readonly Place[];
  readonly because: string;
  /** A command to type. */
  readonly see: string;
  /** A question, a direction, the edit. */
  readonly hints: readonly string[];
  /** The steps that fail for it. */
  readonly breaks: readonly string[];
  /** The rule of which it is a consequence. */
  readonly followsFrom: string | null;
  readonly source: string;
}

/** `halab/diagnosis/1` */
export interface Diagnosis {
  readonly schema: "halab/diagnosis/1";
  readonly lab: string;
  /** The deepest that it was looked. */
  readonly depth: Depth;
  readonly notLookedAt: readonly Depth[];
  readonly findings: readonly Finding[];
  /** Rules that ended with an error, which is a mistake of ours; nobody's grade or answer is lost for it. */
  readonly broken: readonly { readonly rule: string; readonly why: string }[];
}

const severities: readonly Severity[] = ["error", "warning", "hint"];

interface Hit {
  readonly named: NamedRule;
  readonly found: Found;
  readonly breaks: readonly string[];
}

/** What is printed may be shown, mailed and stored, and student's files may be as long and as wrong as they like. */
const most = { findings: 40, places: 20, ofNode: 8, text: 200, sentence: 800 };

const english: Tongue = { language: "en", phrases: {} };

/** What a rule says, with the arguments of what was found in their places. */
function filled(text: string, args: Found["args"], tongue = english): string {
  const put = (whole: string, name: string) =>
    ellipsis(told(String(args[name] ?? whole), tongue), most.text);
  return ellipsis(text.replace(/\{([\w-]+)\}/g, put), most.sentence);
}

function follows(hit: Hit, hits: readonly Hit[]): string | null {
  const { rule } = hit.named;
  const causes = rule.follows ?? [];
  const cause = hits.find(({ named }) => causes.includes(named.id) && named !== hit.named);
  if (cause) return cause.named.id;
  if (rule.covers) return null;
  return hits.find((other) => other.named.rule.covers && touches(other, hit))?.named.id ?? null;
}

function touches(cover: Hit, hit: Hit): boolean {
  return cover.found.where.some((place) =>
    hit.found.where.some(({ node, file }) => node === place.node && file === place.file),
  );
}

/** The first places of each node, so that both sides are seen. */
function fewOf(where: readonly Place[]): readonly Place[] {
  const seen = new Map<string, number>();
  const few = where.filter(({ node }) => {
    const before = seen.get(node) ?? 0;
    seen.set(node, before + 1);
    return before < most.ofNode;
  });
  return few.slice(0, most.places).map((place) => {
    return { ...place, text: ellipsis(place.text, most.text) };
  });
}

function findingOf(hit: Hit, hits: readonly Hit[], facts: Facts): Finding {
  const { id, rule, texts, tongue } = hit.named;
  const { where } = hit.found;
  const [first] = where;
  const args = {
    lab: facts.cluster,
    node: first?.node ?? "",
    file: first?.file ?? "",
    line: first?.line ?? "",
    text: first?.text ?? "",
    ...hit.found.args,
  };
  const say = (text: string) => filled(text, args, tongue);
  return {
    rule: id,
    severity: rule.severity,
    title: say(texts.title),
    where: fewOf(where),
    because: say(texts.because),
    see: say(texts.see),
    hints: texts.hints.map(say),
    breaks: hit.breaks,
    followsFrom: follows(hit, hits),
    source: rule.source,
  };
}

function stepsOf({ rule }: NamedRule, found: Found, facts: Facts): readonly string[] {
  const broken = facts.plan.steps.filter((step) => rule.breaks?.(step, found, facts) ?? false);
  return broken.map((step) => step.id);
}

function rankOf({ named: { rule } }: Hit): number {
  return severities.indexOf(rule.severity) * 1000 + rule.rank;
}

/**
 * Causes first, then what follows from them; among those the graver, and of these the lower rank. `atMost`: so many of
 * them; default: as many as anybody reads.
 */
export function diagnose(
  facts: Facts,
  rules: readonly NamedRule[],
  atMost = most.findings,
): Diagnosis {
  const asked = rules.filter(({ rule }) => facts.looked.has(rule.needs));
  const broken: { rule: string; why: string }[] = [];
  const ask = (named: NamedRule): Hit[] => {
    try {
      return named.rule
        .find(facts)
        .map((found) => ({ named, found, breaks: stepsOf(named, found, facts) }));
    } catch (error) {
      broken.push({ rule: named.id, why: messageOf(error) });
      return [];
    }
  };
  const hits = asked.flatMap(ask).toSorted((a, b) => rankOf(a) - rankOf(b));
  const findings = hits.slice(0, atMost).map((hit) => findingOf(hit, hits, facts));
  const looked = depths.filter((depth) => facts.looked.has(depth));
  return {
    schema: "halab/diagnosis/1",
    lab: facts.plan.lab,
    depth: looked.at(-1) ?? "files",
    notLookedAt: depths.filter((depth) => !facts.looked.has(depth)),
    findings: [
      ...findings.filter(({ followsFrom }) => followsFrom === null),
      ...findings.filter(({ followsFrom }) => followsFrom !== null),
    ],
    broken,
  };
}
