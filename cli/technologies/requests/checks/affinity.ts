import { z } from "zod";
import { round } from "../../../core/base/numbers.ts";
import { allowed, resolveBound } from "../../../core/judge/bounds.ts";
import {
  evidenceOf,
  isJudgement,
  latestNs,
  samplesOf,
  unknown,
  unlessBusy,
} from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import {
  bound,
  limit,
  nodeName,
  number,
  points,
  probeName,
  share,
} from "../../../core/kinds/values.ts";
import { allAnswered, type ClientStory, clientStories, roundS } from "../clients.ts";

const schema = z.strictObject({
  check: z.literal("affinity"),
  probe: probeName.describe("A probe that plays many: `clients`, or `users`."),
  moved: share
    .default(0)
    .describe("The share of the clients that get another server than before the fault."),
  tolerance: number
    .default(0.2)
    .describe(
      "How far the share may be from it. Clients are spread by a hash, so by chance: allow three standard deviations (64 clients, 3 nodes: 0.18).",
    ),
  from: nodeName.optional().describe("Only clients of this server move."),
  to: nodeName.optional().describe("They move to this server only."),
  within: bound.optional().describe("How soon the last one has moved; default: at any time."),
  limit,
  points,
});
type Spec = z.infer<typeof schema>;

/** Whether somebody stays: after a fault by an answer before it and one since, else by any two. */
function isKnown(one: ClientStory, view: StepView): boolean {
  if (one.before !== undefined) return one.answered > 0;
  return !view.step.fault && one.answered > 1;
}

/** More than this are in the evidence as a number only. */
const mostNamed = 3;

function say(stories: readonly ClientStory[], what: string): string[] {
  if (stories.length === 0) return [];
  const path = ({ client, before, changes }: ClientStory) =>
    `client ${client}: ${[changes[0]?.from ?? before ?? "?", ...changes.map((one) => one.to)].join(" -> ")}`;
  const some = stories.slice(0, mostNamed).map(path).join(", ");
  return [`${stories.length} ${what} (${some}${stories.length > mostNamed ? ", ..." : ""})`];
}

/** What is wrong with how clients moved, one sentence each. */
function mistakes(spec: Spec, moved: readonly ClientStory[]): string[] {
  const torn = moved.filter((one) => one.changes.length > 1);
  const stray = moved.filter(
    (one) => spec.from !== undefined && one.changes[0]?.from !== spec.from,
  );
  const lost = moved.filter((one) => spec.to !== undefined && one.after !== spec.to);
  return [
    ...say(torn, "clients went from server to server"),
    ...say(stray, `clients moved that were not of ${spec.from}`),
    ...say(lost, `clients moved elsewhere than to ${spec.to}`),
  ];
}

function lateness(spec: Spec, view: StepView, moved: readonly ClientStory[]): string[] {
  if (!spec.within) return [];
  const found = resolveBound(allowed(spec.within, spec.limit), view, spec.probe);
  if (typeof found === "string") return [];
  const last = Math.max(0, ...moved.flatMap((one) => one.changes.map((change) => change.t)));
  const lastS = round(Math.max(0, last - view.sinceNs) / 1e9);
  // A client notices when it asks next.
  if (lastS <= found.hi + found.tolerance + roundS(view, spec.probe)) return [];
  return [`the last client moved after ${lastS} s, later than ${found.hi} s`];
}

function judge(spec: Spec, view: StepView): Judgement {
  // When a client moves is a matter of time; whether it ever does is none.
  const found = clientStories(view, spec.probe, spec.within ? evidenceOf : samplesOf);
  if (isJudgement(found)) return found;
  const bound = spec.within && resolveBound(allowed(spec.within, spec.limit), view, spec.probe);
  if (typeof bound === "string") return unknown(bound);
  const { stories } = found;
  const known = stories.filter((one) => isKnown(one, view));
  const moved = known.filter((one) => one.changes.length > 0);
  const silent = stories.filter((one) => one.answered === 0 && one.lost > 0);
  const bad = [
    ...say(silent, "clients got no answer any more"),
    ...mistakes(spec, moved),
    ...lateness(spec, view, moved),
  ];
  const measured = round(moved.length / stories.length);
  const off = Math.abs(measured - spec.moved) > (spec.moved === 0 ? 0 : spec.tolerance);
  const sure = bad.length > 0 || (spec.moved === 0 && off);
  if (!sure && known.length < stories.length)
    return unknown(`of ${stories.length} clients only ${known.length} were answered twice`);
  const evidence = [
    `${moved.length} of ${stories.length} clients got another server: ${measured} (asked: ${round(spec.moved)})`,
    ...(bad.length === 0 && off ? say(moved, "moved") : bad),
  ];
  const verdict = off || bad.length > 0 ? "fail" : "pass";
  return { verdict, measured, unit: "of the clients", evidence };
}

function title(spec: Spec): string {
  const from = spec.from === undefined ? "" : ` of ${spec.from}`;
  const to = spec.to === undefined ? "" : ` to ${spec.to}`;
  if (spec.moved === 0) return `each client of ${spec.probe} keeps its server`;
  return `${Math.round(spec.moved * 100)} % of the clients of ${spec.probe} move, only those${from}${to}`;
}

export const kind: CheckKind<Spec> = {
  kind: "affinity",
  about:
    "Each client of a probe that plays many keeps its server, or the wanted share of them moves, once.",
  schema,
  title,
  // Once the time for moving is over, each client must have asked once more.
  ready: (spec, view) => {
    const fromNs = spec.within
      ? latestNs(allowed(spec.within, spec.limit), view, spec.probe)
      : view.sinceNs;
    return allAnswered(view, spec.probe, fromNs, (one) => isKnown(one, view));
  },
  afterS: (spec, view) => roundS(view, spec.probe),
  judge: (spec, view) => unlessBusy(judge(spec, view), view, spec.probe),
};
