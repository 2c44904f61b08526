/** `halab check` in an incident's folder: what the cluster does decides, not what its files say. */
import type { Language } from "../../core/base/language.ts";
import type { Renderer } from "../../core/base/renderer.ts";
import type { Ctx } from "../../core/base/time.ts";
import type { Report } from "../../core/judge/report.ts";
import { ensureCluster } from "../cluster/background.ts";
import type { Applied } from "../work/apply.ts";
import { type Checked, checkOn } from "../work/check.ts";
import { openLabOf, type Workspace } from "../workspace/open.ts";
import { type Debrief, debriefOf } from "./debrief.ts";
import { type Decision, decide, playedAgain, unclear } from "./decide.ts";
import { addEnded } from "./history.ts";
import { incidentOf } from "./pool.ts";
import { type IncidentRecord, readRecord, updateRecord } from "./record.ts";

export interface IncidentCheck extends Decision {
  /** Of the other steps, or, as long as it is broken, of the one that showed it. */
  readonly report: Report;
  readonly dir: string;
  readonly applied: Applied;
  /** Seconds since it began. */
  readonly tookS: number;
  /** Once it is mended. */
  readonly debrief?: Debrief;
}

export interface CheckOptions {
  /** Only the step that showed it. */
  readonly fast: boolean;
  readonly lang: Language;
  readonly renderer: Renderer;
}

/** Sends what was changed in the folder; what was changed in the nodes stands there already. */
export async function checkIncident(
  ws: Workspace,
  options: CheckOptions,
  ctx: Ctx,
): Promise<IncidentCheck> {
  const { fast, renderer } = options;
  const record = await updateRecord(ws, (before) => ({
    ...before,
    seen: before.seen ?? new Date().toISOString(),
    checks: before.checks + 1,
  }));
  const incident = await incidentOf(record, renderer);
  const caught = incident.one.catches ?? "";
  const { lab, plan } = await openLabOf(ws, renderer);
  const cluster = await ensureCluster(ws, ctx);
  const on = { ws, lab, plan, cluster, listeners: [] };
  const part = await playUntilClear({ ...on, wanted: [caught] }, ctx);
  const first = decide(caught, part.report, undefined);
  const others = plan.steps.map(({ id }) => id).filter((id) => id !== caught);
  const wholly = first.standing === "mended" && !fast && others.length > 0;
  const whole = wholly ? await playUntilClear({ ...on, wanted: others }, ctx) : undefined;
  const decision = whole ? decide(caught, part.report, whole.report) : first;
  const { report, dir } = whole ?? part;
  const { applied } = part;
  const result = { ...decision, report, dir, applied, tookS: secondsSince(record.begun) };
  if (decision.standing !== "mended") return result;
  return { ...result, debrief: await end(ws, "mended", options) };
}

/** So often steps are played again that could not be judged: mostly this machine was busy. */
const mostAgain = 2;

async function playUntilClear(options: Parameters<typeof checkOn>[0], ctx: Ctx): Promise<Checked> {
  let played = await checkOn(options, ctx);
  for (let again = 0; again < mostAgain; again += 1) {
    const wanted = unclear(played.report);
    if (wanted.length === 0) break;
    const { report, dir } = await checkOn({ ...options, wanted }, ctx);
    played = { ...played, report: playedAgain(played.report, report), dir };
  }
  return played;
}

/** `halab incident --give-up`. */
export async function giveUp(ws: Workspace, options: Omit<CheckOptions, "fast">): Promise<Debrief> {
  return await end(ws, "gave-up", options);
}

/** An incident ends once: who checks it again is told the same, and it counts as it was. */
async function end(
  ws: Workspace,
  outcome: "mended" | "gave-up",
  { lang, renderer }: Pick<CheckOptions, "lang" | "renderer">,
): Promise<Debrief> {
  const before = readRecord(ws);
  const incident = await incidentOf(before, renderer);
  const record = await updateRecord(ws, (one) =>
    one.outcome === undefined ? { ...one, outcome, ended: new Date().toISOString() } : one,
  );
  if (before.outcome === undefined) await addEnded(record.key, endedOf(record));
  return await debriefOf({ incident, record, cluster: ws.cluster, lang, renderer });
}

function endedOf(record: IncidentRecord) {
  const { begun, ended = begun, outcome = "gave-up", checks } = record;
  return { at: ended, outcome, checks, seenS: seenS(record), tookS: secondsBetween(begun, ended) };
}

/** From the pager to the first look; null: nobody looked. */
function seenS({ begun, seen }: IncidentRecord): number | null {
  return seen === undefined ? null : secondsBetween(begun, seen);
}

function secondsSince(begun: string): number {
  return secondsBetween(begun, new Date().toISOString());
}

function secondsBetween(from: string, to: string): number {
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));
}
