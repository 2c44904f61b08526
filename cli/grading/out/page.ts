/** What pages of grades have in common: no script, nothing to load, from 400 pixels of width. */
import type { Language } from "../../core/base/language.ts";
import { STYLE } from "../../report/chart/style.ts";
import { html, type Markup, trusted } from "../../report/page/markup.ts";

/** The report's style, for narrower tables. */
const NARROW = `
.not-gradable { color: var(--unknown); } .not-gradable::before { content: "?"; }
.skipped { color: var(--soft); } .skipped::before { content: "-"; }
.scroll table { min-width: 0; } tbody th { min-width: 0; }
figure svg { min-width: 0; max-width: 32rem; }
svg text { fill: var(--fg); font: 11px system-ui, "DejaVu Sans", sans-serif; }
svg .axis { stroke: var(--line); } svg .pass { fill: var(--pass); stroke: var(--pass); }
svg .fail { fill: none; stroke: var(--fail); stroke-width: 1.6; } svg .unknown { fill: none; stroke: var(--unknown); stroke-width: 1.4; }
.scroll:focus-visible { outline: 2px solid var(--link); }
`;

export function pageText(page: {
  readonly language: Language;
  readonly title: string;
  readonly body: Markup;
}): string {
  return html`<!doctype html>
<html lang="${page.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${page.title}</title>
<style>${trusted(STYLE)}${trusted(NARROW)}</style>
</head>
<body>
<main>
${page.body}
</main>
</body>
</html>
`.markup;
}

/** A table that is scrolled by itself where it is too wide, by keyboard, too. */
export function tablePart(table: {
  readonly caption: string;
  readonly head: readonly Column[];
  readonly rows: readonly (readonly (string | Markup)[])[];
}): Markup {
  const { caption, head, rows } = table;
  const align = (column: number) => (head[column]?.number ? html` class="number"` : null);
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${head.map(({ title }, column) => html`<th scope="col"${align(column)}>${title}</th>`)}</tr></thead>
<tbody>
${rows.map(
  (row) =>
    html`<tr>${row.map((cell, column) =>
      column === 0 ? html`<th scope="row">${cell}</th>` : html`<td${align(column)}>${cell}</td>`,
    )}</tr>
`,
)}</tbody></table></div>`;
}

interface Column {
  readonly title: string;
  /** Right-aligned. */
  readonly number?: true;
}

/** A verdict as a word with a sign before it; colour is never the only mark. */
export function verdictPart(verdict: string, text: string): Markup {
  const kind = ["pass", "fail", "unknown", "skipped"].includes(verdict) ? verdict : "not-gradable";
  return html`<span class="verdict ${kind}">${text}</span>`;
}
