/** labs/course.yaml: the labs in the order in which they are learned. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { HalabError } from "../base/error.ts";
import { labsDir } from "../base/home.ts";
import type { Language } from "../base/language.ts";
import { didYouMean } from "../base/nearest.ts";
import { shown } from "../base/shown.ts";
import { labNames } from "./open.ts";
import type { Problems } from "./problems.ts";
import { titleIn, titles } from "./titles.ts";
import { readYaml } from "./yaml.ts";

export interface Course {
  readonly title: string;
  readonly parts: readonly CoursePart[];
}

interface CoursePart {
  readonly title: string;
  /** The lecture that it belongs to. */
  readonly lecture: string;
  /** Names of labs that come with halab, in the order in which they are learned. */
  readonly labs: readonly string[];
}

const courseFile = z.strictObject({
  version: z.literal(1),
  ...titles,
  parts: z
    .array(
      z.strictObject({
        ...titles,
        lecture: z.string(),
        "lecture-de": z.string().optional(),
        "lecture-hu": z.string().optional(),
        labs: z.array(z.string()).min(1),
      }),
    )
    .min(1),
});

type CourseFile = z.infer<typeof courseFile>;

/**
 * The course in a language, in English where a title is not translated. Default: the one that comes with halab.
 * Throws LAB_INVALID with every mistake and its place: keys, labs that are none, or that are there a second time.
 */
export function loadCourse(
  lang: Language = "en",
  path: string = join(labsDir(), "course.yaml"),
  labs: readonly string[] = labNames(),
): Course {
  if (!existsSync(path)) throw new HalabError("LAB_INVALID", `${shown(path)} is missing`);
  const { value, problems } = readYaml(path, courseFile, hint);
  checkLabs(value, problems, labs);
  if (problems.any) throw problems.toError(hint);
  return {
    title: titleIn(value, lang),
    parts: value.parts.map((part) => ({
      title: titleIn(part, lang),
      lecture: lectureIn(part, lang),
      labs: part.labs,
    })),
  };
}

const hint = "halab labs   (which labs there are)";

function checkLabs(file: CourseFile, problems: Problems, known: readonly string[]): void {
  const seen = new Set<string>();
  file.parts.forEach((part, at) => {
    part.labs.forEach((lab, index) => {
      const place = ["parts", at, "labs", index];
      if (!known.includes(lab))
        problems.add(place, `unknown lab "${lab}"${didYouMean(lab, known)}`);
      if (seen.has(lab)) problems.add(place, `"${lab}" is in the course a second time`);
      seen.add(lab);
    });
  });
}

function lectureIn(part: CourseFile["parts"][number], lang: Language): string {
  return (lang === "en" ? undefined : part[`lecture-${lang}`]) ?? part.lecture;
}
