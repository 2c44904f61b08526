/** Points as grade books take them. */
import type { Graded } from "../sheet.ts";

/** What is shown and what is sent is the same number: at most two decimals. */
export function rounded(value: number): number {
  return Math.round((value + Number.EPSILON) * 100) / 100;
}

/** Has a number. Nobody's number is made up for who is not gradable: that is no 0. */
export function hasPoints(graded: Graded): graded is Graded & { readonly points: number } {
  return graded.points !== null && graded.verdict !== "not gradable" && graded.maxPoints > 0;
}

/** Why there is no number, in a sentence. */
export function whyNoPoints({ reason, steps }: Graded): string {
  if (reason) return inOneLine(reason);
  const open = steps.filter(({ verdict }) => verdict === "unknown").map(({ id }) => id);
  return open.length > 0 ? `not decided: ${open.join(", ")}` : "it could not be graded";
}

/** A reason may have a line for each mistake. */
export function inOneLine(reason: string): string {
  return reason.split(/\s*\n\s*/).join("; ");
}

/** "87.5"; never grouped, never an exponent. */
export function pointsText(value: number, decimal: "point" | "comma" = "point"): string {
  const text = String(rounded(value));
  return decimal === "comma" ? text.replace(".", ",") : text;
}
