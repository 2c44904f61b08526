/** LTI 1.3 Assignment and Grade Services: a score body for each student, to be sent by who holds the key. */
import type { Graded } from "../sheet.ts";
import { commentText } from "./comment.ts";
import type { Format, OutOptions } from "./format.ts";
import { hasPoints, rounded } from "./points.ts";

export const lti: Format = {
  name: "lti",
  about:
    "LTI AGS score bodies, one JSON line for each student; Pending without a score for who is not gradable",
  scope: "class",
  write: (sheet, options) => {
    const lines = sheet.submissions.map((graded) =>
      JSON.stringify(bodyOf(graded, sheet.lab, options)),
    );
    const strangers = sheet.submissions.filter(({ student }) => !student?.number).length;
    return {
      files: [{ name: "scores.ndjson", text: lines.map((line) => `${line}\n`).join("") }],
      notes:
        strangers > 0
          ? [
              `${strangers} have no number: their userId is the submission's name, which no platform knows`,
            ]
          : [],
    };
  },
};

function bodyOf(graded: Graded, lab: string, options: OutOptions) {
  const shared = { userId: graded.student?.number ?? graded.id, timestamp: options.at };
  const comment = commentText(graded, lab, options);
  if (!hasPoints(graded))
    return { ...shared, activityProgress: "Submitted", gradingProgress: "Pending", comment };
  return {
    ...shared,
    scoreGiven: rounded(graded.points),
    scoreMaximum: rounded(graded.maxPoints),
    activityProgress: "Completed",
    gradingProgress: "FullyGraded",
    comment,
  };
}
