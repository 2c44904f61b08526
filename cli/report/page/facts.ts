/** What stands at the end of the report's page: timers, the prober's quality, the host. */
import type { RunView } from "../../core/journal/view.ts";
import type { Report } from "../../core/judge/report.ts";
import { type Readers, timerRows } from "../../core/kinds/reader.ts";
import { html, type Markup } from "./markup.ts";

/** The timers that the daemons themselves named; the last answer of each node counts. */
export function inForcePart(view: RunView, readers: Readers): Markup {
  const rows = timerRows(view, readers).map((one) => row(one.node, one.of, settings(one.values)));
  if (rows.length === 0) return html`<p>No daemon of this run was asked for its timers.</p>`;
  return html`<div class="scroll"><table>
<caption>Read from the running daemons, not from their files. Times in seconds.</caption>
<thead><tr><th scope="col">Node</th><th scope="col">Of</th><th scope="col">In force</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

function row(node: string, of: string, text: string): Markup {
  return html`<tr><th scope="row">${node}</th><td>${of}</td><td>${text}</td></tr>`;
}

/** "advertS: 1, preempt: yes"; whatever fields there are, so that a new timer is shown at once. */
function settings(of: object): string {
  return Object.entries(of)
    .map(([key, value]) => `${words(key)}: ${plain(value)}`)
    .join(", ");
}

/** "downTimerAdverts" -> "down timer adverts"; the unit "S" is said by the caption. */
function words(key: string): string {
  return key.replace(/S$/, "").replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function plain(value: unknown): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(plain).join("; ");
  if (typeof value === "object" && value !== null) return `(${settings(value)})`;
  return String(value);
}

/** How punctual the prober was, and when the watching was blind. */
export function proberPart(report: Report, view: RunView): Markup {
  const { prober } = report;
  const blind = view.blind.filter((event) => !event.ok);
  const ms = (value: number): string => `${value.toFixed(2)} ms`;
  const table = prober
    ? html`<table class="narrow">
<caption>How late the prober sent its requests. A late prober makes a run not gradable.</caption>
<thead><tr><th scope="col" class="number">Half of them</th><th scope="col" class="number">99 of 100</th>
<th scope="col" class="number">The latest</th></tr></thead>
<tbody><tr><td class="number">≤ ${ms(prober.p50Ms)}</td><td class="number">≤ ${ms(prober.p99Ms)}</td>
<td class="number">${ms(prober.maxMs)}</td></tr></tbody></table>`
    : html`<p>The prober left no word about its own lateness.</p>`;
  if (blind.length === 0) return table;
  return html`${table}<p>Part of the watching was blind:</p><ul>${blind.map(
    (event) =>
      html`<li>${((event.t - view.startNs) / 1e9).toFixed(2)} s: ${event.probe}${event.node ? html` on ${event.node}` : null}: ${event.why}</li>`,
  )}</ul>`;
}

/** The machine, the versions, how long the cluster took. */
export function hostPart(report: Report, view: RunView): Markup {
  const run = view.header;
  const facts: [string, string][] = [
    ["provider", report.provider],
    ["nodes", String(report.nodes)],
    ["cluster up in", report.upMs === null ? "-" : `${(report.upMs / 1000).toFixed(1)} s`],
    ...(run ? [["halab", run.halab] as [string, string]] : []),
    ...Object.entries(run?.host ?? {}),
  ];
  return html`<dl class="facts">${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}
