import { z } from "zod";
import { evidenceOf, isJudgement, unknown } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { nodeName, points, probeName } from "../../../core/kinds/values.ts";

const schema = z.strictObject({
  check: z.literal("sticky"),
  probe: probeName,
  server: nodeName
    .optional()
    .describe("The one that it has to be; default: any, as long as it is one."),
  "as-before": z
    .literal(true)
    .optional()
    .describe("It has to be the one that answered last before the fault."),
  points,
});
type Spec = z.infer<typeof schema>;

/** Fewer answers than this may come from one server by chance. */
const minAnswers = 20;
/** An answer that is older says nothing about who answers now. */
const lookBackNs = 5e9;

/** Who answered in a phase, the busiest first. */
function serversOf(spec: Spec, view: StepView): [server: string, answers: number][] | Judgement {
  const series = evidenceOf(view, spec.probe);
  if (isJudgement(series)) return series;
  const { servers, sent } = series.tally(view.sinceNs, view.untilNs);
  if (sent < minAnswers) return unknown(`only ${sent} requests: too few to tell`);
  const found = [...servers].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  if (found.some(([server]) => server === "-"))
    return unknown(`not every answer to "${spec.probe}" says which server gave it`);
  return found;
}

/** The server that it has to be, if the spec says. */
function wantedBy(spec: Spec, view: StepView): string | undefined | Judgement {
  if (spec["as-before"] === undefined) return spec.server;
  const before = view.run.series
    .get(spec.probe)
    ?.lastServer(view.sinceNs - lookBackNs, view.sinceNs - 1);
  return before ?? unknown(`"${spec.probe}" was not answered in the 5 s before`);
}

function judge(spec: Spec, view: StepView): Judgement {
  const servers = serversOf(spec, view);
  if (!Array.isArray(servers)) return servers;
  const wanted = wantedBy(spec, view);
  if (typeof wanted === "object") return wanted;
  const total = servers.reduce((sum, [, answers]) => sum + answers, 0);
  const evidence = servers.map(([server, answers]) => `${server} answered ${answers} of ${total}`);
  if (wanted !== undefined) evidence.push(`${wanted} has to answer`);
  if (total < minAnswers) {
    const said = `only ${total} requests were answered`;
    return { verdict: "fail", measured: servers.length, unit: "servers", evidence: [said] };
  }
  const one = servers.length === 1 && (wanted === undefined || servers[0]?.[0] === wanted);
  return { verdict: one ? "pass" : "fail", measured: servers.length, unit: "servers", evidence };
}

export const kind: CheckKind<Spec> = {
  kind: "sticky",
  about: "All answers of the phase came from one server.",
  schema,
  title: (spec) => `${spec.probe} is always answered by ${spec.server ?? "the same server"}`,
  ready: (spec, view) => {
    const tally = view.run.series.get(spec.probe)?.tally(view.sinceNs, view.untilNs);
    if (!tally) return true;
    return tally.sent - tally.lost >= minAnswers || view.untilNs > view.sinceNs + 5e9;
  },
  judge,
};
