import { z } from "zod";
import {
  calmNs,
  isJudgement,
  samplesOf,
  unknown,
  unlessBusy,
} from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { number, points, probeName } from "../../../core/kinds/values.ts";
import { type Read, readsIn } from "../reads.ts";

const schema = z.strictObject({
  check: z.literal("monotonic-reads"),
  probe: probeName.describe("The reader; all its reads are one session."),
  "at-most": number.optional().describe("So many may go back; default: none, without `at-least`."),
  "at-least": number
    .optional()
    .describe("So many have to go back: the control, which shows that they can."),
  points,
});
type Spec = z.infer<typeof schema>;

interface Back {
  readonly read: Read;
  readonly before: Read;
}

/** Reads that saw less than one that was over before they were sent. */
function goneBack(reads: readonly Read[]): Back[] {
  const ended = reads.toSorted((a, b) => a.endNs - b.endNs);
  let [at, most] = [0, undefined as Read | undefined];
  return reads
    .toSorted((a, b) => a.sentNs - b.sentNs)
    .flatMap((read): Back[] => {
      for (let next = ended[at]; next && next.endNs <= read.sentNs; next = ended[at]) {
        if (!most || next.newest > most.newest) most = next;
        at += 1;
      }
      return most && read.newest < most.newest ? [{ read, before: most }] : [];
    });
}

function judge(spec: Spec, view: StepView): Judgement {
  const series = samplesOf(view, spec.probe);
  if (isJudgement(series)) return series;
  const reads = readsIn(view, spec.probe);
  if (reads.length < 2) return unknown(`probe "${spec.probe}" read nothing twice`);
  const back = goneBack(reads);
  const most = spec["at-most"] ?? (spec["at-least"] === undefined ? 0 : Number.POSITIVE_INFINITY);
  const right = back.length <= most && back.length >= (spec["at-least"] ?? 0);
  const [first] = back;
  return {
    verdict: right ? "pass" : "fail",
    measured: back.length,
    unit: "reads",
    evidence: [
      `${back.length} of ${reads.length} reads saw less than an earlier one`,
      ...(first
        ? [
            `${first.before.node} had shown row ${first.before.newest}, then ${first.read.node} showed ${first.read.newest} as its newest`,
          ]
        : []),
    ],
  };
}

/** "Monotonic Reads" (Terry et al. 1994, Session Guarantees for Weakly Consistent Replicated Data; Jepsen's models). */
export const kind: CheckKind<Spec> = {
  kind: "monotonic-reads",
  about:
    "Within a session no read sees less than an earlier one saw: time does not go backwards for a user, whichever node answers.",
  schema,
  title: (spec) =>
    spec["at-least"] === undefined
      ? `${spec.probe} never reads backwards`
      : `${spec.probe} reads backwards`,
  ready: (spec, view) =>
    (view.run.series.get(spec.probe)?.horizonNs ?? Number.MAX_VALUE) >= view.sinceNs + calmNs,
  judge: (spec, view) => unlessBusy(judge(spec, view), view, spec.probe),
};
