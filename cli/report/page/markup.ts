/** HTML from tagged templates in which every value is escaped, unless it is markup itself. */
import { cleanText, ellipsis } from "../../core/base/clean.ts";
import { escapeXml } from "../words.ts";

/** Of one text, in characters: a log without line ends must not become the whole page. */
const LONGEST = 2000;

export interface Markup {
  readonly markup: string;
}

export type MarkupValue = string | number | Markup | readonly MarkupValue[] | null | undefined;

/** html`<td>${anything}</td>`: text is cleaned and escaped, lists are joined, nothing is nothing. */
export function html(parts: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  const markup = parts.reduce((text, part, index) => text + render(values[index - 1]) + part);
  return { markup };
}

/** For markup that our own code made: SVG of the charts, the style sheet. */
export function trusted(markup: string): Markup {
  return { markup };
}

function render(value: MarkupValue): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return escapeXml(ellipsis(cleanText(value), LONGEST));
  if (typeof value === "number") return String(value);
  if ("markup" in value) return value.markup;
  return value.map(render).join("");
}
