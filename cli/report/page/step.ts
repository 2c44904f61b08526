/** One step on the report's page. */

import type { Finding } from "../../core/diagnose/diagnose.ts";
import { failuresText } from "../../core/journal/failures.ts";
import { boundText } from "../../core/judge/bound-text.ts";
import type { CheckReport, FaultReport, StepImpact, StepReport } from "../../core/judge/report.ts";
import { checkOrigins, healedText, measuredText, measureValue, type PlanView } from "../words.ts";
import { causePart } from "./cause.ts";
import { html, type Markup } from "./markup.ts";

/** What was broken and when, what showed it, the checks, and the chart around the fault. */
export function stepPart(
  step: StepReport,
  {
    plan,
    chart,
    cause,
  }: {
    readonly plan: PlanView;
    readonly chart: Markup;
    readonly cause?: Finding | undefined;
  },
): Markup {
  return html`<section class="step" id="step-${encodeURIComponent(step.id)}">
<header><h3>${step.id}: ${step.title}</h3>
<span><span class="verdict ${step.verdict}">${step.verdict}</span> ${step.points} of ${step.maxPoints} points</span></header>
${factsPart(step)}
${cause ? causePart(cause, plan) : null}
${measuresPart(step)}
<div class="scroll">${checksPart(step, plan)}</div>
<figure>${chart}</figure>
</section>
`;
}

function factsPart(step: StepReport): Markup {
  const { fault, impact } = step;
  return html`<dl class="facts">
<dt>Broken</dt><dd>${fault ? fault.title : `nothing; the cluster was only ${step.measures ? "measured" : "watched"}`}</dd>
${fault ? faultFacts(fault) : null}
<dt>Watched</dt><dd>from ${step.startAt.toFixed(2)} s to ${step.endAt.toFixed(2)} s of the run</dd>
${impact ? html`<dt>Users of ${impact.probe}</dt><dd>longest outage ${impact.outage.toFixed(3)} s; ${impact.lost} of ${impact.sent} requests lost${howText(impact)}</dd>` : null}
</dl>`;
}

function howText({ how }: StepImpact): string {
  return how ? `: ${failuresText(new Map(Object.entries(how)))}` : "";
}

function faultFacts(fault: FaultReport): Markup {
  const at = (seconds: number | null): string =>
    seconds === null ? "never" : `at ${seconds.toFixed(3)} s`;
  return html`<dt>Took effect</dt><dd>${
    fault.effective
      ? at(fault.effectAt)
      : html`<span class="verdict unknown">it had no effect, so nothing can be concluded</span>`
  }</dd>
<dt>Healed</dt><dd>${healedText(fault)}</dd>
${fault.evidence.length > 0 ? html`<dt>Evidence</dt><dd>${list(fault.evidence)}</dd>` : null}`;
}

function measuresPart({ id, measures = [] }: StepReport): Markup | null {
  if (measures.length === 0) return null;
  return html`<div class="scroll"><table class="cards">
<caption class="soft">Measures of ${id}</caption>
<thead><tr><th scope="col">Measure</th><th scope="col" class="number">Value</th>
<th scope="col">Evidence</th></tr></thead>
<tbody>
${measures.map(
  (measure) => html`<tr>
<th scope="row">${measure.name}<br><span class="soft">${measure.title}</span></th>
<td class="number" data-label="Value">${measureValue(measure)}</td>
<td data-label="Evidence">${list(measure.evidence)}</td>
</tr>
`,
)}
</tbody></table></div>`;
}

function checksPart(step: StepReport, plan: PlanView): Markup {
  if (step.checks.length === 0) return html`<p class="soft">This step has no checks.</p>`;
  const origins = checkOrigins(step, plan);
  return html`<table class="cards">
<caption class="soft">Checks of ${step.id}</caption>
<thead><tr><th scope="col">Check</th><th scope="col" class="number">Measured</th>
<th scope="col">Promised</th><th scope="col">Evidence</th><th scope="col">Verdict</th></tr></thead>
<tbody>
${step.checks.map((check, index) => checkRow(check, isMended(step, origins[index])))}
</tbody></table>`;
}

function isMended(step: StepReport, origin: number | null | undefined): boolean {
  const { effectAt, healedAt } = step.fault ?? { effectAt: null, healedAt: null };
  return origin === healedAt && healedAt !== effectAt;
}

function checkRow(check: CheckReport, mended: boolean): Markup {
  return html`<tr>
<th scope="row">${check.check}<br><span class="soft">${check.title}</span></th>
<td class="number" data-label="Measured">${measuredText(check)}</td>
<td data-label="Promised">${boundPart(check, mended)}</td>
<td data-label="Evidence">${list(check.evidence)}</td>
<td class="points"><span class="verdict ${check.verdict}">${check.verdict}</span> ${check.points}/${check.maxPoints}</td>
</tr>
`;
}

function boundPart(check: CheckReport, mended: boolean): Markup {
  const { bound } = check;
  if (!bound) return html`-`;
  const inputs = Object.entries(bound.inputs).map(([name, value]) => `${name} = ${value}`);
  const unit = check.unit ?? "";
  return html`<p>${boundText(bound, unit)}${mended ? html` after healing` : null}</p>
<p class="soft"><code>${bound.formula}</code>${inputs.length > 0 ? html` with ${inputs.join(", ")}` : null}</p>
<p class="soft">${bound.source}${bound.tolerance > 0 ? html`; ± ${bound.tolerance} ${unit} allowed` : null}</p>`;
}

function list(items: readonly string[]): Markup {
  if (items.length < 2) return html`${items[0] ?? "-"}`;
  return html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}
