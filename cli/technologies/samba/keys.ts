/** Keys that checks of a directory have in common. */
import { z } from "zod";
import { bound, duration, limit, nodeName, points, probeName } from "../../core/kinds/values.ts";

export const directoryProbe = probeName.describe("A probe of the kind directory.");
export const controllers = z.array(nodeName).min(1);

/** When it has to be so. */
export const whenSettled = {
  within: bound
    .optional()
    .describe("How soon it has to be so at all of them; default: during the whole phase."),
  during: duration
    .prefault("1s")
    .describe("Without `within`: so long it is looked at, from the phase's begin."),
  limit,
  points,
};
