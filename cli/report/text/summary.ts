/** A run at a glance, for a terminal: never wider than it is. */
import { stripVTControlCharacters, styleText } from "node:util";
import Table from "cli-table3";
import { cleanText } from "../../core/base/clean.ts";
import type { Language } from "../../core/base/language.ts";
import type { Diagnosis } from "../../core/diagnose/diagnose.ts";
import type { RunView } from "../../core/journal/view.ts";
import { boundText } from "../../core/judge/bound-text.ts";
import type { Report, StepReport } from "../../core/judge/report.ts";
import type { Verdict } from "../../core/kinds/verdict.ts";
import { type Timeline, timeline } from "../chart/timeline.ts";
import { ownerProbes, percentText } from "../words.ts";
import { usersText } from "./compared.ts";
import { causeRemarks, stepRemarks } from "./remarks.ts";
import { numbersIn, said, verdictWord } from "./say.ts";
import { sparkLines } from "./spark.ts";

export interface SummaryOptions {
  /** Width of the terminal; between 60 and 100 are used. */
  readonly columns: number;
  readonly colour: boolean;
  /** For LANG=C: no character outside ASCII. */
  readonly ascii?: boolean;
  /** Where the page of the run is, to say so. */
  readonly reportPath?: string;
  /** Why its steps failed. */
  readonly diagnosis?: Diagnosis | undefined;
  /** Default: English. */
  readonly language?: Language | undefined;
}

interface Style {
  readonly language: Language;
  readonly width: number;
  readonly ascii: boolean;
  readonly paint: (format: Paint, text: string) => string;
}

type Paint = "green" | "red" | "magenta" | "cyan" | "dim" | "bold" | "yellow";

const INDENT = 2;
const HEAD = [
  "step-column",
  "fault-column",
  "outage-column",
  "formula-column",
  "lost-column",
  "verdict-column",
] as const;

/** Header, a row per step with remarks, the timeline in characters, points. Ends with a newline. */
export function renderSummary(report: Report, view: RunView, options: SummaryOptions): string {
  const width = Math.max(60, Math.min(100, options.columns));
  const paint = (format: Paint, text: string): string =>
    options.colour ? styleText(format, text, { validateStream: false }) : text;
  const { ascii = false, language = "en" } = options;
  const style: Style = { width, ascii, paint, language };
  const whole = timeline(view, report);
  const lines = [
    ...header(report, view, style),
    "",
    ...stepTable(report, { whole, diagnosis: options.diagnosis }, style),
    "",
    ...comparedTable(report, style),
    ...sparkTable(view, whole, style),
    "",
    ...footer(report, options.reportPath, style),
  ];
  const text = lines.map((line) => line.trimEnd()).join("\n");
  return `${style.ascii ? toAscii(text) : text}\n`;
}

/** Every sign becomes one of ASCII, so that columns stay where they are. */
function toAscii(text: string): string {
  const twins: Readonly<Record<string, string>> = { "·": "-", "…": "~", "×": "x", "±": "+" };
  const plain = [...text.replaceAll(" … ", " - ")];
  return plain.map((sign) => (sign <= "~" ? sign : (twins[sign] ?? "?"))).join("");
}

/** One line if it fits, else broken between the parts. */
function joined(parts: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    const longer = last === undefined ? part : `${last} · ${part}`;
    if (last !== undefined && longer.length <= width) lines[lines.length - 1] = longer;
    else lines.push(part);
  }
  return lines.flatMap((line) => cells([line], { widths: [width] }));
}

function header(report: Report, view: RunView, style: Style): string[] {
  const vips = ownerProbes(view.plan).flatMap((probe) => probe.address ?? []);
  const { language } = style;
  const seconds = report.upMs === null ? undefined : report.upMs / 1000;
  const about = { lab: cleanText(report.lab), provider: cleanText(report.provider) };
  const nodes = said(language, "nodes", { count: report.nodes });
  const parts = [
    said(language, "on", about),
    seconds === undefined
      ? nodes
      : `${nodes} ${said(language, "up", { seconds: tenths(seconds, style) })}`,
    ...vips.map((address) => `VIP ${address}`),
  ];
  return joined(parts, style.width).map((line) => style.paint("bold", line));
}

