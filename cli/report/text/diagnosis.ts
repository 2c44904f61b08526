/** A diagnosis for the terminal. */
import type { Language } from "../../core/base/language.ts";
import type { Diagnosis, Finding } from "../../core/diagnose/diagnose.ts";
import { said } from "./say.ts";
import { wrapped } from "./wrap.ts";

interface Style {
  /** So many of each finding's hints are shown. */
  readonly hints: number;
  readonly width: number;
  /** Default: English. */
  readonly language?: Language | undefined;
}

/** More at once is read by nobody. */
const most = 3;

export function diagnosisText(
  { findings, notLookedAt, broken, lab }: Diagnosis,
  style: Style,
): string {
  const { language = "en" } = style;
  const roots = findings.filter(({ followsFrom }) => followsFrom === null);
  const shown = roots.slice(0, most).map((finding) => findingText(finding, findings, style));
  const rest = roots.slice(most).map(({ rule, title }) => `  ${rule}: ${title}`);
  const depth = [
    ...notLooked(notLookedAt, language),
    ...broken.map((one) => said(language, "rule-broken", one)),
  ];
  if (findings.length === 0) return [said(language, "nothing", { lab }), ...depth].join("\n");
  const more =
    rest.length > 0 ? [[said(language, "others", { count: rest.length }), ...rest].join("\n")] : [];
  return [...shown, ...more, ...depth].join("\n\n");
}

function notLooked(depths: Diagnosis["notLookedAt"], language: Language): string[] {
  if (depths.length === 0) return [];
  const named = depths.map((depth) => said(language, depth)).join(", ");
  return [said(language, "not-looked-at", { depths: named })];
}

/** What stands before each line, all of them as wide as the widest. */
function labelsOf(language: Language) {
  const names = ["see", "hint", "fails", "consequence", "more"] as const;
  const widest = Math.max(...names.map((name) => said(language, name).length));
  const label = (name: (typeof names)[number]) => `${said(language, name)}:`.padEnd(widest + 2);
  return { label, hang: " ".repeat(widest + 2) };
}

function findingText(finding: Finding, all: readonly Finding[], style: Style): string {
  const { hints, width, language = "en" } = style;
  const { label, hang } = labelsOf(language);
  const { severity, title, because, where, see, breaks, rule } = finding;
  const indent = " ".repeat(9);
  const wide = Math.max(40, Math.min(width, 100)) - indent.length;
  const after = all.filter(({ followsFrom }) => followsFrom === rule);
  const lines = [
    ...wrapped(`${because}.`.replace(/\.\.$/, "."), wide),
    ...where.map(({ node, file, line, text }) => {
      const at = line === undefined ? "" : `:${line}`;
      return `  ${node}${file}${at}${text === "" ? "" : `  ${text}`}`;
    }),
    `${label("see")}${see}`,
    ...finding.hints
      .slice(0, hints)
      .flatMap((hint) => wrapped(`${label("hint")}${hint}`, wide, hang)),
    ...(breaks.length > 0 ? wrapped(`${label("fails")}${breaks.join(", ")}`, wide, hang) : []),
    ...(after.length > 0
      ? wrapped(
          `${label("consequence")}${[...new Set(after.map((one) => one.title))].join("; ")}`,
          wide,
          hang,
        )
      : []),
    `${label("more")}halab explain ${rule}`,
  ];
  const [head = "", ...tail] = wrapped(title, wide);
  return [
    `${said(language, severity).padEnd(9)}${head}`,
    ...[...tail, ...lines].map((line) => `${indent}${line}`),
  ].join("\n");
}
