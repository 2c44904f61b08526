/** The screens of a session as text. Pure: what is known goes in, lines come out. */
import { ellipsis } from "../../core/base/clean.ts";
import type { Language } from "../../core/base/language.ts";
import { lettersIn, wrap } from "../../ui/output.ts";
import { paint, type TextStyle } from "../../ui/text-style.ts";
import { say } from "../words/say.ts";
import type { StepStatus, WorkspaceStatus } from "../work/status.ts";

/** What every screen says at its top. */
export interface Top {
  readonly title: string;
  readonly chapter: string;
  /** From 1. */
  readonly number: number;
  readonly all: number;
  readonly points: number;
  readonly maxPoints: number;
}

export interface Look extends TextStyle {
  readonly language: Language;
}

/** Lines that `topLines` takes on a screen. */
export const topHeight = 2;

/** The lab, where in its guide, and the points: one line, and a rule below it. */
export function topLines(top: Top, look: Look): string[] {
  const { language, width } = look;
  const { title, chapter, number, all, points, maxPoints } = top;
  const place = say(language, "session.place-chapter", { chapter, number, all });
  const reached = say(language, "session.place-points", { points, all: maxPoints });
  const whole = title === chapter ? place : `${title} · ${place}`;
  const left = [whole, place, chapter].find(
    (text) => lettersIn(text) + 2 + lettersIn(reached) <= width,
  );
  const line = left
    ? left + " ".repeat(width - lettersIn(left) - lettersIn(reached)) + reached
    : ellipsis(place, width);
  if (look.linear) return [`${whole.replace(" · ", ". ")}. ${reached}.`];
  return [paint("bold", line, look), paint("dim", "─".repeat(width), look)].map((text) =>
    look.ascii ? text.replaceAll("─", "-") : text,
  );
}

/** What is known of a step, above its menu. */
export function stepLines(
  step: StepStatus,
  status: Pick<WorkspaceStatus, "cluster" | "changed" | "notes"> & { readonly dir: string },
  look: Look,
): string[] {
  const { language, width } = look;
  const { cluster, changed, notes, dir } = status;
  const count = changed?.length ?? 0;
  const lines = [
    stateText(step, language),
    say(language, `session.cluster-${cluster.state}`),
    ...(count > 0 ? [say(language, "session.changed", { count })] : []),
    ...(step.tries ? [] : [say(language, "session.edit-here", { dir })]),
    ...notes,
  ];
  const title = say(language, "session.step-title", { step: step.id, title: step.title });
  const wrapped = (text: string) => wrap(text, width).split("\n");
  return [...wrapped(title).map((line) => paint("bold", line, look)), ...lines.flatMap(wrapped)];
}

/** "passed, 12 of 15 points; 1 hint read" */
function stateText(step: StepStatus, language: Language): string {
  const hints = step.hints > 0 ? [say(language, "session.hints-read", { count: step.hints })] : [];
  return [verdictText(step, language), ...hints].join("; ");
}

function verdictText(step: StepStatus, language: Language): string {
  const { verdict, points = 0, maxPoints: all, tries = 0 } = step;
  if (verdict === "pass") return say(language, "session.step-passed", { points, all });
  if (verdict === "fail") return say(language, "session.step-failed", { count: tries });
  if (verdict === "unknown") return say(language, "session.step-unknown");
  return say(language, "session.step-open", { all });
}

/** What was reached, and what comes next. */
export interface Ending {
  readonly status: WorkspaceStatus;
  /** As it is typed. */
  readonly dir: string;
  /** undefined: it was the last one, or no part of the course. */
  readonly next: { readonly lab: string; readonly title: string } | undefined;
}

export function endLines({ status, dir, next }: Ending, look: Look): string[] {
  const { language, width } = look;
  const { points, maxPoints, predictionPoints: count, steps } = status;
  const open = steps.filter(({ verdict }) => verdict !== "pass").map(({ id }) => id);
  const said = [
    say(language, "session.end-points", { points, all: maxPoints }),
    ...(count > 0 ? [say(language, "session.end-predictions", { count })] : []),
    open.length === 0
      ? say(language, "session.end-passed")
      : say(language, "session.end-open", { steps: open.join(", ") }),
    "",
    say(language, "session.end-submit", { dir }),
    next
      ? say(language, "session.end-next", { title: next.title, lab: next.lab })
      : say(language, "session.end-last"),
  ];
  const title = paint("bold", say(language, "session.end-title"), look);
  return [title, "", ...said.flatMap((line) => wrap(line, width).split("\n"))];
}

/** A line of a file, and what it does. */
export interface ExplainedLine {
  readonly text: string;
  /** undefined: nothing that a table knows. */
  readonly does: { readonly name: string; readonly text: string } | undefined;
}

/** The file with its lines' numbers; below each line what it does, a directive that comes again only once. */
export function fileLines(lines: readonly ExplainedLine[], look: Look): string[] {
  const { language, width, ascii } = look;
  const digits = String(lines.length).length;
  const first = new Map<string, number>();
  return lines.flatMap(({ text, does }, index) => {
    const number = String(index + 1).padStart(digits);
    const shown = ellipsis(`${number}  ${text}`, width);
    if (!does) return [shown];
    const before = first.get(does.name);
    first.set(does.name, before ?? index + 1);
    const said =
      before === undefined ? does.text : say(language, "session.line-as", { line: before });
    const indent = digits + 4;
    const mark = ascii ? "> " : "› ";
    const told = wrap(`${mark}${said}`, Math.max(20, width - indent), 2).split("\n");
    return [shown, ...told.map((line) => paint("cyan", " ".repeat(indent) + line, look))];
  });
}