function tenths(seconds: number, { language }: Style): string {
  return numbersIn(language, seconds.toFixed(1));
}

interface Told {
  readonly whole: Timeline;
  readonly diagnosis: Diagnosis | undefined;
}

function stepTable(report: Report, { whole, diagnosis }: Told, style: Style): string[] {
  const { language } = style;
  const causes = causeRemarks(report, diagnosis, language);
  const head = HEAD.map((word) => said(language, word));
  const rows = report.steps.map((step) => stepCells(step, style));
  const widths = columnWidths([head, ...rows], style.width - INDENT);
  const aligns = ["left", "left", "right", "left", "right", "left"] as const;
  const remarkIndent = INDENT + (widths[0] ?? 0) + 2;
  const remarkOptions = {
    widths: [style.width - remarkIndent],
    indent: remarkIndent,
    wrap: true,
  };
  return [
    ...cells(head, { widths, aligns, indent: INDENT }).map((line) => style.paint("dim", line)),
    ...report.steps.flatMap((step, index) => [
      ...cells(rows[index] ?? [], { widths, aligns, indent: INDENT }),
      ...[...stepRemarks(step, whole, language), ...(causes.get(step.id) ?? [])].flatMap((remark) =>
        cells([remark.text], remarkOptions).map((line) =>
          style.paint(remark.bad ? "yellow" : "dim", line),
        ),
      ),
    ]),
  ];
}

/** As wide as what they hold, within limits; the fault's column takes or gives what is over. */
function columnWidths(rows: readonly (readonly string[])[], width: number): number[] {
  const most = [16, 0, 10, 16, 9, 22];
  const widths = most.map((limit, column) => {
    const lengths = rows.map((row) => stripVTControlCharacters(row[column] ?? "").length);
    return Math.min(limit, Math.max(...lengths));
  });
  const others = widths.reduce((sum, value) => sum + value, 0) + 2 * (most.length - 1);
  const wanted = Math.max(5, ...rows.map((row) => (row[1] ?? "").length));
  widths[1] = Math.max(5, Math.min(wanted, width - others));
  return widths;
}

function stepCells(step: StepReport, style: Style): string[] {
  const { impact } = step;
  const { language } = style;
  // A step may have two phases, each with its own: what was felt belongs to the longer one.
  const [promised] = step.checks
    .filter((check) => check.headline && check.bound)
    .toSorted((a, b) => (b.measured ?? 0) - (a.measured ?? 0));
  const formula = promised?.bound ? boundText(promised.bound, promised.unit ?? "s") : "-";
  const points = numbersIn(language, `${step.points}/${step.maxPoints}`);
  const verdict = `${verdictWord(language, step.verdict)} ${points}`;
  return [
    cleanText(step.id),
    step.fault ? cleanText(step.fault.title) : "-",
    impact ? numbersIn(language, `${impact.outage.toFixed(2)} s`) : "-",
    numbersIn(language, formula),
    impact ? String(impact.lost) : "-",
    style.paint(verdictPaint(step.verdict), verdict),
  ];
}

function verdictPaint(verdict: Verdict): Paint {
  return verdict === "pass" ? "green" : verdict === "fail" ? "red" : "magenta";
}

