/** A lab as grading needs it: opened once, with its starter and its rules. */

import { templatesDir } from "../../core/base/home.ts";
import type { Language } from "../../core/base/language.ts";
import type { Renderer } from "../../core/base/renderer.ts";
import { starterPlanOf } from "../../core/diagnose/open.ts";
import { loadRules } from "../../core/diagnose/rules.ts";
import { openLab } from "../../core/lab/open.ts";
import { createRenderer } from "../../render/render.ts";
import type { LabSide } from "./looked.ts";

export function ourRenderer(): Renderer {
  return createRenderer(templatesDir());
}

/** Throws what opening a lab throws. */
export async function sideOf(
  name: string,
  params: Readonly<Record<string, string>>,
  language: Language,
): Promise<LabSide> {
  const renderer = ourRenderer();
  const { lab, plan } = await openLab(name, { renderer, params });
  const starter = starterPlanOf(lab, renderer);
  const rules = await loadRules(language);
  const variant = (values: Readonly<Record<string, string>>) => sideOf(lab.dir, values, language);
  return { lab, plan, starter, rules, renderer, templatesDir: templatesDir(), variant };
}
