/** A run as one page that needs nothing else: no script, no font, no image to load. */

import type { Diagnosis, Finding } from "../../core/diagnose/diagnose.ts";
import { causesBySteps } from "../../core/diagnose/of-run.ts";
import type { RunView } from "../../core/journal/view.ts";
import { boundText } from "../../core/judge/bound-text.ts";
import type { Report, StepReport } from "../../core/judge/report.ts";
import type { Readers } from "../../core/kinds/reader.ts";
import type { Verdict } from "../../core/kinds/verdict.ts";
import { chartsOf } from "../chart/charts.ts";
import { STYLE } from "../chart/style.ts";
import { comparedPart } from "../text/compared.ts";
import { graphSvg } from "../topology.ts";
import {
  availabilityText,
  boundedCheck,
  measuredText,
  type PlanView,
  percentText,
} from "../words.ts";
import { hostPart, inForcePart, proberPart } from "./facts.ts";
import { type Kept, keptPart } from "./kept.ts";
import { html, type Markup, trusted } from "./markup.ts";
import { stepPart } from "./step.ts";

export interface PageOptions {
  readonly plan: PlanView;
  /** Who tells what the daemons' timers are called. */
  readonly readers: Readers;
  /** Why its steps failed. */
  readonly diagnosis?: Diagnosis | undefined;
  /** What lies beside it. */
  readonly kept?: readonly Kept[] | undefined;
}

/** The page. All text from outside is escaped; hostile submissions exist. */
export async function renderHtml(
  report: Report,
  view: RunView,
  { plan, readers, diagnosis, kept = [] }: PageOptions,
): Promise<string> {
  const charts = chartsOf(view, report);
  const stepCharts = await Promise.all(
    report.steps.map(async (step) => inlineSvg(await charts.step(step))),
  );
  const whole = inlineSvg(await charts.run());
  const topology = inlineSvg(await graphSvg(plan));
  const failed = report.steps.filter(({ verdict }) => verdict !== "pass").map(({ id }) => id);
  const causes = diagnosis ? causesBySteps(diagnosis, failed) : new Map<string, Finding>();
  const steps = report.steps.map((step, index) =>
    stepPart(step, { plan, chart: stepCharts[index] ?? html``, cause: causes.get(step.id) }),
  );
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${report.lab}: ${verdictWord(report.verdict)}, ${report.points} of ${report.maxPoints} points</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<main>
${headPart(report, view)}
<h2 id="overview">Steps</h2>
${overviewPart(report)}
${report.sideBySide ? comparedPart(report.sideBySide) : null}
<h2 id="timeline">The whole run</h2>
<figure>${whole}<figcaption>Failed requests: height is their share. Grey: the fault is in.</figcaption></figure>
<h2 id="steps">Step by step</h2>
${steps}
<h2 id="topology">Topology</h2>
<figure class="topology">${topology}</figure>
<h2 id="timers">Timers in force</h2>
${inForcePart(view, readers)}
<h2 id="prober">Can this measurement be trusted?</h2>
${proberPart(report, view)}
<h2 id="host">Where it ran</h2>
${hostPart(report, view)}
${keptPart(kept)}
<h2 id="again">Grade again</h2>
<p>This page was made from the run's journal and nothing else. The same journal gives the same verdict:</p>
<pre><code>halab report ${report.run}</code></pre>
</main>
</body>
</html>
`.markup;
}

/** In a page the namespace is known and needs no address. */
function inlineSvg(svg: string): Markup {
  return trusted(svg.replace(/ xmlns(:xlink)?="[^"]*"/g, ""));
}

function verdictWord(verdict: Verdict): string {
  return verdict === "pass" ? "passed" : verdict === "fail" ? "not passed" : "not gradable";
}

function headPart(report: Report, view: RunView): Markup {
  const { availability } = report;
  const wall = view.header?.wall;
  const early = report.early
    ? html`<p class="fail verdict">The run did not come to its end: ${report.early.text}</p>`
    : null;
  return html`<header>
<h1>${report.title}</h1>
<p class="soft">${report.lab} on ${report.provider}, run <code>${report.run}</code>${wall ? html`, <time datetime="${wall}">${wall.replace("T", " ").replace(/\.\d+Z$/, " UTC")}</time>` : null}</p>
${early}
<dl class="result">
<div><dt>Verdict</dt><dd class="verdict ${report.verdict}">${verdictWord(report.verdict)}</dd></div>
<div><dt>Points</dt><dd>${report.points} of ${report.maxPoints}</dd></div>
<div><dt>Availability</dt><dd>${availability ? availabilityText(availability) : "not measured"}</dd></div>
<div><dt>Protocol's own timers</dt><dd>up to ${report.protocolTime.toFixed(1)} s; the run ${report.took.toFixed(1)} s</dd></div>
</dl>
${report.notes.length > 0 ? html`<ul>${report.notes.map((note) => html`<li>${note}</li>`)}</ul>` : null}
</header>`;
}

function overviewPart(report: Report): Markup {
  return html`<div class="scroll"><table class="cards">
<caption>What the formula promises with the configuration in force, and what a user felt.</caption>
<thead><tr>
<th scope="col">Step</th><th scope="col">Broken</th><th scope="col">Formula</th>
<th scope="col">With this configuration</th><th scope="col" class="number">Measured</th>
<th scope="col" class="number">Lost</th><th scope="col" class="number">Availability</th><th scope="col">Verdict</th>
</tr></thead>
<tbody>
${report.steps.map(overviewRow)}
</tbody></table></div>`;
}

function overviewRow(step: StepReport): Markup {
  const check = boundedCheck(step);
  const bound = check?.bound;
  const outage = step.impact ? `${step.impact.outage.toFixed(3)} s` : "-";
  const measured = check?.measured === undefined ? outage : measuredText(check);
  const { sent, lost } = step.impact ?? { sent: 0, lost: 0 };
  return html`<tr>
<th scope="row"><a href="#step-${encodeURIComponent(step.id)}">${step.id}</a></th>
<td data-label="Broken">${step.fault?.title ?? "nothing"}</td>
<td data-label="Formula">${bound ? html`${check?.check}: <code>${bound.formula}</code>` : "-"}</td>
<td data-label="So here">${bound ? boundText(bound, check?.unit ?? "") : "-"}</td>
<td class="number" data-label="Measured">${measured}</td>
<td class="number" data-label="Lost">${step.impact ? `${lost} of ${sent}` : "-"}</td>
<td class="number" data-label="Availability">${sent > 0 ? percentText((sent - lost) / sent) : "-"}</td>
<td class="points"><span class="verdict ${step.verdict}">${step.verdict}</span> ${step.points}/${step.maxPoints}</td>
</tr>
`;
}
