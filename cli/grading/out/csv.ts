/** The class as a table of ours: a row for each submission, a column for each step. */
import type { Graded } from "../sheet.ts";
import type { Format } from "./format.ts";
import { hasPoints, pointsText, whyNoPoints } from "./points.ts";
import { harmlessCell, tableText } from "./table/write.ts";

export const csv: Format = {
  name: "csv",
  about: "a table: a row for each submission, a column for each step (--decimal comma: for Excel)",
  scope: "class",
  write: (sheet, { decimal = "point" }) => {
    const steps = [...new Set(sheet.submissions.flatMap((one) => one.steps.map(({ id }) => id)))];
    const shared = [sheet.lab, sheet.batch];
    const rows = sheet.submissions.map((one) => [
      ...shared,
      ...rowOf(one, decimal),
      ...steps.map((id) => stepCell(one, id, decimal)),
    ]);
    const text = tableText(
      [[...heads, ...steps.map((id) => `step ${id}`)], ...rows].map((row) => row.map(harmlessCell)),
      decimal === "comma" ? ";" : ",",
    );
    // Excel takes a file without the mark for one of its own country's letters.
    const mark = decimal === "comma" ? "\ufeff" : "";
    return { files: [{ name: "grades.csv", text: `${mark}${text}` }], notes: [] };
  },
};

const heads = [
  ...["lab", "batch", "id", "name", "email", "number", "verdict", "points", "max points"],
  ...["static points", "static max points", "tries", "same", "first cause", "reason"],
];

function rowOf(one: Graded, decimal: "point" | "comma"): readonly string[] {
  const text = (value: number) => pointsText(value, decimal);
  const given = hasPoints(one);
  return [
    one.id,
    one.student?.name ?? "",
    one.student?.email ?? "",
    one.student?.number ?? "",
    one.verdict,
    given ? text(one.points) : "",
    text(one.maxPoints),
    given ? text(one.static.points) : "",
    text(one.static.maxPoints),
    String(one.tries),
    one.same ?? "",
    one.firstCause?.rule ?? "",
    given ? (one.reason ?? "") : whyNoPoints(one),
  ];
}

/** Empty where nothing was decided: no number is made up. */
function stepCell(one: Graded, id: string, decimal: "point" | "comma"): string {
  const step = one.steps.find((some) => some.id === id);
  return !step || !hasPoints(one) || step.verdict === "unknown"
    ? ""
    : pointsText(step.points, decimal);
}
