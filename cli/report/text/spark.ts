/** The timeline of a run in one line of characters per server and watched address. Pure. */

import { cleanText } from "../../core/base/clean.ts";
import type { Language } from "../../core/base/language.ts";
import type { RunView } from "../../core/journal/view.ts";
import { CONFLICT_S } from "../chart/layout.ts";
import type { OwnerLane } from "../chart/owners.ts";
import { type Sample, seriesOf } from "../chart/strip.ts";
import type { Timeline } from "../chart/timeline.ts";
import { said } from "./say.ts";

export interface SparkLine {
  readonly name: string;
  readonly text: string;
  readonly kind: "axis" | "answers" | "failures" | "owners";
}

export interface SparkOptions {
  readonly columns: number;
  readonly ascii: boolean;
  /** Default: English. */
  readonly language?: Language | undefined;
}

const BLOCKS = { unicode: "▁▂▃▄▅▆▇", ascii: ".:-=+*#" } as const;

/** The axis, a line for each server, one for failures if there are any, one for each address. */
export function sparkLines(
  view: RunView,
  whole: Timeline,
  options: SparkOptions,
): readonly SparkLine[] {
  const cell = (whole.to - whole.from) / options.columns;
  // What users felt is one probe's story; the page tells the others'.
  const series = seriesOf(view).slice(0, 1);
  return [
    {
      name: said(options.language ?? "en", "time"),
      text: axis(whole.to, options.columns),
      kind: "axis",
    },
    ...series.flatMap(({ samples }) => answerLines(samples, cell, options)),
    ...whole.owners.map((lane) => ({
      name: whole.owners.length === 1 ? "VIP" : cleanText(lane.probe),
      text: ownerLine(lane, whole, options),
      kind: "owners" as const,
    })),
  ];
}

/** Numbers at round seconds, each starting in its own cell, as many as leave room between them. */
function axis(seconds: number, columns: number): string {
  const room = String(Math.floor(seconds)).length + 3;
  const most = Math.max(1, Math.floor(columns / room));
  const step = [0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600].find(
    (candidate) => seconds / candidate <= most,
  );
  let line = "";
  for (let at = 0; step && at < seconds; at += step) {
    const column = Math.round((at / seconds) * columns);
    if (column + String(at).length + 2 > columns) break;
    line = line.padEnd(column) + String(at);
  }
  return `${line} s`;
}

function answerLines(samples: readonly Sample[], cell: number, options: SparkOptions): SparkLine[] {
  const { language = "en" } = options;
  const servers = [...new Set(samples.filter(isOk).map((sample) => sample.server))];
  const lines = servers.map((server) => ({
    name: cleanText(server) || said(language, "answered"),
    counts: countCells(
      samples.filter((s) => isOk(s) && s.server === server),
      cell,
      options.columns,
    ),
    kind: "answers" as const,
  }));
  const failures = samples.filter((sample) => !isOk(sample));
  const lost = {
    name: said(language, "lost-column"),
    counts: countCells(failures, cell, options.columns),
    kind: "failures" as const,
  };
  const shown = failures.length > 0 ? [...lines, lost] : lines;
  // The first and the last cell are seldom full; the busiest one is the measure.
  const most = Math.max(1, ...lines.flatMap((line) => line.counts));
  const full = Math.max(1, ...countCells(samples, cell, options.columns));
  return shown.map(({ name, counts, kind }) => ({
    name,
    text: blocks(counts, kind === "failures" ? full : most, options.ascii),
    kind,
  }));
}

function isOk(sample: Sample): boolean {
  return sample.outcome === "ok";
}

function countCells(samples: readonly Sample[], cell: number, columns: number): number[] {
  const counts = new Array<number>(columns).fill(0);
  for (const { due } of samples) {
    const index = Math.min(columns - 1, Math.max(0, Math.floor(due / cell)));
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts;
}

/** Blank is none at all: a single request is still seen. */
function blocks(counts: readonly number[], full: number, ascii: boolean): string {
  const marks = [...(ascii ? BLOCKS.ascii : BLOCKS.unicode)];
  return counts
    .map((count) => {
      if (count === 0) return " ";
      const level = Math.ceil((count / full) * marks.length) - 1;
      return marks[Math.min(marks.length - 1, Math.max(0, level))];
    })
    .join("");
}

/** "lb1───×   lb2────": who held the address; × where a fault took effect; two owners with "!". */
function ownerLine(lane: OwnerLane, whole: Timeline, { columns, ascii }: SparkOptions): string {
  const cell = (whole.to - whole.from) / columns;
  const owners = Array.from({ length: columns }, (_, index) =>
    ownersBetween(lane, index * cell, (index + 1) * cell),
  );
  const line = owners.map((name): string => (name === "" ? " " : ascii ? "-" : "─"));
  for (const fault of whole.faults) {
    const index = Math.min(columns - 1, Math.floor((fault.from - whole.from) / cell));
    line[index] = ascii ? "x" : "×";
  }
  owners.forEach((name, at) => {
    if (name !== "" && name !== owners[at - 1]) writeName(line, name, { owners, at });
  });
  return line.join("");
}

/** At the start of the stretch that begins at `at`, after a fault's mark, if it fits at all. */
function writeName(
  line: string[],
  name: string,
  { owners, at }: { readonly owners: readonly string[]; readonly at: number },
): void {
  const letters = [...name];
  const isFree = (index: number): boolean =>
    owners[index] === name && line[index] !== "×" && line[index] !== "x";
  for (let start = at; owners[start] === name; start += 1) {
    if (letters.every((_, offset) => isFree(start + offset))) {
      line.splice(start, letters.length, ...letters);
      return;
    }
  }
}

/** Who held it at the cell's middle, or in a conflict that touches the cell. */
function ownersBetween(lane: OwnerLane, from: number, to: number): string {
  const middle = (from + to) / 2;
  const conflict = lane.conflicts.find(
    (span) => span.to - span.from >= CONFLICT_S && span.from < to && span.to > from,
  );
  const at = conflict ? Math.min(Math.max(middle, conflict.from), conflict.to - 1e-6) : middle;
  const names = lane.nodes
    .filter((node) => node.held.some((held) => held.from <= at && at < held.to))
    .map((node) => cleanText(node.node));
  return names.length > 1 ? `${names.join("+")}!` : (names[0] ?? "");
}
