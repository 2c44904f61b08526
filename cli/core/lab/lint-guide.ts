import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { didYouMean } from "../base/nearest.ts";
import type { Lab } from "./lab.ts";

/** `tell: guide.md#failover` must lead to a heading; throws LAB_INVALID with every one that does not. */
export function lintGuide(lab: Lab): void {
  lab.file.steps.forEach((step, index) => {
    if (step.tell === undefined) return;
    const [file = "", anchor = ""] = step.tell.split("#");
    const path = join(lab.dir, file);
    const place = ["steps", index, "tell"];
    if (!existsSync(path)) {
      lab.problems.add(place, `there is no ${file}`);
      return;
    }
    const anchors = anchorsOf(readFileSync(path, "utf8"));
    if (!anchors.includes(anchor)) {
      lab.problems.add(
        place,
        `${file} has no heading for "#${anchor}"${didYouMean(anchor, anchors)}`,
      );
    }
  });
  if (lab.problems.any) throw lab.problems.toError(`headings of ${join(lab.dir, "guide.md")}`);
}

/** Headings as their anchors, the way that Markdown renderers make them. */
export function anchorsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#{1,6} (.+)$/gm)].map((match) =>
    (match[1] ?? "")
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, "")
      .replaceAll(" ", "-"),
  );
}
