/** A student's feedback in a few lines: as HTML, and as text. */
import { cleanText } from "../../core/base/clean.ts";
import { html } from "../../report/page/markup.ts";
import type { Graded } from "../sheet.ts";
import { type FeedbackOptions, feedbackOf } from "./feedback.ts";
import { gradeWord, verdictIn } from "./words/say.ts";

/** Without a line end: not all that reads a table takes one within a cell. */
export function commentHtml(graded: Graded, lab: string, options: FeedbackOptions): string {
  const { language } = options;
  const { points, verdictText, reason, cause, steps } = feedbackOf(graded, lab, options);
  const lines = steps.map(
    (step) => html`<li>${step.title}: ${verdictIn(language, step.verdict)}, ${step.given}</li>`,
  );
  const hints = cause?.hints.map((hint) => html`<li>${hint}</li>`) ?? [];
  return [
    html`<p><strong>${points}</strong> (${verdictText})</p>`,
    reason === undefined ? html`` : html`<p>${reason}</p>`,
    cause
      ? html`<p>${gradeWord(language, "why")}: <strong>${cause.title}.</strong> ${cause.because}</p>`
      : html``,
    hints.length > 0 ? html`<p>${gradeWord(language, "hint")}:</p><ol>${hints}</ol>` : html``,
    lines.length > 0 ? html`<ul>${lines}</ul>` : html``,
  ]
    .map(({ markup }) => markup)
    .join("");
}

/** What was earned and why, in lines. */
export function commentText(graded: Graded, lab: string, options: FeedbackOptions): string {
  const { points, verdictText, reason, cause } = feedbackOf(graded, lab, options);
  const lines = [
    `${points} (${verdictText})`,
    ...(reason === undefined ? [] : [reason]),
    ...(cause ? [`${cause.title}. ${cause.because}`, ...cause.hints] : []),
  ];
  return lines.map(cleanText).join("\n");
}
