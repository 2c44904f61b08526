import { z } from "zod";
import { isJudgement, samplesOf, unknown, unlessBusy } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import { beganNs, type StepView } from "../../../core/kinds/formula.ts";
import { nodeName, number, points, probeName } from "../../../core/kinds/values.ts";
import type { Bound } from "../../../core/kinds/verdict.ts";
import { allAnswered, type ClientStory, clientStories, roundS } from "../clients.ts";

const count = number.pipe(z.number().int().min(0));

const schema = z
  .strictObject({
    check: z.literal("sessions"),
    probe: probeName.describe("A probe of the kind users."),
    "at-most": count
      .optional()
      .describe("So many users may lose theirs; this, or `at-least`, or both, or `server`."),
    "at-least": count.optional().describe("So many users have to lose theirs."),
    server: nodeName
      .optional()
      .describe("Those whom this server served when it happened lose theirs, and nobody else."),
    points,
  })
  .refine(
    (spec) =>
      (spec.server !== undefined) !==
      (spec["at-most"] !== undefined || spec["at-least"] !== undefined),
    { message: "needs `server`, or `at-most` and `at-least`" },
  );
type Spec = z.infer<typeof schema>;

/** What was lost, among users of whom it is known. */
interface Fates {
  readonly stories: readonly ClientStory[];
  readonly lost: ReadonlySet<number>;
  readonly behind: ReadonlySet<number>;
}

function boundOf(spec: Spec, { stories }: Fates): Bound {
  const exact = stories.filter((user) => user.before === spec.server).length;
  const [least, most] = [spec["at-least"] ?? 0, spec["at-most"] ?? stories.length];
  const [lo, hi] = spec.server === undefined ? [least, most] : [exact, exact];
  return {
    lo,
    hi,
    formula: spec.server === undefined ? `${lo} .. ${hi} users` : `the users of ${spec.server}`,
    inputs: { users: stories.length },
    source: "lab.yaml",
    tolerance: 0,
  };
}

function describe(spec: Spec, { stories, lost, behind }: Fates): string[] {
  const evidence = [`${lost.size} of ${stories.length} users lost their session`];
  const of = new Map<string, number>();
  for (const user of lost) {
    const server = stories[user]?.before ?? "nobody";
    of.set(server, (of.get(server) ?? 0) + 1);
  }
  if (of.size > 0) {
    const parts = [...of].sort().map(([server, users]) => `${users} of ${server}`);
    evidence.push(`they had been served by: ${parts.join(", ")}`);
  }
  if (spec.server !== undefined) {
    const served = stories.filter((user) => user.before === spec.server).length;
    evidence.push(`${spec.server} had served ${served} users`);
  }
  if (behind.size > 0)
    evidence.push(`${behind.size} kept their session, but not the last things in it`);
  return evidence;
}

function isRight(spec: Spec, { stories, lost }: Fates, bound: Bound): boolean {
  if (spec.server === undefined) return lost.size >= bound.lo && lost.size <= bound.hi;
  return stories.every(({ before }, user) => lost.has(user) === (before === spec.server));
}

function judge(spec: Spec, view: StepView): Judgement {
  const found = clientStories(view, spec.probe, samplesOf);
  if (isJudgement(found)) return found;
  const { stories } = found;
  const history = view.run.baskets.get(spec.probe);
  const happened = (event: "lost" | "behind") =>
    history?.users(event, beganNs(view), view.untilNs) ?? new Set<number>();
  const fates: Fates = { stories, lost: happened("lost"), behind: happened("behind") };
  const bound = boundOf(spec, fates);
  const evidence = describe(spec, fates);
  const measured = { measured: fates.lost.size, unit: "users", bound };
  const asked = stories.filter((user) => user.answered > 0 || user.lost > 0);
  if (asked.length > 0 && asked.every((user) => user.answered === 0)) {
    const said = `none of the ${asked.length} users who came was answered: their session is of no use`;
    return { verdict: "fail", ...measured, evidence: [said, ...evidence] };
  }
  if (spec.server !== undefined && bound.hi === 0) {
    const said = `nobody was served by ${spec.server} when it began`;
    // By whom they were all served is known: by others.
    return stories.some(({ before }) => before === undefined)
      ? { ...unknown(said), ...measured }
      : { verdict: "fail", ...measured, evidence: [said, ...evidence] };
  }
  const unanswered = stories.filter((user) => user.answered === 0);
  if (unanswered.some((user) => user.lost === 0))
    return { ...unknown("it ended before every user had come once more"), ...measured };
  if (unanswered.length > 0) {
    const said = `${unanswered.length} users were never answered: their session is of no use`;
    return { verdict: "fail", ...measured, evidence: [said, ...evidence] };
  }
  const verdict = isRight(spec, fates, bound) ? "pass" : "fail";
  return { verdict, ...measured, evidence };
}

function title(spec: Spec): string {
  if (spec.server !== undefined)
    return `just the users of ${spec.server} lose their ${spec.probe} session`;
  const [least, most] = [spec["at-least"], spec["at-most"]];
  const some = least === undefined ? `at most ${most}` : `at least ${least}`;
  return `${least !== undefined && most !== undefined ? `${least} to ${most}` : some} users lose their ${spec.probe} session`;
}

export const kind: CheckKind<Spec> = {
  kind: "sessions",
  about: "How many users of a `users` probe find that the site does not know them any more.",
  schema,
  title,
  ready: (spec, view) => allAnswered(view, spec.probe),
  afterS: (spec, view) => roundS(view, spec.probe),
  judge: (spec, view) => unlessBusy(judge(spec, view), view, spec.probe),
};
