/** What stands at the end of the report's page: timers, the prober's quality, the host. */
import type { EventOf, JournalEvent } from "../../core/journal/events.ts";
import type { Report } from "../../core/judge/report.ts";
import { findRun } from "../view.ts";
import { html, type Markup } from "./markup.ts";

/** The timers that the daemons themselves named; the last answer of each node counts. */
export function inForcePart(events: readonly JournalEvent[]): Markup {
  const latest = new Map(
    events.flatMap((event) => (event.kind === "in-force" ? [[event.node, event] as const] : [])),
  );
  const rows = [...latest.values()].flatMap((event) => [
    ...event.vrrp.map((vrrp) => row(event.node, `VRRP ${vrrp.instance}`, settings(vrrp))),
    ...(event.balancer ? [row(event.node, "health checks", settings(event.balancer))] : []),
    ...bindRows(event),
    ...(event.sentinels ?? []).map((one) => row(event.node, `Sentinel ${one.name}`, settings(one))),
    ...(event.nlb ? [row(event.node, "heartbeat", settings(event.nlb))] : []),
  ]);
  if (rows.length === 0) return html`<p>No daemon of this run was asked for its timers.</p>`;
  return html`<div class="scroll"><table>
<caption>Read from the running daemons, not from their files. Times in seconds.</caption>
<thead><tr><th scope="col">Node</th><th scope="col">Of</th><th scope="col">In force</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

function bindRows({ node, bind }: EventOf<"in-force">): Markup[] {
  if (!bind) return [];
  const { zones, ...cache } = bind;
  return [
    ...zones.map((zone) => row(node, `zone ${zone.zone}`, settings(zone))),
    row(node, "names", settings(cache)),
  ];
}

function row(node: string, of: string, text: string): Markup {
  return html`<tr><th scope="row">${node}</th><td>${of}</td><td>${text}</td></tr>`;
}

/** They stand beside the settings. */
const titles: readonly string[] = ["instance", "zone", "name"];

/** "advertS: 1, preempt: yes"; whatever fields there are, so that a new timer is shown at once. */
function settings(of: object): string {
  return Object.entries(of)
    .filter(([key]) => !titles.includes(key))
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
export function proberPart(report: Report, events: readonly JournalEvent[]): Markup {
  const { prober } = report;
  const blind = events.filter((event) => event.kind === "watch" && !event.ok);
  const startNs = findRun(events)?.t ?? 0;
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
  return html`${table}<p>Part of the watching was blind:</p><ul>${blind.map((event) =>
    event.kind === "watch"
      ? html`<li>${((event.t - startNs) / 1e9).toFixed(2)} s: ${event.probe}${event.node ? html` on ${event.node}` : null}: ${event.why}</li>`
      : null,
  )}</ul>`;
}

/** The machine, the versions, how long the cluster took. */
export function hostPart(report: Report, events: readonly JournalEvent[]): Markup {
  const run = findRun(events);
  const facts: [string, string][] = [
    ["provider", report.provider],
    ["nodes", String(report.nodes)],
    ["cluster up in", report.upMs === null ? "-" : `${(report.upMs / 1000).toFixed(1)} s`],
    ...(run ? [["halab", run.halab] as [string, string]] : []),
    ...Object.entries(run?.host ?? {}),
  ];
  return html`<dl class="facts">${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}
