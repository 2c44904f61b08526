/** What can be done at a step: each is a verb of halab as well. */
import { join } from "node:path";
import { cleanText } from "../../core/base/clean.ts";
import { shown } from "../../core/base/shown.ts";
import type { PlannedStep } from "../../core/cluster/plan.ts";
import { diagnosisText } from "../../report/text/diagnosis.ts";
import { graphText } from "../../report/topology.ts";
import { wrap } from "../../ui/output.ts";
import { readAnswer } from "../predict/answers.ts";
import { askedOf, predict } from "../predict/asked.ts";
import { askText, howText, predictionText } from "../predict/text.ts";
import { say } from "../words/say.ts";
import { checkSteps } from "../work/check.ts";
import { nextHint } from "../work/hint.ts";
import { readProgress } from "../workspace/progress.ts";
import { checkedText } from "./checked.ts";
import type { Desk } from "./desk.ts";
import { fileScreen, shellOn } from "./looks.ts";
import { type Deed, type Seat, working } from "./seat.ts";
import { watching } from "./watching.ts";
import { diagnoseChecked, diagnoseWorkspace } from "./why.ts";

export type DeedName =
  | "check"
  | "predict"
  | "hint"
  | "why"
  | "shell"
  | "topology"
  | "file"
  | "submit";

export const deeds: Readonly<Record<DeedName, Deed>> = {
  check,
  predict: predictAndBreak,
  hint,
  why,
  shell: shellOn,
  topology: async ({ desk, plan }) => {
    const { width, ascii } = desk.style();
    return graphText(plan, { columns: width, ascii });
  },
  file: fileScreen,
  submit,
};

async function check(seat: Seat, step: string): Promise<string> {
  const { seen, compared } = await checkAndCompare(seat, step, working);
  return [seen, ...compared].join("\n");
}

/** With its progress on screen, or with all that is seen. */
type Playing = typeof watching;

/** What was seen; and beside it what was said before, if anything was asked. */
async function checkAndCompare(
  seat: Seat,
  step: string,
  playing: Playing,
): Promise<{ readonly seen: string; readonly compared: readonly string[] }> {
  const { ws, desk } = seat;
  const checked = await playing(seat, (ctx, listeners = []) =>
    checkSteps(ws, [step], ctx, listeners),
  );
  const look = { ...desk.style(), language: desk.language };
  const failed = checked.report.verdict !== "pass";
  const diagnosis = failed ? await diagnoseChecked(askedFor(seat), checked) : undefined;
  const tables = checked.predictions.filter((table) => table.step === step);
  const compared = tables.map((table) =>
    predictionText(table, seat.plan, { lang: desk.language, width: look.width }),
  );
  const text = checkedText(checked, step, { look, diagnosis });
  const notes = checked.applied.notes.map((note) => wrap(cleanText(note), look.width));
  return { seen: [text, ...notes].join("\n"), compared };
}

function askedFor({ ws, renderer, desk }: Seat) {
  return { ws, renderer, language: desk.language };
}

/** First the questions, then the fault, then all three side by side. */
async function predictAndBreak(seat: Seat, id: string): Promise<string> {
  const step = seat.plan.steps.find((one) => one.id === id);
  if (!step?.predict) return say(seat.desk.language, "session.nothing-asked");
  await askAll(seat, step);
  const { seen, compared } = await checkAndCompare(seat, id, watching);
  return [...compared, seen].join("\n\n");
}

async function askAll(seat: Seat, step: PlannedStep): Promise<void> {
  const { ws, desk, plan } = seat;
  const { counts, asked } = askedOf(step, readProgress(ws).progress);
  if (!counts) return desk.say(say(desk.language, "predict.tooLate"));
  const nodes = plan.nodes.map(({ name }) => name);
  for (const ask of asked) {
    const points = say(desk.language, "predict.points", { count: ask.points });
    const how = howText(desk.language, ask.ask);
    const message = `${askText(desk.language, ask, plan)} (${how}; ${points})`;
    for (;;) {
      const text = await desk.ask(message, ask.said ?? "");
      if (text === "") break;
      const answer = readAnswer(ask.ask, text, nodes);
      if (!("wrong" in answer)) {
        // Kept one by one: who is interrupted is not asked again.
        await predict(ws, step, { [ask.ask]: text });
        break;
      }
      desk.say(answer.wrong);
    }
  }
}

/** Its price is said before. */
async function hint(seat: Seat, step: string): Promise<string | undefined> {
  const { ws, desk } = seat;
  const offer = await nextHint(ws, step);
  if (!offer) return say(desk.language, "session.hint-none", { step });
  const { level, cost: count, seen } = offer;
  const free = seen || count === 0;
  const message = free
    ? say(desk.language, "session.hint-free", { step, level })
    : say(desk.language, "session.hint-cost", { step, level, count });
  if ((await yesOrNo(desk, message)) === "no") return undefined;
  const title = say(desk.language, "session.hint-title", { step, level });
  const { renderMarkdown } = await import("../../ui/markdown.ts");
  return `${title}\n\n${renderMarkdown(await offer.take(), desk.style())}`;
}

async function why(seat: Seat): Promise<string> {
  const { desk } = seat;
  const found = await working(seat, (ctx) => diagnoseWorkspace(askedFor(seat), ctx));
  return diagnosisText(found, {
    hints: 0,
    width: desk.style().width,
    language: desk.language,
  });
}

/** What is missing is said first. */
async function submit(seat: Seat): Promise<string | undefined> {
  const { ws, desk } = seat;
  const { missingIn, packWorkspace } = await import("../workspace/submit.ts");
  const missing = await missingIn(ws, await seat.status(seat.ctx(() => {})));
  if (missing.length > 0 && !(await agrees(seat, missing))) return undefined;
  const file = join(process.cwd(), `${ws.cluster}.tgz`);
  await working(seat, (ctx) => packWorkspace(ws, file, ctx));
  return say(desk.language, "session.packed", { file: shown(file) });
}

async function agrees({ desk }: Seat, missing: readonly string[]): Promise<boolean> {
  const lines = missing.flatMap((line) => wrap(`- ${line}`, desk.style().width, 2).split("\n"));
  desk.show(`${lines.join("\n")}\n\n`);
  const message = say(desk.language, "session.submit-anyway");
  return (await yesOrNo(desk, message)) === "yes";
}

function yesOrNo(desk: Desk, message: string): Promise<"yes" | "no"> {
  const name = (id: "yes" | "no") => say(desk.language, `session.${id}`);
  return desk.choose({
    message,
    choices: [
      { key: "yes", name: name("yes") },
      { key: "no", name: name("no") },
    ],
  });
}
