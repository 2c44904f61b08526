/** The same faults as several kinds of users felt them, as a page shows it and as words. */
import type { Language } from "../../core/base/language.ts";
import type { SideBySide, UserImpact } from "../../core/judge/report.ts";
import { html, type Markup } from "../page/markup.ts";
import { numbersIn, said } from "./say.ts";

/** What was lost: "33.3 % on and on", "4.1 % in 1.21 s"; or how long users waited: "0, wait 0.21 s". */
export function usersText(users: UserImpact | null, language: Language = "en"): string {
  if (!users) return "-";
  const { sent, lost, lostFor, goesOn, longestWait } = users;
  const short = (value: number) => numbersIn(language, value.toFixed(2));
  if (lost === 0) return said(language, "none-lost", { seconds: short(longestWait) });
  const share = numbersIn(language, `${((100 * lost) / sent).toFixed(1)} %`);
  return goesOn
    ? said(language, "on-and-on", { share })
    : said(language, "lost-for", { share, seconds: short(lostFor) });
}

/** A table: steps down, kinds of users across. */
export function comparedPart({ probes, steps }: SideBySide): Markup {
  return html`<h2 id="compared">Side by side</h2>
<div class="scroll"><table>
<caption>The same faults, from their effect to their healing, as each kind of client felt them: the share of its requests that was lost, and for how long, or how long it waited.</caption>
<thead><tr><th scope="col">Step</th>
${probes.map(({ probe, label }) => html`<th scope="col">${probe}<br><span class="soft">${label}</span></th>`)}
</tr></thead>
<tbody>
${steps.map(
  ({ step, users }) => html`<tr>
<th scope="row"><a href="#step-${encodeURIComponent(step)}">${step}</a></th>
${users.map(cell)}
</tr>
`,
)}
</tbody></table></div>`;
}

function cell(users: UserImpact | null): Markup {
  if (!users) return html`<td>-</td>`;
  const counts = `${users.lost} of ${users.sent}, longest outage ${users.outage.toFixed(3)} s`;
  const waits = `the longest wait for an answer ${users.longestWait.toFixed(3)} s`;
  return html`<td>${usersText(users)}<br><span class="soft">${counts}; ${waits}</span></td>`;
}
