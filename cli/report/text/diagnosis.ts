/** A diagnosis for the terminal. */
import type { Diagnosis, Finding } from "../../core/diagnose/diagnose.ts";

interface Style {
  /** So many of each finding's hints are shown. */
  readonly hints: number;
  readonly width: number;
}

/** More at once is read by nobody. */
const most = 3;

export function diagnosisText(
  { findings, notLookedAt, broken, lab }: Diagnosis,
  style: Style,
): string {
  const roots = findings.filter(({ followsFrom }) => followsFrom === null);
  const shown = roots.slice(0, most).map((finding) => findingText(finding, findings, style));
  const rest = roots.slice(most).map(({ rule, title }) => `  ${rule}: ${title}`);
  const depth = [
    ...(notLookedAt.length > 0 ? [`not looked at: ${notLookedAt.join(", ")}`] : []),
    ...broken.map(({ rule, why }) => `halab's rule ${rule} is broken (please report it): ${why}`),
  ];
  if (findings.length === 0)
    return [`${lab}: nothing was found that would break it`, ...depth].join("\n");
  const more = rest.length > 0 ? [[`and ${rest.length} more:`, ...rest].join("\n")] : [];
  return [...shown, ...more, ...depth].join("\n\n");
}

function findingText(finding: Finding, all: readonly Finding[], { hints, width }: Style): string {
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
    `see:   ${see}`,
    ...finding.hints.slice(0, hints).flatMap((hint) => wrapped(`hint:  ${hint}`, wide, "       ")),
    ...(breaks.length > 0 ? wrapped(`fails: ${breaks.join(", ")}`, wide, "       ") : []),
    ...(after.length > 0
      ? wrapped(`then:  ${[...new Set(after.map((one) => one.title))].join("; ")}`, wide, "       ")
      : []),
    `more:  halab explain ${rule}`,
  ];
  const [head = "", ...tail] = wrapped(title, wide);
  return [
    `${severity.padEnd(9)}${head}`,
    ...[...tail, ...lines].map((line) => `${indent}${line}`),
  ].join("\n");
}

/** Between words; a word that is longer than a line stays whole. */
function wrapped(text: string, width: number, hang = ""): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const next = line === "" ? word : `${line} ${word}`;
    if (line !== "" && next.length > width) {
      lines.push(line);
      line = `${hang}${word}`;
    } else line = next;
  }
  return [...lines, line];
}
