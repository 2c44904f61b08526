/** After an incident: what it was, what would have shown it, how long it took. */
import type { Language } from "../../core/base/language.ts";
import type { Renderer } from "../../core/base/renderer.ts";
import { diagnose, type Finding } from "../../core/diagnose/diagnose.ts";
import { factsOf } from "../../core/diagnose/facts.ts";
import { placeText } from "../../core/diagnose/of-run.ts";
import { loadRules } from "../../core/diagnose/rules.ts";
import { openLab } from "../../core/lab/open.ts";
import { barePlan } from "./files.ts";
import { type Ended, type History, readHistory } from "./history.ts";
import type { Incident } from "./pool.ts";
import type { IncidentRecord } from "./record.ts";

export interface Debrief {
  readonly schema: "halab/debrief/1";
  readonly lab: string;
  readonly number: number;
  readonly outcome: "mended" | "gave-up";
  /** What was planted, in a sentence. */
  readonly why: string;
  /** The first that diagnose says of the broken files; null: no file shows it. */
  readonly finding: {
    readonly rule: string;
    readonly because: string;
    readonly where: string;
    /** The command that shows it. */
    readonly see: string;
  } | null;
  /** Where no file shows it: why. */
  readonly unseen: string | null;
  /** From the pager to the first check or diagnosis; null: nobody looked. Seconds. */
  readonly seenS: number | null;
  readonly tookS: number;
  readonly checks: number;
  /** Earlier tries, the first one first. */
  readonly earlier: readonly Ended[];
}

export interface Ending {
  readonly incident: Incident;
  readonly record: IncidentRecord;
  readonly cluster: string;
  readonly lang: Language;
  readonly renderer: Renderer;
}

/** Throws what opening the lab throws. */
export async function debriefOf(
  ending: Ending,
  history: History = readHistory(),
): Promise<Debrief> {
  const { incident, record } = ending;
  const finding = await findingOf(ending);
  const { begun, seen, ended = begun, outcome = "gave-up", checks } = record;
  const tries = history[incident.key] ?? [];
  const secondsTo = (to: string) =>
    Math.max(0, Math.round((Date.parse(to) - Date.parse(begun)) / 1000));
  return {
    schema: "halab/debrief/1",
    lab: incident.lab,
    number: incident.number,
    outcome,
    why: incident.one.why,
    finding: finding ? briefOf(finding) : null,
    unseen: incident.one.unseen ?? null,
    seenS: seen === undefined ? null : secondsTo(seen),
    tookS: secondsTo(ended),
    checks,
    earlier: tries.filter(({ at }) => at !== ended),
  };
}

/** By the files alone, as they were when it began: what would have shown it soonest. */
async function findingOf({
  incident,
  cluster,
  lang,
  renderer,
}: Ending): Promise<Finding | undefined> {
  const { lab, one } = incident;
  const { plan } = await openLab(lab, { renderer, sources: () => one.sources });
  const { findings } = diagnose(
    factsOf(barePlan(plan), { looked: ["files"], cluster }),
    await loadRules(lang),
  );
  const roots = findings.filter(
    ({ severity, followsFrom }) => severity !== "hint" && followsFrom === null,
  );
  return findings.find(({ rule }) => rule === one.cause) ?? roots[0];
}

function briefOf(finding: Finding): Debrief["finding"] {
  const { rule, because, see } = finding;
  return { rule, because, where: placeText(finding), see };
}
