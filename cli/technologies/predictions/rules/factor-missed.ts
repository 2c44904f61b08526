import { threeDigits } from "../../../core/base/numbers.ts";
import { phrase } from "../../../core/kinds/phrase.ts";
import type { Facts, Found, RuleKind } from "../../../core/kinds/rule.ts";
import { lineFor, measuresOf, numberOf, unitOf } from "../settings.ts";

/** What is written in decimals may miss a factor by a hair. */
const exact = 1e-9;

function predicted(facts: Facts, measure: string) {
  const measured = measuresOf(facts).get(measure);
  const [line, unit] = [lineFor(facts, measure), measured && unitOf(measured)];
  const number = line && unit !== undefined ? numberOf(facts, line, unit) : undefined;
  return line && number !== undefined ? { line, number } : undefined;
}

function foundIn(facts: Facts, spec: Readonly<Record<string, unknown>>): Found[] {
  const [a, b] = [predicted(facts, String(spec["a"])), predicted(facts, String(spec["b"]))];
  if (spec["check"] !== "compared" || !a || !b || b.number <= 0) return [];
  const times = a.number / b.number;
  const [least, most] = [spec["at-least"], spec["at-most"]];
  const few = typeof least === "number" && times < least * (1 - exact);
  const many = typeof most === "number" && times > most * (1 + exact);
  if (!few && !many) return [];
  const wanted = few ? phrase`at least ${least}` : phrase`at most ${String(most)}`;
  const args = {
    ...{ name: a.line.name, said: a.line.text ?? "", other: b.line.name },
    ...{ theirs: b.line.text ?? "", times: threeDigits(times), wanted },
  };
  return [{ where: [a.line.place, b.line.place], args }];
}

export const kind: RuleKind = {
  kind: "factor-missed",
  severity: "warning",
  rank: 25,
  needs: "files",
  source: "the lab's check `compared`",
  breaks: (step, { args }) => step.expect.some((spec) => spec["prediction"] === args["name"]),
  find: (facts) =>
    facts.plan.steps.flatMap(({ expect }) => expect.flatMap((spec) => foundIn(facts, spec))),
};
