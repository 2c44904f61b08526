/** Student's nodes whose daemons run and say nothing of their timers: no bound comes of it, and no unknown (ADR 23). */
import { isStudents } from "../cluster/plan.ts";
import type { Judgement } from "../kinds/check.ts";
import type { StepView } from "../kinds/formula.ts";
import { elects, hasTold } from "../kinds/reader.ts";
import type { BoundSpec } from "../kinds/values.ts";
import { resolveBound } from "./bounds.ts";

type Spec = Readonly<Record<string, unknown>>;

/**
 * What a formula cannot tell because a student's node has not told its timers is failed. Where they were told and a
 * formula does not understand them, it stays unknown: that may be right.
 */
export function unlessUntold(judged: Judgement, spec: Spec, view: StepView): Judgement {
  if (judged.verdict !== "unknown" || !lacksBound(spec, view)) return judged;
  const [one] = silentNodes(view);
  if (one === undefined) return judged;
  const why = `${one.node}, the student's, has not said by which timers its ${one.service} runs`;
  return { ...judged, verdict: "fail", evidence: [...judged.evidence, why] };
}

function lacksBound(spec: Spec, view: StepView): boolean {
  const within = spec["within"];
  if (typeof within !== "object" || within === null || !("formula" in within)) return false;
  return typeof resolveBound(within as BoundSpec, view, String(spec["probe"] ?? "")) === "string";
}

/** Of those whose daemons elect each other: without their timers nobody knows what they promise. */
function silentNodes({ run, readers }: StepView) {
  const nodes = run.plan?.nodes ?? [];
  return nodes.filter(isStudents).flatMap(({ name, services }) => {
    const silent = services.find(
      (service) => elects(readers, service) && !hasTold(run, name, service, readers),
    );
    return silent === undefined ? [] : [{ node: name, service: silent }];
  });
}
