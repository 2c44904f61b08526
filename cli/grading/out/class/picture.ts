/** How long users waited, as a picture: a row for each step, a mark for each submission. */
import { html, type Markup } from "../../../report/page/markup.ts";
import type { FeedbackOptions } from "../feedback.ts";
import { numberIn } from "../feedback.ts";
import { gradeWord } from "../words/say.ts";
import type { OutageDot, OutageRow } from "./tally.ts";

type Language = FeedbackOptions["language"];

/** Narrow enough to be read on 400 pixels without being scaled down. */
const width = 352;
const left = 10;
const plot = width - 2 * left;
const head = 18;
const lane = 40;
const radius = 3;

interface Placed {
  readonly dot: OutageDot;
  readonly x: number;
  readonly y: number;
}

/** Every picture of the sheet has the same scale, so that steps can be compared. */
export function outagePicture(rows: readonly OutageRow[], language: Language): Markup {
  const most = Math.max(1e-3, ...rows.map(({ spread }) => spread.most));
  const ticks = ticksUpTo(most);
  const end = ticks.at(-1) ?? most;
  const height = rows.length * (head + lane) + 22;
  return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="outages-title outages-text">
<title id="outages-title">${gradeWord(language, "outages")}</title>
<desc id="outages-text">${rows.map((row) => html`${rowText(row, language)}. `)}</desc>
${ticks.map((tick) => tickPart(tick, { end, height, language }))}
${rows.map((row, at) => rowPart(row, { top: at * (head + lane), end }))}
</svg>`;
}

/** The row in words: what the picture says to who does not see it. */
function rowText({ title, spread }: OutageRow, language: Language): string {
  const { count, least, most, median } = spread;
  return gradeWord(language, "outage", {
    step: title,
    count: String(count),
    least: numberIn(language, least),
    most: numberIn(language, most),
    median: numberIn(language, median),
  });
}

function rowPart(row: OutageRow, { top, end }: { top: number; end: number }): Markup {
  const base = top + head + lane;
  const marks = placed(row.dots, end).map(({ dot, x, y }) => markPart(dot, x, base - 6 - y));
  return html`<text x="${left}" y="${top + 13}">${row.title}</text>
<line class="axis" x1="${left}" x2="${width - left}" y1="${base}" y2="${base}"/>
${marks}
`;
}

function tickPart(
  tick: number,
  { end, height, language }: { end: number; height: number; language: Language },
): Markup {
  const x = round(left + (tick / end) * plot);
  const anchor = tick === 0 ? "start" : tick === end ? "end" : "middle";
  const unit = tick === end ? html` s` : null;
  return html`<line class="axis" x1="${x}" x2="${x}" y1="${head}" y2="${height - 20}"/><text x="${x}" y="${height - 6}" text-anchor="${anchor}">${numberIn(language, tick)}${unit}</text>
`;
}

/** Who is whose cannot be read from it: it may be on a projector. */
function markPart({ verdict }: OutageDot, x: number, y: number): Markup {
  const r = radius;
  if (verdict === "pass") return html`<circle class="pass" cx="${x}" cy="${y}" r="${r}"/>`;
  if (verdict !== "fail") return html`<circle class="unknown" cx="${x}" cy="${y}" r="${r}"/>`;
  return html`<path class="fail" d="M${x - r} ${y - r}l${2 * r} ${2 * r}m0 ${-2 * r}l${-2 * r} ${2 * r}"/>`;
}

/** Marks that would touch are put on top of each other, closer where there are many. */
function placed(dots: readonly OutageDot[], end: number): readonly Placed[] {
  const columns = Map.groupBy(dots, ({ seconds }) =>
    Math.round(((seconds / end) * plot) / (2 * radius)),
  );
  return [...columns].flatMap(([column, all]) => {
    const gap = Math.min(2 * radius, (lane - 10) / Math.max(1, all.length - 1));
    const x = round(left + Math.min(column * 2 * radius, plot));
    const inOrder = all.toSorted((a, b) => rank(a) - rank(b));
    return inOrder.map((dot, at) => ({ dot, x, y: round(at * gap) }));
  });
}

/** Crosses and rings on top, where nothing hides them. */
function rank({ verdict }: OutageDot): number {
  return ["pass", "unknown"].indexOf(verdict) + (verdict === "fail" ? 3 : 0);
}

/** From 0, three to six of them, at 1, 2 or 5 of a power of ten; the last is the end of the scale. */
function ticksUpTo(most: number): readonly number[] {
  const power = 10 ** Math.floor(Math.log10(most));
  const step = [0.2, 0.5, 1, 2].map((part) => part * power).find((one) => most / one <= 5) ?? power;
  const count = Math.ceil(most / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, at) => round(at * step));
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
