/** A drawing surface of rows from top to bottom: seconds across, pixels down. Pure data. */
import { ellipsis } from "../../core/base/clean.ts";

/** Okabe and Ito's colours, told apart by all common kinds of colour vision. */
export const COLOURS = {
  failure: "#D55E00",
  promise: "#009E73",
  fault: "#7f7f7f",
  lanes: ["#0072B2", "#56B4E9", "#E69F00", "#CC79A7", "#999999"],
} as const;

export const FONT_PX = 12;
/** Names of lanes stand left of the plot, in this many pixels. */
export const LEFT_PX = 112;
export const PLOT_PX = 820;

export interface Rect {
  readonly x: number;
  readonly x2: number;
  readonly y: number;
  readonly y2: number;
  readonly fill: string;
  readonly opacity: number;
}

export interface Label {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly align: "left" | "right";
  readonly bold: boolean;
}

export interface Rule {
  readonly x: number;
  readonly y: number;
  readonly y2: number;
  readonly dashed: boolean;
}

export interface Drawing {
  readonly from: number;
  readonly to: number;
  readonly height: number;
  readonly axisTitle: string;
  readonly rects: readonly Rect[];
  readonly labels: readonly Label[];
  readonly rules: readonly Rule[];
}

/** What is to be put on a row with its text: neighbours that would touch go to different rows. */
export interface Tag {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** How many pixels a text takes; a little generous, since fonts differ. */
function textPx(text: string): number {
  return [...text].length * FONT_PX * 0.6;
}

/** Collects shapes row by row. Everything wide (shades, rules) is drawn to the final height. */
export class Sheet {
  readonly from: number;
  readonly to: number;
  readonly #rects: Rect[] = [];
  readonly #shades: Omit<Rect, "y" | "y2">[] = [];
  readonly #labels: Label[] = [];
  readonly #rules: Omit<Rule, "y2">[] = [];
  readonly #headings: { readonly y: number; readonly y2: number; readonly end: number }[] = [];
  #y = 4;

  constructor(window: { readonly from: number; readonly to: number }) {
    this.from = window.from;
    this.to = Math.max(window.to, window.from + 1e-3);
  }

  get secondsPerPx(): number {
    return (this.to - this.from) / PLOT_PX;
  }

  /** Starts a row of `height` pixels; gives its top. The name stands left of the plot. */
  row(height: number, name = ""): number {
    const top = this.#y;
    this.#y += height;
    if (name) this.label(this.#left(-8), top + height / 2, ellipsis(name, 14), { align: "right" });
    return top;
  }

  /** A line of its own above a group of rows, from the left edge. */
  heading(text: string): void {
    this.#y += 6;
    const top = this.row(18);
    const letters = Math.floor((LEFT_PX + PLOT_PX) / (FONT_PX * 0.6));
    const shown = ellipsis(text, letters);
    this.label(this.#left(4 - LEFT_PX), top + 9, shown, { bold: true });
    // Bold letters are a little wider than others.
    const end = this.#left(textPx(shown) * 1.15 - LEFT_PX);
    this.#headings.push({ y: top, y2: top + 18, end });
  }

  label(x: number, y: number, text: string, style: Partial<Label> = {}): void {
    this.#labels.push({ x, y, text, align: "left", bold: false, ...style });
  }

  /** `minPx` keeps what is shorter than a pixel visible. */
  rect(span: { from: number; to: number }, rect: Omit<Rect, "x" | "x2">, minPx = 0): void {
    const from = Math.max(span.from, this.from);
    const to = Math.min(Math.max(span.to, from + minPx * this.secondsPerPx), this.to);
    if (to >= from) this.#rects.push({ ...rect, x: from, x2: to });
  }

  /** A coloured stretch over the whole height, behind everything. */
  shade(span: { from: number; to: number }, fill: string, opacity: number): void {
    const from = Math.max(span.from, this.from);
    const to = Math.min(Math.max(span.to, from + 1.5 * this.secondsPerPx), this.to);
    if (to > from) this.#shades.push({ x: from, x2: to, fill, opacity });
  }

  /** A vertical line from `y` to the bottom. */
  rule(x: number, y: number, dashed: boolean): void {
    if (x >= this.from && x <= this.to) this.#rules.push({ x, y, dashed });
  }

  /** Lays tags out in as few rows as they need without touching; gives their places. */
  tags<T extends Tag>(tags: readonly T[], rowPx: number): { tag: T; x: number; y: number }[] {
    const ends: number[] = [];
    const rows: { tag: T; x: number; row: number }[] = [];
    for (const tag of tags.toSorted((a, b) => a.from - b.from)) {
      const width = (textPx(tag.text) + 10) * this.secondsPerPx;
      const x = Math.max(this.from, Math.min(tag.from, this.to - width));
      const free = ends.findIndex((end) => end <= x);
      const row = free < 0 ? ends.length : free;
      ends[row] = Math.max(x + width, tag.to);
      rows.push({ tag, x, row });
    }
    const top = this.row(ends.length * rowPx);
    return rows.map(({ tag, x, row }) => ({ tag, x, y: top + row * rowPx }));
  }

  /** Closes the sheet. */
  drawing(axisTitle: string, origin = 0): Drawing {
    const height = this.#y + 4;
    const shift = <T extends { readonly x: number }>(shape: T): T => ({
      ...shape,
      x: shape.x - origin,
    });
    const shades = this.#shades.map((shade) => ({ ...shade, y: 0, y2: height }));
    return {
      from: this.from - origin,
      to: this.to - origin,
      height,
      axisTitle,
      rects: [...shades, ...this.#rects].map((rect) => ({ ...shift(rect), x2: rect.x2 - origin })),
      labels: this.#labels.map(shift),
      rules: this.#rules.flatMap((rule) => this.#around({ ...rule, y2: height }).map(shift)),
    };
  }

  /** A rule in pieces that leave out the headings which it would strike through. */
  #around(rule: Rule): Rule[] {
    const struck = this.#headings.filter(({ y, end }) => y > rule.y && rule.x < end);
    const starts = [rule.y, ...struck.map((heading) => heading.y2)];
    return starts.map((y, index) => ({ ...rule, y, y2: struck[index]?.y ?? rule.y2 }));
  }

  #left(px: number): number {
    return this.from + px * this.secondsPerPx;
  }
}
