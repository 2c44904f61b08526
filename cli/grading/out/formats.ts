/** All formats of grade books, by name. */
import { HalabError } from "../../core/base/error.ts";
import { didYouMean } from "../../core/base/nearest.ts";
import { artemis } from "./artemis.ts";
import { canvas } from "./canvas.ts";
import { classSheet } from "./class/sheet.ts";
import { classroom } from "./classroom.ts";
import { csv } from "./csv.ts";
import type { Format } from "./format.ts";
import { gradescope } from "./gradescope.ts";
import { feedbackPages } from "./html.ts";
import { json } from "./json.ts";
import { junit } from "./junit.ts";
import { lti } from "./lti.ts";
import { markdown } from "./markdown.ts";
import { moodle } from "./moodle.ts";
import { prairielearn } from "./prairielearn.ts";

export const formats: readonly Format[] = [
  ...[json, csv, junit, classSheet],
  ...[markdown, feedbackPages],
  ...[moodle, canvas, lti],
  ...[gradescope, classroom, prairielearn, artemis],
];

/** Throws USAGE for one that there is not. */
export function requireFormat(name: string): Format {
  const found = formats.find((one) => one.name === name);
  if (found) return found;
  const names = formats.map((one) => one.name);
  throw new HalabError("USAGE", `there is no format "${name}"${didYouMean(name, names)}`, {
    hint: `one of ${names.join(", ")}`,
  });
}
