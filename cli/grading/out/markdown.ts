/** A student's feedback in Markdown (CommonMark with tables). */
import { cleanText } from "../../core/base/clean.ts";
import { type Feedback, feedbackOf } from "./feedback.ts";
import type { OutOptions } from "./format.ts";
import { perStudent, type Student } from "./per-student.ts";
import { gradeWord, verdictIn } from "./words/say.ts";

export const markdown = perStudent(
  { name: "markdown", about: "each student's feedback in Markdown, in --lang" },
  (student) => [{ name: "feedback.md", text: feedbackMarkdown(student) }],
);

/** Text that Markdown takes as it is. */
function plain(text: string): string {
  return cleanText(text)
    .replace(/[\\`*_{}[\]<>()#~|$&!]/g, "\\$&")
    .replace(/^(\d+)([.)])(?=\s|$)/, "$1\\$2")
    .replace(/^[-+=:]/, "\\$&");
}

export function feedbackMarkdown({ graded, sheet, options }: Student): string {
  const { language } = options;
  const feedback = feedbackOf(graded, sheet.lab, options);
  const { title, points, verdictText, reason } = feedback;
  const blocks = [
    `# ${plain(title)}`,
    `**${plain(points)}** (${plain(verdictText)})`,
    ...(reason === undefined ? [] : [`${plain(gradeWord(language, "reason"))}: ${plain(reason)}`]),
    ...causeBlocks(feedback, language),
    ...stepBlocks(feedback, language),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function causeBlocks({ cause }: Feedback, language: OutOptions["language"]): readonly string[] {
  if (!cause) return [];
  const hints = cause.hints.map((hint, at) => `${at + 1}. ${plain(hint)}`);
  return [
    `## ${plain(gradeWord(language, "why"))}`,
    `**${plain(cause.title)}.** ${plain(cause.because)}`,
    ...(hints.length > 0 ? [`${plain(gradeWord(language, "hint"))}:`, hints.join("\n")] : []),
    `${plain(gradeWord(language, "more"))}: \`halab explain ${cause.rule.replaceAll("`", "")}\``,
  ];
}

function stepBlocks({ steps }: Feedback, language: OutOptions["language"]): readonly string[] {
  if (steps.length === 0) return [];
  const word = (name: "step" | "verdict" | "points-head") => plain(gradeWord(language, name));
  const rows = steps.map(
    ({ title, verdict, given }) =>
      `| ${plain(title)} | ${plain(verdictIn(language, verdict))} | ${given} |`,
  );
  const seen = steps.flatMap((step) =>
    step.seen.map((sentence) => `- ${plain(step.title)}: ${plain(sentence)}`),
  );
  return [
    `## ${plain(gradeWord(language, "steps"))}`,
    [
      `| ${word("step")} | ${word("verdict")} | ${word("points-head")} |`,
      "| --- | --- | ---: |",
      ...rows,
    ].join("\n"),
    ...(seen.length > 0 ? [`## ${plain(gradeWord(language, "seen"))}`, seen.join("\n")] : []),
  ];
}
