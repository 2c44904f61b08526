/** What is asked and what came of it, for people. Pure. */
import { type Language, numberIn } from "../../core/base/language.ts";
import { threeDigits } from "../../core/base/numbers.ts";
import type { Plan, PlannedAsk } from "../../core/cluster/plan.ts";
import { boundText } from "../../core/judge/bound-text.ts";
import type { Bound } from "../../core/kinds/verdict.ts";
import { columns, wrap } from "../../ui/output.ts";
import { say } from "../words/say.ts";
import type { AskedOf } from "./asked.ts";
import type { PredictionRow, PredictionTable } from "./table.ts";

interface Style {
  readonly lang: Language;
  readonly width: number;
}

/** What is asked, in a few words: "outage of site". */
export function askText(
  lang: Language,
  { ask, probe }: Pick<PlannedAsk, "ask" | "probe">,
  plan: Pick<Plan, "probes">,
): string {
  if (ask !== "owner") return say(lang, `predict.${ask}`, { probe });
  const address = plan.probes.find(({ name }) => name === probe)?.address ?? probe;
  return say(lang, "predict.owner", { address });
}

/** How an answer is written. */
export function howText(lang: Language, ask: PlannedAsk["ask"]): string {
  switch (ask) {
    case "owner":
      return say(lang, "predict.ownerHow");
    case "outage":
    case "time":
      return say(lang, "predict.secondsHow");
    case "lost":
      return say(lang, "predict.lostHow");
    case "streams":
      return say(lang, "predict.streamsHow");
    default:
      return ask satisfies never;
  }
}

/** One step, its questions, what was said. */
export function askedText(one: AskedOf, plan: Plan, { lang }: Pick<Style, "lang">): string {
  const head = `${one.step}: ${one.title}`;
  if (one.asked.length === 0) return `${head}\n  ${say(lang, "predict.noneHere")}`;
  const lines = one.asked.flatMap((ask) => {
    const points = say(lang, "predict.points", { count: ask.points });
    return [
      `  ${ask.ask}=  ${askText(lang, ask, plan)} (${points}): ${ask.said ?? say(lang, "predict.unsaid")}`,
      ...(ask.said === null && one.counts ? [`      ${howText(lang, ask.ask)}`] : []),
    ];
  });
  const late = one.counts ? [] : [`  ${say(lang, "predict.tooLate")}`];
  return [head, ...lines, ...late].join("\n");
}

/** The table after a step. */
export function predictionText(
  table: PredictionTable,
  plan: Pick<Plan, "probes">,
  { lang, width }: Style,
): string {
  const word = (key: "predicted" | "formula" | "measured" | "score") => say(lang, `predict.${key}`);
  const head = ["", word("predicted"), word("formula"), word("measured"), word("score")];
  const rows = table.rows.map((row) => [
    askText(lang, row, plan),
    row.predicted === null ? "-" : numberIn(lang, row.predicted),
    row.bound ? rangeText(row.bound, row.ask, lang) : "-",
    row.measured === null ? "?" : numberIn(lang, row.measured),
    scoreText(row, lang),
  ]);
  const notes = [
    ...table.rows.flatMap((row) => (row.why === undefined ? [] : [unknownText(row, plan, lang)])),
    ...table.rows.flatMap((row) => formulaText(row, plan, lang)),
    ...phaseText(table, lang),
  ].flatMap((note) => wrap(note, width, 2));
  return [table.title, columns(head, rows), ...notes, ...yearText(table, lang)].join("\n");
}

function rangeText(bound: Bound, ask: PlannedAsk["ask"], lang: Language): string {
  const words = boundText(bound, ask === "lost" ? "" : "s").split(" ");
  return words.map((word) => numberIn(lang, word)).join(" ");
}

function scoreText({ grade, points, maxPoints }: PredictionRow, lang: Language): string {
  if (grade === "unknown") return say(lang, "predict.notCounted");
  return say(lang, "predict.of", { points, max: maxPoints });
}

function unknownText(row: PredictionRow, plan: Pick<Plan, "probes">, lang: Language): string {
  return `${askText(lang, row, plan)}: ${say(lang, "predict.unknown", { why: row.why ?? "" })}`;
}

/** The protocol's own letters, and the numbers that stand for them; requests are only so much time's. */
function formulaText(row: PredictionRow, plan: Pick<Plan, "probes">, lang: Language): string[] {
  if (!row.bound || row.ask === "lost") return [];
  const { formula, source } = row.bound;
  const what = askText(lang, row, plan);
  const inputs = inputsText(row.bound);
  const given = inputs === "" ? "" : ` ${say(lang, "predict.inputs", { inputs })}`;
  return [`${say(lang, "predict.promised", { what, formula })}${given} (${source})`];
}

function inputsText({ inputs }: Bound): string {
  return Object.entries(inputs)
    .map(([name, value]) => `${name} = ${value}`)
    .join(", ");
}

function phaseText({ phase }: PredictionTable, lang: Language): string[] {
  if (!phase) return [];
  const { probe, sent, lost } = phase;
  const availability = (Math.floor(phase.availability * 10_000) / 100).toFixed(2);
  return [
    say(lang, "predict.phase", { probe, sent, lost, availability: numberIn(lang, availability) }),
  ];
}

function yearText({ year }: PredictionTable, lang: Language): string[] {
  if (!year) return [];
  const lines = year.of.map(({ availability, allowedS, times }) => {
    const allowed = spanText(allowedS, lang);
    return `  ${say(lang, "predict.yearOf", { availability, allowed, times })}`;
  });
  return [say(lang, "predict.year", { outage: threeDigits(year.outageS) }), ...lines];
}

function spanText(seconds: number, lang: Language): string {
  if (seconds >= 2 * 86_400)
    return say(lang, "predict.days", { value: threeDigits(seconds / 86_400) });
  if (seconds >= 2 * 3600)
    return say(lang, "predict.hours", { value: threeDigits(seconds / 3600) });
  return say(lang, "predict.minutes", { value: threeDigits(seconds / 60) });
}
