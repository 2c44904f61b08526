import { z } from "zod";
import { allAnswered, roundS, type Visits, visitsOf } from "../baskets.ts";
import { type CheckKind, evidenceOf, isJudgement, type Judgement, unknown } from "../check.ts";
import { name, number, points } from "../schema.ts";
import type { StepView } from "../view.ts";

const schema = z.strictObject({
  check: z.literal("affinity"),
  /** A users probe. */
  probe: name,
  /** So many users may come to another server than before. */
  "at-most": number.pipe(z.number().int().min(0)).default(0),
  points,
});
type Spec = z.infer<typeof schema>;

/** Was this user answered by another server than the one that answered before? */
function moved({ before, servers }: Visits): boolean {
  const all = before === undefined ? servers : [before, ...servers];
  return new Set(all).size > 1;
}

/** Where somebody stays can be told from two answers on. */
function cameTwice({ before, servers }: Visits): boolean {
  return servers.length > (before === undefined ? 1 : 0);
}

function judge(spec: Spec, view: StepView): Judgement {
  const series = evidenceOf(view, spec.probe);
  if (isJudgement(series)) return series;
  const visits = visitsOf(view, spec.probe, series);
  const known = visits.filter(cameTwice);
  const strayed = known.filter(moved);
  const evidence = [`${strayed.length} of ${known.length} users came to another server`];
  const [first] = strayed;
  if (first) {
    const way = [...(first.before === undefined ? [] : [first.before]), ...first.servers];
    evidence.push(`one of them: ${way.join(", ")}`);
  }
  const measured = { measured: strayed.length, unit: "users" };
  if (strayed.length > spec["at-most"]) return { verdict: "fail", ...measured, evidence };
  const silent = visits.filter(({ servers, failed }) => servers.length === 0 && failed > 0).length;
  if (silent > 0) {
    const said = `${silent} users were never answered`;
    return { verdict: "fail", ...measured, evidence: [said, ...evidence] };
  }
  if (known.length < visits.length)
    return { ...unknown(`only ${known.length} of ${visits.length} users came twice`), ...measured };
  return { verdict: "pass", ...measured, evidence };
}

/** Every user of a users probe is served by the server that served them before. */
export const kind: CheckKind<Spec> = {
  kind: "affinity",
  schema,
  refs: (spec) => [{ to: "probe", name: spec.probe, path: ["probe"] }],
  title: (spec) => `users of ${spec.probe} stay with their server`,
  ready: (spec, view) => allAnswered(view, spec.probe, cameTwice),
  waitsS: (spec, view) => roundS(view, spec.probe),
  judge,
};