/** Steps down, kinds of users across: what each of them lost, or how long it waited. */
function comparedTable({ sideBySide }: Report, style: Style): string[] {
  if (!sideBySide) return [];
  const { probes, steps } = sideBySide;
  const { language } = style;
  const head = [said(language, "lost-by"), ...probes.map(({ probe }) => probe)];
  const rows = steps.map(({ step, users }) => [
    step,
    ...users.map((one) => usersText(one, language)),
  ]);
  const name = Math.min(16, Math.max(...[head, ...rows].map(([first = ""]) => first.length)));
  const each = Math.floor((style.width - INDENT - name) / probes.length) - 2;
  const widths = [name, ...probes.map(() => each)];
  const line = (row: readonly string[]) => cells(row.map(cleanText), { widths, indent: INDENT });
  return [
    ...line(head).map((text) => style.paint("dim", text)),
    ...rows.flatMap((row) => line(row)),
    "",
  ];
}

function sparkTable(view: RunView, whole: Timeline, style: Style): string[] {
  const name = 8;
  const columns = style.width - INDENT - name - 1;
  const paints = { axis: "dim", answers: "cyan", failures: "red", owners: "yellow" } as const;
  const { ascii, language } = style;
  return sparkLines(view, whole, { columns, ascii, language }).flatMap((line) =>
    cells([line.name, style.paint(paints[line.kind], line.text)], {
      widths: [name, columns],
      indent: INDENT,
      gap: 1,
    }),
  );
}

function footer(report: Report, reportPath: string | undefined, style: Style): string[] {
  const { language } = style;
  const points = said(language, "points", { points: report.points, all: report.maxPoints });
  const parts = [
    points,
    ...availabilityParts(report, style),
    ...(report.early ? [cleanText(report.early.text)] : []),
    ...(report.verdict === "unknown" ? [said(language, "not-gradable")] : []),
  ];
  const timers = said(language, "timers", {
    timers: tenths(report.protocolTime, style),
    run: tenths(report.took, style),
  });
  const width = style.width - INDENT;
  const lines = [
    ...withPath(joined(parts, width), reportPath, { ...style, width }),
    ...joined([timers], width),
  ];
  return lines.map((line) => {
    const painted = line.replace(points, () => style.paint(verdictPaint(report.verdict), points));
    return " ".repeat(INDENT) + painted;
  });
}

function availabilityParts({ availability }: Report, style: Style): string[] {
  if (!availability) return [];
  const { language } = style;
  const ratio = numbersIn(language, percentText(availability.ratio));
  return [said(language, "availability", { ratio, seconds: tenths(availability.seconds, style) })];
}

/** A path is there to be copied: it gets a line of its own rather than being cut. */
function withPath(
  lines: readonly string[],
  path: string | undefined,
  { width, language }: Style,
): string[] {
  if (path === undefined) return [...lines];
  const text = said(language, "report", { path: cleanText(path) });
  const longer = `${lines.at(-1)} · ${text}`;
  return longer.length <= width ? [...lines.slice(0, -1), longer] : [...lines, text];
}

interface CellOptions {
  readonly widths: readonly number[];
  readonly aligns?: readonly ("left" | "right")[];
  readonly indent?: number;
  /** Blanks between two columns; default 2. */
  readonly gap?: number;
  readonly wrap?: boolean;
}

/** One row without borders; cli-table3 knows the widths of characters and escapes, and cuts. */
function cells(row: readonly string[], options: CellOptions): string[] {
  const { widths, aligns = [], indent = 0, gap = 2, wrap = false } = options;
  const none = ["top", "bottom", "left", "right", "mid"].flatMap((side) =>
    side === "left" || side === "right" ? [side] : [side, `${side}-mid`],
  );
  const corners = ["top-left", "top-right", "bottom-left", "bottom-right", "left-mid", "right-mid"];
  const chars = Object.fromEntries([...none, ...corners].map((side) => [side, ""]));
  const table = new Table({
    chars: { ...chars, "mid-mid": "", middle: " ".repeat(gap) },
    colWidths: [...widths],
    colAligns: widths.map((_, index) => aligns[index] ?? "left"),
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
    wordWrap: wrap,
  });
  table.push([...row]);
  return table
    .toString()
    .split("\n")
    .map((line) => (" ".repeat(indent) + line).trimEnd());
}
