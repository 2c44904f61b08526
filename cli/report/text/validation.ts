/** A cluster's validation for the terminal: one page. */
import type { Language } from "../../core/base/language.ts";
import type { Finding } from "../../core/diagnose/diagnose.ts";
import type {
  CategoryResult,
  Outcome,
  TestResult,
  Validation,
} from "../../core/diagnose/validate.ts";
import { said } from "./say.ts";
import { wrapped } from "./wrap.ts";

interface Style {
  readonly width: number;
  readonly language: Language;
  /** What to type for what was not run. */
  readonly rest?: string | undefined;
}

/** More of one test is what `halab diagnose` is for. */
const most = { findings: 3, places: 2 };
const outcomes: readonly Outcome[] = ["passed", "warning", "failed", "not-run"];

export function validationText(validation: Validation, style: Style): string {
  const { lab, cluster, categories, nothing, counts } = validation;
  const { language, rest } = style;
  const title =
    cluster === null
      ? said(language, "validation-files", { lab })
      : said(language, "validation-cluster", { lab, cluster });
  const lacking = nothing.map((one) => said(language, `category-${one}`)).join(", ");
  const { passed, warning, failed } = counts;
  const notRun = counts["not-run"];
  const end = [
    ...(nothing.length > 0
      ? wrapped(said(language, "nothing-of", { names: lacking }), wideOf(style), "  ")
      : []),
    ...wrapped(
      said(language, "outcome-counts", { passed, warning, failed, notRun }),
      wideOf(style),
      "  ",
    ),
    ...(rest !== undefined && notRun > 0 ? [said(language, "needs-nodes"), `  ${rest}`] : []),
  ];
  return [
    ...wrapped(title, wideOf(style), "  "),
    "",
    ...categories.flatMap((one) => categoryLines(one, style)),
    "",
    ...end,
  ].join("\n");
}

const wideOf = ({ width }: Style) => Math.max(40, Math.min(width, 100));

function categoryLines({ category, tests }: CategoryResult, style: Style): string[] {
  const { language } = style;
  return [said(language, `category-${category}`), ...tests.flatMap((one) => testLines(one, style))];
}

function testLines({ outcome, why, title, seen, findings }: TestResult, style: Style): string[] {
  const { language } = style;
  const words = outcomes.map((one) => said(language, one).length);
  const column = Math.max(...words) + 4;
  const wide = wideOf(style) - column;
  const broken = why === "rules-broken" ? `${title}: ${said(language, "rules-broken")}` : title;
  const about = seen === null ? broken : `${title} (${seen})`;
  const [first = "", ...others] = [
    ...wrapped(about, wide),
    ...findings.slice(0, most.findings).flatMap((one) => findingLines(one, wide, language)),
    ...(findings.length > most.findings
      ? [said(language, "others", { count: findings.length - most.findings }).replace(/:$/, "")]
      : []),
  ];
  const label = `  ${said(language, outcome)}`.padEnd(column);
  return [`${label}${first}`, ...others.map((line) => `${" ".repeat(column)}${line}`)];
}

function findingLines(finding: Finding, wide: number, language: Language): string[] {
  const { title, where, rule, followsFrom } = finding;
  const places = where.slice(0, most.places).map(({ node, file, line, text }) => {
    const at = line === undefined ? "" : `:${line}`;
    return `    ${node}${file}${at}${text === "" ? "" : `  ${text}`}`.slice(0, wide);
  });
  const more =
    followsFrom === null
      ? `halab explain ${rule}`
      : said(language, "because-of", { rule: followsFrom });
  return [...wrapped(`- ${title}`, wide, "  "), ...places, `    ${more}`];
}
