/** (facts, rules, tests) -> whether a cluster is fit to be one, test by test. Pure. */
import { HalabError } from "../base/error.ts";
import { technologyFiles } from "../kinds/load.ts";
import { type Phrases, type Tongue, told } from "../kinds/phrase.ts";
import type { Facts } from "../kinds/rule.ts";
import { type Category, categories, type ValidationKind } from "../kinds/validation.ts";
import { diagnose, type Finding } from "./diagnose.ts";
import type { NamedRule } from "./rules.ts";

/** A test by its whole name, `technology/category`, and what it is about, in a sentence. */
export interface NamedTest {
  readonly id: string;
  readonly test: ValidationKind;
  readonly title: string;
  /** Of what it has seen. */
  readonly tongue: Tongue;
}

export type Outcome = "passed" | "warning" | "failed" | "not-run";

export interface TestResult {
  readonly test: string;
  readonly title: string;
  readonly outcome: Outcome;
  /** Of one that was not run: what it needs, or that its rules are broken. */
  readonly why: "needs-nodes" | "rules-broken" | null;
  /** Of what was looked at, with figures; null: nothing to say. */
  readonly seen: string | null;
  /** The rules that were asked, and those that would have needed a running cluster, or broke. */
  readonly rules: readonly string[];
  readonly notAsked: readonly string[];
  readonly findings: readonly Finding[];
}

export interface CategoryResult {
  /** `other`: what none of the tests asks. */
  readonly category: Category | "other";
  readonly outcome: Outcome;
  readonly tests: readonly TestResult[];
}

/** `halab/validation/1` */
export interface Validation {
  readonly schema: "halab/validation/1";
  readonly lab: string;
  /** The cluster that was looked at; null: files alone. */
  readonly cluster: string | null;
  readonly outcome: Outcome;
  readonly counts: Readonly<Record<Outcome, number>>;
  readonly categories: readonly CategoryResult[];
  /** Of which this cluster has nothing. */
  readonly nothing: readonly Category[];
}

const outcomes: readonly Outcome[] = ["failed", "warning", "passed", "not-run"];

/** The gravest; of nothing: nothing was run. */
function worst(all: readonly Outcome[]): Outcome {
  return outcomes.find((one) => all.includes(one)) ?? "not-run";
}

/** All tests of all technologies; what has no text in a language speaks English. */
export async function loadTests(language = "en"): Promise<readonly NamedTest[]> {
  const [english, translated] = await Promise.all([loadTitles("en"), loadTitles(language)]);
  return Promise.all(
    technologyFiles("validations").map(async ({ technology, name, url }) => {
      const { kind: test }: { kind?: ValidationKind } = await import(url.href);
      const own = translated.get(technology);
      const title = own?.tests?.[name] ?? english.get(technology)?.tests?.[name];
      const phrases = own?.tests?.[name] === undefined ? {} : (own.phrases ?? {});
      if (test?.kind !== name)
        throw new HalabError("BUG", `${url} does not export \`kind\` "${name}"`);
      if (title === undefined)
        throw new HalabError("BUG", `texts/en.ts of ${technology} has no test "${name}"`);
      return { id: `${technology}/${name}`, test, title, tongue: { language, phrases } };
    }),
  );
}

/** What a technology's texts/LANGUAGE.ts says. */
interface Said {
  readonly tests?: Readonly<Record<string, string>>;
  readonly phrases?: Phrases;
}

async function loadTitles(language: string) {
  const files = technologyFiles("texts").filter(({ name }) => name === language);
  const all = files.map(async ({ technology, url }) => {
    const module: Said = await import(url.href);
    return [technology, module] as const;
  });
  return new Map(await Promise.all(all));
}

interface Asking {
  readonly facts: Facts;
  readonly rules: ReadonlyMap<string, NamedRule>;
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  /** Rules of ours that ended with an error. */
  readonly threw: ReadonlySet<string>;
}

interface Test {
  readonly id: string;
  readonly title: string;
  readonly rules: readonly string[];
  readonly named?: NamedTest;
}

function resultOf({ id, title, rules, named }: Test, asking: Asking): TestResult {
  const { facts, threw } = asking;
  const needsMore = named?.test.asks === true && facts.asked === undefined;
  const isAsked = (rule: string) => {
    const needs = asking.rules.get(rule)?.rule.needs;
    return needs !== undefined && facts.looked.has(needs) && !needsMore && !threw.has(rule);
  };
  const asked = rules.filter(isAsked);
  const findings = asked.flatMap((rule) => asking.findings.get(rule) ?? []);
  const found = findings.flatMap(({ severity }): Outcome[] => {
    if (severity === "hint") return [];
    return [severity === "error" ? "failed" : "warning"];
  });
  return {
    test: id,
    title,
    outcome: worst(asked.length === 0 ? [] : ["passed", ...found]),
    why:
      asked.length > 0
        ? null
        : rules.some((rule) => threw.has(rule))
          ? "rules-broken"
          : "needs-nodes",
    seen: asked.length > 0 ? seenBy(named, facts) : null,
    rules: asked,
    notAsked: rules.filter((rule) => !asked.includes(rule)),
    findings,
  };
}

function seenBy(named: NamedTest | undefined, facts: Facts): string | null {
  const text = named?.test.seen?.(facts);
  return text === undefined || !named ? null : told(text, named.tongue);
}

function categoryOf(category: CategoryResult["category"], tests: readonly TestResult[]) {
  return { category, outcome: worst(tests.map(({ outcome }) => outcome)), tests };
}

/** `rest`: what the test is called that asks all rules which are nobody's. */
export function validate(
  facts: Facts,
  given: {
    readonly rules: readonly NamedRule[];
    readonly tests: readonly NamedTest[];
    readonly rest: string;
  },
): Validation {
  const { rules, tests, rest } = given;
  const { findings, broken: ended } = diagnose(facts, rules, Number.POSITIVE_INFINITY);
  const asking: Asking = {
    facts,
    rules: new Map(rules.map((named) => [named.id, named])),
    findings: Map.groupBy(findings, ({ rule }) => rule),
    threw: new Set(ended.map(({ rule }) => rule)),
  };
  const mine = tests.filter(({ test }) => test.applies(facts));
  const byCategory = Map.groupBy(mine, ({ test }) => test.kind);
  const present = categories.filter((category) => byCategory.has(category));
  const taken = new Set(mine.flatMap(({ test }) => test.rules));
  const others = rules.map(({ id }) => id).filter((id) => !taken.has(id));
  const all: CategoryResult[] = [
    ...present.map((category) => {
      const own = byCategory.get(category) ?? [];
      const results = own.map((named) => {
        const { id, title, test } = named;
        return resultOf({ id, title, rules: test.rules, named }, asking);
      });
      return categoryOf(category, results);
    }),
    categoryOf("other", [resultOf({ id: "other", title: rest, rules: others }, asking)]),
  ];
  const results = all.flatMap((one) => one.tests.map(({ outcome }) => outcome));
  const count = (wanted: Outcome) => results.filter((one) => one === wanted).length;
  return {
    schema: "halab/validation/1",
    lab: facts.plan.lab,
    cluster: facts.asked ? facts.cluster : null,
    outcome: worst(results),
    counts: {
      passed: count("passed"),
      warning: count("warning"),
      failed: count("failed"),
      "not-run": count("not-run"),
    },
    categories: all,
    nothing: categories.filter((category) => !byCategory.has(category)),
  };
}
