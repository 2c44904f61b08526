import { z } from "zod";
import { round } from "../../../core/base/numbers.ts";
import type { Series } from "../../../core/journal/series.ts";
import type { Break } from "../../../core/journal/streams.ts";
import { evidenceOf, isJudgement, unknown } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { duration, number, points, probeName } from "../../../core/kinds/values.ts";

const count = number.pipe(z.number().int().min(0));

const schema = z
  .strictObject({
    check: z.literal("broken"),
    probe: probeName.describe("A stream probe."),
    "at-most": count.optional().describe("So many may break; this, or `at-least`, or both."),
    "at-least": count.optional().describe("So many have to break."),
    watch: duration
      .prefault("5s")
      .describe(
        "So long after the fault a connection may still break: a takeover, and TCP's next try.",
      ),
    points,
  })
  .refine((spec) => spec["at-most"] !== undefined || spec["at-least"] !== undefined, {
    message: "needs `at-most`, `at-least` or both",
  });
type Spec = z.infer<typeof schema>;

interface Fates {
  /** Connections that were open when the phase began, and since when. */
  readonly open: ReadonlyMap<number, number>;
  /** The first break of each of them that broke. */
  readonly broken: ReadonlyMap<number, Break>;
}

function fatesOf(spec: Spec, view: StepView): Fates {
  const history = view.run.streams.get(spec.probe);
  const open = history?.openAt(view.sinceNs) ?? new Map<number, number>();
  const broken = new Map<number, Break>();
  for (const one of history?.breaks(view.sinceNs, view.untilNs) ?? [])
    if (open.has(one.connection) && !broken.has(one.connection)) broken.set(one.connection, one);
  return { open, broken };
}

/** How many connections the probe has: line k goes over connection k modulo their number. */
function connectionsOf(spec: Spec, view: StepView): number {
  const probe = view.run.plan?.probes.find((one) => one.name === spec.probe);
  return Number(probe?.spec["connections"] ?? 1);
}

/** IPVS tells its backup of a connection from the third packet on (net.ipv4.vs.sync_threshold). */
const syncedLines = 3;

function describe(spec: Spec, view: StepView, series: Series, { open, broken }: Fates): string[] {
  const all = connectionsOf(spec, view);
  const how = new Map<string, number>();
  for (const { event } of broken.values()) how.set(event, (how.get(event) ?? 0) + 1);
  const kinds = [...how].sort().map(([event, times]) => `${times} ${event}`);
  const evidence = [
    `${broken.size} of ${open.size} connections broke${kinds.length > 0 ? ` (${kinds.join(", ")})` : ""}`,
  ];
  const times = [...broken.values()].map(({ t }) => round((t - view.sinceNs) / 1e9));
  if (times.length > 0)
    evidence.push(
      `the first after ${Math.min(...times)} s, the last after ${Math.max(...times)} s`,
    );
  if (open.size < all) evidence.push(`${all - open.size} of ${all} were not open to begin with`);
  const young = [...open.values()].filter(
    (sinceNs) => view.sinceNs - sinceNs < syncedLines * all * series.intervalNs,
  ).length;
  if (young > 0) evidence.push(`${young} had sent fewer than ${syncedLines} lines before`);
  let longestUs = 0;
  for (const [k, , sentUs, endUs] of series.between(view.sinceNs - 1e9, view.untilNs)) {
    const connection = k % all;
    if (open.has(connection) && !broken.has(connection))
      longestUs = Math.max(longestUs, endUs - sentUs);
  }
  if (broken.size < open.size)
    evidence.push(`those that lived on waited up to ${round(longestUs / 1e6)} s for an answer`);
  return evidence;
}

function judge(spec: Spec, view: StepView): Judgement {
  const series = evidenceOf(view, spec.probe);
  if (isJudgement(series)) return series;
  if (!view.run.streams.has(spec.probe))
    return unknown(`the journal does not say what became of the connections of "${spec.probe}"`);
  const fates = fatesOf(spec, view);
  const { size: opened } = fates.open;
  const { size: broke } = fates.broken;
  const [most, least] = [spec["at-most"] ?? opened, spec["at-least"] ?? 0];
  if (opened === 0) return unknown(`no connection of "${spec.probe}" was open when it began`);
  const evidence = describe(spec, view, series, fates);
  const measured = { measured: broke, unit: "connections", evidence };
  if (opened < least) return { verdict: "unknown", ...measured };
  return { verdict: broke >= least && broke <= most ? "pass" : "fail", ...measured };
}

/** Nothing that may still come changes the verdict. */
function isDecided(spec: Spec, broke: number): boolean {
  const [most, least] = [spec["at-most"], spec["at-least"]];
  if (most !== undefined) return broke > most;
  return least !== undefined && broke >= least;
}

function title(spec: Spec): string {
  const [most, least] = [spec["at-most"], spec["at-least"]];
  const some = least === undefined ? `at most ${most}` : `at least ${least}`;
  const both = most !== undefined && least !== undefined ? `${least} to ${most}` : some;
  return `${most === least ? `exactly ${most}` : both} connections of ${spec.probe} broken`;
}

export const kind: CheckKind<Spec> = {
  kind: "broken",
  about: "How many of the long-lived connections of a stream probe broke in the phase.",
  schema,
  title,
  ready: (spec, view) => {
    const series = view.run.series.get(spec.probe);
    if (!series || isDecided(spec, fatesOf(spec, view).broken.size)) return true;
    return series.horizonNs >= view.sinceNs + spec.watch * 1e6;
  },
  judge,
};
