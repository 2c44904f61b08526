/** A lab as grading needs it: opened once, with its starter and its rules. */

import { templatesDir } from "../../core/base/home.ts";
import { isLanguage, type Language } from "../../core/base/language.ts";
import { starterPlanOf } from "../../core/diagnose/open.ts";
import { loadRules } from "../../core/diagnose/rules.ts";
import { openLab } from "../../core/lab/open.ts";
import { ourRenderer } from "../../render/ours.ts";
import type { BatchFile } from "./batch.ts";
import type { LabSide } from "./looked.ts";

export interface How {
  readonly language: Language;
  /** Students' nodes are VMs. */
  readonly isolate?: boolean | undefined;
}

/** How a batch was begun. */
export function howOf({ language, isolate }: Pick<BatchFile, "language" | "isolate">): How {
  return { language: isLanguage(language) ? language : "en", isolate };
}

/** Throws what opening a lab throws. */
export async function sideOf(
  name: string,
  params: Readonly<Record<string, string>>,
  { language, isolate = false }: How,
): Promise<LabSide> {
  const renderer = ourRenderer();
  const { lab, plan } = await openLab(name, { renderer, params, isolate });
  const starter = starterPlanOf(lab, renderer);
  const rules = await loadRules(language);
  const variant = (values: Readonly<Record<string, string>>) =>
    sideOf(lab.dir, values, { language, isolate });
  const fixed = { renderer, templatesDir: templatesDir(), isolate };
  return { lab, plan, starter, rules, ...fixed, variant };
}
