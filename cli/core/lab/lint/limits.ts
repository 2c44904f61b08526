/** Points for what a formula allows, however long a student's timers make it. */
import type { Lab } from "../lab.ts";

/**
 * Of checks with points whose bound is a formula's, and whose lab does not say what is too long whatever the timers
 * are. Lines for people, each with its place.
 */
export function lintLimits(lab: Lab): string[] {
  return lab.file.steps.flatMap((step, at) =>
    (["expect", "mended"] as const).flatMap((phase) =>
      step[phase].flatMap((spec, index) => {
        const { within, limit, points } = spec;
        const byFormula = typeof within === "object" && within !== null && "formula" in within;
        if (!byFormula || limit !== undefined || Number(points ?? 0) === 0) return [];
        const text = `the timers of a student's daemons say how long \`${String(spec["check"])}\` may take: say \`limit\`, too`;
        return [lab.problems.remark(["steps", at, phase, index, "within"], text)];
      }),
    ),
  );
}
