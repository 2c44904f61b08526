/** A student's feedback as a page. */
import { html, type Markup } from "../../report/page/markup.ts";
import type { ToldCause } from "./cause.ts";
import { type FeedbackStep, feedbackOf } from "./feedback.ts";
import type { OutOptions } from "./format.ts";
import { pageText, tablePart, verdictPart } from "./page.ts";
import { perStudent, type Student } from "./per-student.ts";
import { gradeWord, verdictIn } from "./words/say.ts";

export const feedbackPages = perStudent(
  { name: "html", about: "each student's feedback as a page, in --lang" },
  (student) => [{ name: "feedback.html", text: feedbackHtml(student) }],
);

function feedbackHtml({ graded, sheet, options }: Student): string {
  const { language } = options;
  const feedback = feedbackOf(graded, sheet.lab, options);
  const { title, verdict, verdictText, points, reason, cause, steps } = feedback;
  const word = (name: "reason" | "verdict" | "points-head") => gradeWord(language, name);
  return pageText({
    language,
    title: `${title}: ${verdictText}`,
    body: html`<header>
<h1>${title}</h1>
<dl class="result">
<div><dt>${word("verdict")}</dt><dd>${verdictPart(verdict, verdictText)}</dd></div>
<div><dt>${word("points-head")}</dt><dd>${points}</dd></div>
</dl>
${reason === undefined ? null : html`<p>${word("reason")}: ${reason}</p>`}
</header>
${cause ? causePart(cause, language) : null}
${steps.length > 0 ? stepsPart(steps, language) : null}`,
  });
}

function causePart(cause: ToldCause, language: OutOptions["language"]): Markup {
  const hints = cause.hints.map((hint) => html`<li>${hint}</li>`);
  // Where a rule has no text in the page's language a screen reader has to know.
  const other =
    cause.language === undefined || cause.language === language
      ? null
      : html` lang="${cause.language}"`;
  return html`<section>
<h2>${gradeWord(language, "why")}</h2>
<p${other}><strong>${cause.title}.</strong> ${cause.because}</p>
${
  hints.length > 0
    ? html`<p>${gradeWord(language, "hint")}:</p>
<ol${other}>${hints}</ol>`
    : null
}
<p class="soft">${gradeWord(language, "more")}: <code>halab explain ${cause.rule}</code></p>
</section>`;
}

function stepsPart(steps: readonly FeedbackStep[], language: OutOptions["language"]): Markup {
  const word = (name: "step" | "verdict" | "points-head") => gradeWord(language, name);
  return html`<section>
<h2>${gradeWord(language, "steps")}</h2>
${tablePart({
  caption: gradeWord(language, "steps"),
  head: [
    { title: word("step") },
    { title: word("verdict") },
    { title: word("points-head"), number: true },
  ],
  rows: steps.map((step) => [
    html`${step.title}${step.seen.map((sentence) => html`<br><span class="soft">${sentence}</span>`)}`,
    verdictPart(step.verdict, verdictIn(language, step.verdict)),
    step.given,
  ]),
})}
</section>`;
}
