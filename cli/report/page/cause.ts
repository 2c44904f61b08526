/** Why a step failed, with the lines of the files that it is about. */

import { mayHoldSecret } from "../../core/base/secrets.ts";
import { textOf } from "../../core/cluster/content.ts";
import type { Finding } from "../../core/diagnose/diagnose.ts";
import type { Place } from "../../core/kinds/rule.ts";
import type { PlanView } from "../words.ts";
import { html, type Markup } from "./markup.ts";

/** Lines before and after. */
const around = 2;
/** A line of a student's file may be as long as they like. */
const longest = 160;

export function causePart(finding: Finding, plan: Pick<PlanView, "nodes">): Markup {
  const { title, because, where, see, rule, source } = finding;
  return html`<div class="cause">
<p><strong>Why: ${title}.</strong> ${because}</p>
${where.slice(0, 4).map((place) => placePart(place, plan))}
<p class="soft">See it: <code>${see}</code>. More: <code>halab explain ${rule}</code>. Source: ${source}</p>
</div>
`;
}

function placePart(place: Place, plan: Pick<PlanView, "nodes">): Markup {
  const { node, file, line } = place;
  const planned = plan.nodes
    .find(({ name }) => name === node)
    ?.files?.find(({ path }) => path === file);
  if (!planned || line === undefined) return html`<p><code>${node}${file}</code></p>`;
  const lines = textOf(planned).split(/\r\n|\n/);
  const from = Math.max(0, line - 1 - around);
  // Each line by itself: what is put into markup keeps no line ends.
  const shown = lines.slice(from, line + around).map((text, at) => {
    const number = from + at + 1;
    const mark = number === line ? ">" : "";
    const said = mayHoldSecret(text) ? "(not shown: a secret)" : text.trim().slice(0, longest);
    return html`${mark}\t${number}\t${said}\n`;
  });
  return html`<p><code>${node}${file}</code></p>
<pre><code>${shown}</code></pre>`;
}
