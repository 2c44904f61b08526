/** The pager, a check, the debrief and the list, for people. Pure. */
import { type Language, numberIn } from "../../core/base/language.ts";
import { shown } from "../../core/base/shown.ts";
import { columns, wrap } from "../../ui/output.ts";
import { say } from "../words/say.ts";
import type { IncidentCheck } from "./check.ts";
import type { Debrief } from "./debrief.ts";
import type { Ended, History } from "./history.ts";
import type { Incident } from "./pool.ts";
import type { Pager } from "./record.ts";

interface Style {
  readonly lang: Language;
  readonly width: number;
}

/** "4:12", or "1:02:03". */
export function spanText(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = two(Math.floor(seconds) % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/** What users feel, when it began, and what to do now. */
export function pagerText(
  pager: Pager | undefined,
  of: {
    readonly title: string;
    readonly root: string;
    readonly cluster: string;
    readonly ranS: number;
  },
  { lang, width }: Style,
): string {
  const head = say(lang, "incident.head", { cluster: of.cluster, title: of.title });
  const dir = shown(of.root);
  const next = [
    say(lang, "incident.where", { dir, cluster: of.cluster }),
    say(lang, "incident.mend", { dir }),
    say(lang, "incident.clock", { time: spanText(of.ranS) }),
  ];
  const felt = pager ? ["", ...pagerLines(pager, lang), ""] : [""];
  return [head, ...felt, ...next].map((line) => wrap(line, width, 2)).join("\n");
}

function pagerLines({ at, what, felt, missed }: Pager, lang: Language): string[] {
  const time = new Date(at).toLocaleTimeString("en-GB");
  const hurt = felt.filter(({ lost }) => lost > 0);
  const users =
    hurt.length === 0
      ? [`  ${say(lang, "incident.calm")}`]
      : hurt.map(({ probe, sent, lost, outage }) => {
          const longest = numberIn(lang, outage.toFixed(1));
          return `  ${say(lang, "incident.felt", { probe, sent, lost, outage: longest })}`;
        });
  const promises = missed.map((title) => `  ${title}`);
  return [
    say(lang, "incident.began", { time, what }),
    say(lang, "incident.users"),
    ...users,
    ...(promises.length > 0 ? [say(lang, "incident.missed"), ...promises] : []),
  ];
}

/** What a check found; mended: with the debrief. */
export function checkText(result: IncidentCheck, { lang, width }: Style): string {
  const steps = result.steps.map(({ id, title }) => `  ${id}: ${title}`);
  const head = say(lang, `incident.${result.standing}`, { time: spanText(result.tookS) });
  const debrief = result.debrief ? ["", debriefText(result.debrief, { lang, width })] : [];
  return [head, ...steps, ...debrief].join("\n");
}

export function debriefText(one: Debrief, { lang, width }: Style): string {
  const { finding, unseen, seenS, tookS, checks, earlier } = one;
  const shows = finding
    ? [
        say(lang, "incident.finding", { where: finding.where, because: finding.because }),
        say(lang, "incident.soonest", { see: finding.see }),
      ]
    : [say(lang, "incident.noFile", { why: unseen ?? "" })];
  const seen = seenS === null ? "-" : spanText(seenS);
  const lines = [
    say(lang, "incident.cause", { why: one.why }),
    ...shows,
    say(lang, one.outcome === "mended" ? "incident.times" : "incident.timesGivenUp", {
      seen,
      took: spanText(tookS),
      count: checks,
    }),
    ...earlier.map((other) => `  ${endedText(other, lang)}`),
  ];
  return lines.map((line) => wrap(line, width, 2)).join("\n");
}

function endedText({ at, outcome, tookS, seenS }: Ended, lang: Language): string {
  const seen = seenS === null ? "-" : spanText(seenS);
  const key = outcome === "mended" ? "incident.earlierMended" : "incident.earlierGivenUp";
  return say(lang, key, { day: at.slice(0, 10), seen, took: spanText(tookS) });
}

/** By lab, then by difficulty and topic; numbers, no names. */
export function listText(all: readonly Incident[], history: History, { lang }: Style): string {
  const labs = [...new Set(all.map(({ lab }) => lab))];
  const head = [
    say(lang, "incident.number"),
    say(lang, "incident.difficulty"),
    say(lang, "incident.topic"),
    say(lang, "incident.state"),
  ];
  const parts = labs.map((lab) => {
    const own = all.filter((one) => one.lab === lab).toSorted(byDifficulty);
    const rows = own.map(({ number, one, key }) => [
      String(number).padStart(4),
      one.difficulty === undefined ? "-" : "*".repeat(one.difficulty),
      one.topic ?? "-",
      stateText(history[key] ?? [], lang),
    ]);
    return `${lab}: ${own[0]?.title ?? ""}\n${columns(head, rows)}`;
  });
  return [...parts, say(lang, "incident.pick")].join("\n\n");
}

function byDifficulty(a: Incident, b: Incident): number {
  const hard = (a.one.difficulty ?? 4) - (b.one.difficulty ?? 4);
  const topic = (a.one.topic ?? "").localeCompare(b.one.topic ?? "");
  return hard || topic || a.number - b.number;
}

/** The best time, or what became of it. */
function stateText(tries: readonly Ended[], lang: Language): string {
  if (tries.length === 0) return say(lang, "incident.fresh");
  const mended = tries.filter(({ outcome }) => outcome === "mended");
  const times = mended.map(({ tookS }) => tookS);
  if (times.length === 0) return say(lang, "incident.open", { count: tries.length });
  return say(lang, "incident.best", { time: spanText(Math.min(...times)), count: tries.length });
}

/** The same for programs: no name of a case, and nothing of its cause. */
export function listJson(all: readonly Incident[], history: History): object {
  return {
    schema: "halab/incidents/1",
    incidents: all.map(({ lab, number, key, one }) => ({
      lab,
      number,
      difficulty: one.difficulty ?? null,
      topic: one.topic ?? null,
      tries: history[key] ?? [],
    })),
  };
}
