import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { didYouMean } from "../../base/nearest.ts";
import { sectionsOf, sourcesOf } from "../guide.ts";
import type { Lab } from "../lab.ts";

/**
 * `tell: guide.md#failover` must lead to a heading, in guide.md and in each of its translations; throws LAB_INVALID with
 * every one that does not.
 */
export function lintGuide(lab: Lab): void {
  lab.file.steps.forEach((step, index) => {
    if (step.tell === undefined) return;
    const [file = "", anchor = ""] = step.tell.split("#");
    const place = ["steps", index, "tell"];
    if (!existsSync(join(lab.dir, file))) {
      lab.problems.add(place, `there is no ${file}`);
      return;
    }
    for (const each of [file, ...translationsOf(lab, file)]) {
      const anchors = sectionsOf(readFileSync(join(lab.dir, each), "utf8")).map(({ id }) => id);
      if (!anchors.includes(anchor)) {
        lab.problems.add(
          place,
          `${each} has no heading for "#${anchor}"${didYouMean(anchor, anchors)}`,
        );
      }
    }
  });
  if (lab.problems.any) throw lab.problems.toError(`headings of ${join(lab.dir, "guide.md")}`);
}

/** What the translations of guide.md lack: sections, or the look at a section that has changed since. */
export function staleGuides(lab: Lab): string[] {
  const path = join(lab.dir, "guide.md");
  if (!existsSync(path)) return [];
  const source = sectionsOf(readFileSync(path, "utf8"));
  return translationsOf(lab, "guide.md").flatMap((name) => {
    const text = readFileSync(join(lab.dir, name), "utf8");
    const there = new Set(sectionsOf(text).map(({ id }) => id));
    const made = sourcesOf(text);
    return source.flatMap(({ id, title, digest }) => {
      if (!there.has(id)) return [`${name}: "${title}" of guide.md (#${id}) is not translated`];
      if (made.get(id) === digest) return [];
      return [
        `${name}: "${title}" of guide.md has changed since it was translated; when it is up to date, write at the end: ${id} ${digest}`,
      ];
    });
  });
}

/** guide.de.md, guide.hu.md, ... beside guide.md. */
function translationsOf(lab: Lab, file: string): string[] {
  const stem = file.replace(/\.md$/, "");
  return readdirSync(lab.dir)
    .filter(
      (name) => name.startsWith(`${stem}.`) && /^\.[a-z]{2}\.md$/.test(name.slice(stem.length)),
    )
    .sort();
}
