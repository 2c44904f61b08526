/** Hints that are missing, or cost more than there is. */
import { join } from "node:path";
import type { Renderer } from "../../base/renderer.ts";
import { shown } from "../../base/shown.ts";
import type { Lab } from "../lab.ts";
import { hintLanguages, loadStepHints, pointsOf, readHints } from "../step-hints.ts";

/**
 * Every step with checks has hints in hints.yaml, in three levels, which together cost no more than the step gives.
 * Throws LAB_INVALID with every mistake of a file, translations included. Lines for people say what a translation
 * lacks, or that the lab has no hints at all.
 */
export function lintHints(lab: Lab, renderer: Renderer): string[] {
  const original = readHints(lab, "en");
  if (!original) return [`${shown(join(lab.dir, "hints.yaml"))}: who is stuck gets no hints`];
  const { problems, steps } = original;
  const asked = lab.file.steps.filter((step) => step.expect.length + step.mended.length > 0);
  for (const step of asked) {
    const entry = steps[step.id];
    if (!entry) {
      problems.add(["steps"], `step "${step.id}" has checks, and no hints`, true);
      continue;
    }
    const all = (entry.cost ?? []).reduce((sum, cost) => sum + cost, 0);
    const points = pointsOf(step);
    if (all > points)
      problems.add(
        ["steps", step.id, "cost"],
        `the hints cost ${all} points, and the step gives ${points}`,
      );
  }
  if (problems.any) throw problems.toError("docs/first/hints.md");
  for (const lang of hintLanguages(lab)) loadStepHints(lab, lang, renderer);
  return hintLanguages(lab).flatMap((lang) => {
    const file = readHints(lab, lang);
    const lacking = Object.keys(steps).filter((id) => file?.steps[id] === undefined);
    return file && lacking.length > 0
      ? [`${shown(file.path)}: not translated: ${lacking.join(", ")}`]
      : [];
  });
}
