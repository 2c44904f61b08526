/** A lab and a student's folder -> what rules look at. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { templatesDir } from "../base/home.ts";
import type { Renderer } from "../base/renderer.ts";
import type { Plan } from "../cluster/plan.ts";
import type { Facts } from "../kinds/rule.ts";
import type { Lab } from "../lab/lab.ts";
import { openLab, studentFiles } from "../lab/open.ts";
import { planLab } from "../lab/planner.ts";
import { factsOf } from "./facts.ts";

export interface OpenFacts {
  readonly renderer: Renderer;
  readonly params?: Readonly<Record<string, string>> | undefined;
  /** A student's folder; left out: the lab's solution. */
  readonly files?: string | undefined;
  /** Told what the folder holds that no node takes, and that harms nothing. */
  readonly onNotes?: (notes: readonly string[]) => void;
}

/** Throws what opening a lab throws. */
export async function openFacts(name: string, options: OpenFacts): Promise<Facts> {
  const { renderer, params, files, onNotes } = options;
  const sources = studentFiles(files);
  const { lab, plan, notes } = await openLab(name, { renderer, params, sources });
  onNotes?.(notes);
  return factsOf(plan, { looked: ["files"], starter: starterPlanOf(lab, renderer) });
}

/** The lab as students begin it, with the parameters that it was opened with; undefined: it has no starter. */
export function starterPlanOf(lab: Lab, renderer: Renderer): Plan | undefined {
  const dir = join(lab.dir, "starter");
  if (!existsSync(dir)) return undefined;
  const sources = [{ dir, render: true }];
  return planLab({ lab, renderer, templatesDir: templatesDir(), sources });
}
