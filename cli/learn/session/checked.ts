/** What a check found, as a screen. */
import { cleanText, ellipsis } from "../../core/base/clean.ts";
import type { Diagnosis } from "../../core/diagnose/diagnose.ts";
import type { CheckReport, StepReport } from "../../core/judge/report.ts";
import { verdictWord } from "../../report/text/say.ts";
import { renderSummary } from "../../report/text/summary.ts";
import { measuredText } from "../../report/words.ts";
import { wrap } from "../../ui/output.ts";
import { paint } from "../../ui/text-style.ts";
import { say } from "../words/say.ts";
import type { Checked } from "../work/check.ts";
import type { Look } from "./draw.ts";

/** A table and the timeline need so many columns. */
const summaryColumns = 60;
/** Lines of evidence of a check, and characters of each. */
const most = { evidence: 3, letters: 240 };

/** The verdict first; then what was seen, as wide as the screen allows. */
export function checkedText(
  { report, view }: Pick<Checked, "report" | "view">,
  step: string,
  { look, diagnosis }: { readonly look: Look; readonly diagnosis: Diagnosis | undefined },
): string {
  const played = report.steps.find(({ id }) => id === step);
  const verdict = verdictLine(played, step, look);
  if (look.width < summaryColumns || look.linear) {
    const first = diagnosis?.findings[0];
    const why = first ? ["", ...wrap(cleanText(first.because), look.width).split("\n")] : [];
    return [verdict, "", ...checkLines(played, look), ...why].join("\n");
  }
  const { width: columns, colour, ascii, language } = look;
  const summary = renderSummary(report, view, { columns, colour, ascii, diagnosis, language });
  return `${verdict}\n\n${summary}`;
}

function verdictLine(played: StepReport | undefined, step: string, look: Look): string {
  const { language, width } = look;
  if (played?.verdict !== "pass" && played?.verdict !== "fail")
    return wrap(say(language, "session.check-unknown", { step }), width);
  const { points, maxPoints: all, verdict } = played;
  const passed = verdict === "pass";
  const key = passed ? "session.check-passed" : "session.check-failed";
  const text = wrap(say(language, key, { step, points, all }), width);
  return paint(passed ? "green" : "red", text, look);
}

/** Each check in words, for narrow screens and for those who listen. */
function checkLines(played: StepReport | undefined, look: Look): string[] {
  return (played?.checks ?? []).flatMap((check) => [
    ...wrap(
      `${verdictWord(look.language, check.verdict)}: ${cleanText(check.title)}`,
      look.width,
      2,
    ).split("\n"),
    ...evidenceOf(check).flatMap((line) => wrap(`  ${line}`, look.width, 4).split("\n")),
  ]);
}

function evidenceOf(check: CheckReport): string[] {
  if (check.verdict === "pass") return check.measured === undefined ? [] : [measuredText(check)];
  return check.evidence
    .slice(0, most.evidence)
    .map((line) => ellipsis(cleanText(line), most.letters));
}
