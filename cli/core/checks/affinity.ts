import { z } from "zod";
import { resolveBound, round } from "../bounds.ts";
import { type CheckKind, calmNs, type Judgement, latestNs, unknown } from "../check.ts";
import { type ClientStory, clientStories, roundNs } from "../clients.ts";
import { bound, name, number, points, share } from "../schema.ts";
import type { StepView } from "../view.ts";

const schema = z.strictObject({
  check: z.literal("affinity"),
  /** A probe of the kind clients. */
  probe: name,
  /** The share of the clients that get another server than before the fault; default: none. */
  moved: share.default(0),
  /** How far the share may be from that: clients are spread by a hash, so by chance. */
  tolerance: number.default(0.2),
  /** Only clients of this server move. */
  from: name.optional(),
  /** They move to this server only. */
  to: name.optional(),
  /** How soon the last one has moved. */
  within: bound.optional(),
  points,
});
type Spec = z.infer<typeof schema>;

/** More than this are in the evidence as a number only. */
const mostNamed = 3;

function say(stories: readonly ClientStory[], what: string): string[] {
  if (stories.length === 0) return [];
  const path = ({ client, before, changes }: ClientStory) =>
    `client ${client}: ${[before ?? "?", ...changes.map((one) => one.to)].join(" -> ")}`;
  const some = stories.slice(0, mostNamed).map(path).join(", ");
  return [`${stories.length} ${what} (${some}${stories.length > mostNamed ? ", ..." : ""})`];
}

/** What is wrong with how clients moved, one sentence each. */
function mistakes(spec: Spec, stories: readonly ClientStory[]): string[] {
  const moved = stories.filter((one) => one.before !== one.after);
  const torn = stories.filter((one) => one.changes.length > 1);
  const stray = moved.filter((one) => spec.from !== undefined && one.before !== spec.from);
  const lost = moved.filter((one) => spec.to !== undefined && one.after !== spec.to);
  return [
    ...say(torn, "clients went from server to server"),
    ...say(stray, `clients moved that were not of ${spec.from}`),
    ...say(lost, `clients moved elsewhere than to ${spec.to}`),
  ];
}

function lateness(spec: Spec, view: StepView, stories: readonly ClientStory[]): string[] {
  if (!spec.within) return [];
  const found = resolveBound(spec.within, view, spec.probe);
  if (typeof found === "string") return [];
  const last = Math.max(0, ...stories.flatMap((one) => one.changes.map((change) => change.t)));
  // A client notices when it asks next.
  const roundS = roundNs(view, spec.probe) / 1e9;
  const lastS = round(Math.max(0, last - view.sinceNs) / 1e9);
  if (lastS <= found.hi + found.tolerance + roundS) return [];
  return [`the last client moved after ${lastS} s, later than ${found.hi} s`];
}

function judge(spec: Spec, view: StepView): Judgement {
  const stories = clientStories(view, spec.probe);
  if (!Array.isArray(stories)) return stories;
  if (spec.within) {
    const found = resolveBound(spec.within, view, spec.probe);
    if (typeof found === "string") return unknown(found);
  }
  const unheard = stories.filter((one) => one.before === undefined);
  if (unheard.length > 0)
    return unknown(`${unheard.length} clients had no answer before: nobody knows whose they were`);
  const silent = stories.filter((one) => one.after === undefined);
  const moved = stories.filter((one) => one.after !== undefined && one.after !== one.before);
  const measured = round(moved.length / stories.length);
  const bad = [
    ...say(silent, "clients got no answer any more"),
    ...mistakes(spec, stories),
    ...lateness(spec, view, stories),
  ];
  const tolerance = spec.moved === 0 ? 0 : spec.tolerance;
  const off = Math.abs(moved.length / stories.length - spec.moved) > tolerance;
  const evidence = [
    `${moved.length} of ${stories.length} clients got another server: ${measured} (asked: ${round(spec.moved)})`,
    ...bad,
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

/** Each client has one server, and gets another one only if it must. */
export const kind: CheckKind<Spec> = {
  kind: "affinity",
  schema,
  refs: (spec) => [
    { to: "probe", name: spec.probe, path: ["probe"] },
    ...(spec.from === undefined ? [] : [{ to: "node" as const, name: spec.from, path: ["from"] }]),
    ...(spec.to === undefined ? [] : [{ to: "node" as const, name: spec.to, path: ["to"] }]),
  ],
  title,
  // Once the time for moving is over, each client must have asked once more.
  ready: (spec, view) => {
    const series = view.run.series.get(spec.probe);
    if (!series) return true;
    const fromNs = spec.within ? latestNs(spec.within, view, spec.probe) : view.sinceNs;
    return series.horizonNs >= fromNs + Math.max(calmNs, roundNs(view, spec.probe));
  },
  judge,
};
