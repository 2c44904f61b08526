/** What checks of an upgrade share: what was seen of it, or why nothing is known. */
import { unknown } from "../../core/judge/evidence.ts";
import type { Judgement } from "../../core/kinds/check.ts";
import type { StepView } from "../../core/kinds/formula.ts";
import { readTold, type Told } from "./record.ts";

export function judgeTold(view: StepView, judge: (told: Told) => Judgement): Judgement {
  const told = readTold(view.fault?.evidence ?? []);
  return told ? judge(told) : unknown("nothing was seen of an upgrade in this step");
}
