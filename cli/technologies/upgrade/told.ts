/** What checks of an upgrade share: what was seen of it, or why nothing is known. */
import { z } from "zod";
import { unknown } from "../../core/judge/evidence.ts";
import type { Judgement } from "../../core/kinds/check.ts";
import type { StepView } from "../../core/kinds/formula.ts";
import { nodeName } from "../../core/kinds/values.ts";
import { readTold, type Told } from "./record.ts";

/** The stores that a check is about. */
export const stores = z.array(nodeName).min(1).describe("The nodes whose stores were upgraded.");

export function judgeTold(
  { nodes }: { readonly nodes: readonly string[] },
  view: StepView,
  judge: (told: Told) => Judgement,
): Judgement {
  const told = readTold(view.fault?.evidence ?? []);
  if (!told) return unknown("nothing was seen of an upgrade in this step");
  const unseen = nodes.filter((node) => !told.releases.has(node));
  return unseen.length > 0 ? unknown(`nothing was seen of ${unseen.join(", ")}`) : judge(told);
}
