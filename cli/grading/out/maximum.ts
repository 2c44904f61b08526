/** A platform's own maximum of points. */
import { HalabError } from "../../core/base/error.ts";
import type { OutOptions } from "./format.ts";
import { pointsText, rounded } from "./points.ts";
import { type Cell, numberOf } from "./table/worksheet.ts";

/** In the platform's points. Throws USAGE where they are others than the lab's, and nobody said to scale. */
export function inMaximum(
  { points, maxPoints }: { readonly points: number; readonly maxPoints: number },
  cell: Cell | undefined,
  { scale }: Pick<OutOptions, "scale">,
): number {
  const maximum = cell ? numberOf(cell.text) : undefined;
  if (maximum === undefined || maximum === maxPoints) return rounded(points);
  if (scale) return rounded((points / maxPoints) * maximum);
  throw new HalabError(
    "USAGE",
    `the assignment's maximum is ${maximum} points, and the lab's is ${pointsText(maxPoints)}`,
    { hint: "--scale makes the lab's points a share of the assignment's" },
  );
}
