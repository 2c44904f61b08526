/** What is kept of each step's last check: .halab/checks/STEP.json. */
import { join } from "node:path";
import { z } from "zod";
import { cleanJson } from "../../core/base/clean.ts";
import { ownFolder, type Workspace } from "./open.ts";
import { jsonOf, writeWhole } from "./store.ts";

export const checkedStep = z.looseObject({
  schema: z.literal("halab/check/1"),
  step: z.string(),
  at: z.string(),
  /** The version that played it. */
  halab: z.string(),
  run: z.string(),
  verdict: z.enum(["pass", "fail", "unknown"]),
  points: z.number(),
  maxPoints: z.number(),
  /** The most points of all checks so far. */
  best: z.number(),
  tries: z.number().int(),
  /** SHA-256 of the student's files as they were played, by NODE/PATH. */
  files: z.record(z.string(), z.string()),
  /** The step as the report has it, with the evidence of its checks. */
  report: z.unknown(),
});
export type CheckedStep = z.infer<typeof checkedStep>;

export function evidenceFile(ws: Pick<Workspace, "root">, step: string): string {
  return join(ownFolder(ws), "checks", `${step}.json`);
}

/** Undefined: it was not checked, or the file is broken. */
export function lastCheck(ws: Pick<Workspace, "root">, step: string): CheckedStep | undefined {
  const parsed = checkedStep.safeParse(jsonOf(evidenceFile(ws, step)));
  return parsed.success ? parsed.data : undefined;
}

export function keepCheck(ws: Pick<Workspace, "root">, checked: CheckedStep): void {
  writeWhole(evidenceFile(ws, checked.step), `${cleanJson(checked, 2)}\n`);
}
