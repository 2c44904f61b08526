/** The course: its labs in their order, each with what the student has reached in it. */
import { ellipsis } from "../../core/base/clean.ts";
import type { Language } from "../../core/base/language.ts";
import type { Renderer } from "../../core/base/renderer.ts";
import { type Course, loadCourse } from "../../core/lab/course.ts";
import { labNames, openLab } from "../../core/lab/open.ts";
import { allLabs } from "../../core/lab/places.ts";
import { pointsOf } from "../../core/lab/step-hints.ts";
import { titleIn } from "../../core/lab/titles.ts";
import { say } from "../words/say.ts";
import { labName, type Workspace } from "../workspace/open.ts";
import { type Progress, readProgress } from "../workspace/progress.ts";

export interface CourseLab {
  readonly lab: string;
  readonly title: string;
  readonly steps: number;
  readonly maxPoints: number;
  /** The workspace that was used last; null: it was not begun. */
  readonly dir: string | null;
  readonly passed: number;
  readonly points: number;
}

export interface CourseState {
  readonly schema: "halab/course/1";
  readonly title: string;
  readonly parts: readonly {
    readonly title: string;
    readonly lecture: string;
    readonly labs: readonly CourseLab[];
  }[];
}

/** `known`: workspaces, the one that was used last first. Labs that are in no part come in one of their own. */
export async function courseState(
  language: Language,
  known: readonly Workspace[],
  renderer: Renderer,
): Promise<CourseState> {
  const course = loadCourse(language);
  const named = new Set(course.parts.flatMap(({ labs }) => labs));
  const others = [...labNames().filter((lab) => !named.has(lab)), ...(await outsideLabs(renderer))];
  const rest = { title: say(language, "session.course-other"), lecture: "", labs: others };
  const parts = others.length > 0 ? [...course.parts, rest] : course.parts;
  return {
    schema: "halab/course/1",
    title: course.title,
    parts: await Promise.all(
      parts.map(async ({ title, lecture, labs }) => ({
        title,
        lecture,
        labs: await Promise.all(labs.map((lab) => labState(lab, { language, known, renderer }))),
      })),
    ),
  };
}

interface Asked {
  readonly language: Language;
  readonly known: readonly Workspace[];
  readonly renderer: Renderer;
}

/** Labs from elsewhere that can be opened by their names. */
async function outsideLabs(renderer: Renderer): Promise<readonly string[]> {
  const names = allLabs().flatMap(({ name, from }) => (from === "halab" ? [] : [name]));
  const opened = await Promise.all(
    names.map((lab) =>
      openLab(lab, { renderer }).then(
        () => [lab],
        () => [],
      ),
    ),
  );
  return opened.flat();
}

async function labState(lab: string, { language, known, renderer }: Asked): Promise<CourseLab> {
  const { lab: opened, plan } = await openLab(lab, { renderer });
  const ws = workspaceOf(lab, known);
  const progress = ws ? progressOf(ws) : undefined;
  return {
    lab,
    title: titleIn(opened.file, language),
    steps: plan.steps.length,
    maxPoints: opened.file.steps.reduce((sum, step) => sum + pointsOf(step), 0),
    dir: ws?.root ?? null,
    ...reached(progress),
  };
}

/** The student's workspace of a lab. */
export function workspaceOf(lab: string, known: readonly Workspace[]): Workspace | undefined {
  return known.find((one) => one.lab === lab || labName(one.lab) === lab);
}

/** Of one that cannot be read nothing is known; going on with it says why. */
function progressOf(ws: Workspace): Progress | undefined {
  try {
    return readProgress(ws).progress;
  } catch {
    return undefined;
  }
}

function reached(progress: Progress | undefined): Pick<CourseLab, "passed" | "points"> {
  const steps = Object.values(progress?.steps ?? {});
  return {
    passed: steps.filter(({ verdict }) => verdict === "pass").length,
    points: steps.reduce((sum, { points }) => sum + points, 0),
  };
}

/** "not begun", "40 of 100 points, 5 of 9 steps" */
export function labStateText(lab: CourseLab, language: Language): string {
  const { dir, passed, points, steps, maxPoints: all } = lab;
  if (dir === null) return say(language, "session.course-lab-new");
  if (passed === steps) return say(language, "session.course-lab-done", { points });
  return say(language, "session.course-lab-begun", { points, all, passed, steps });
}

/** As a line to choose: "vrrp-failover  Two load balancers, one address  (not begun)"; the title gives way where it is narrow. */
export function labLine(
  lab: CourseLab,
  style: {
    readonly language: Language;
    readonly columns: number;
    /** So wide is the longest name of those beside it. */
    readonly names?: number;
  },
): string {
  const { language, columns, names = 0 } = style;
  const state = `(${labStateText(lab, language)})`;
  const name = lab.lab.padEnd(names);
  const room = columns - name.length - state.length - 4;
  if (room < shortestTitle) return `${lab.lab}  ${state}`;
  return `${name}  ${ellipsis(lab.title, room)}  ${state}`;
}

/** Less of a title says nothing. */
const shortestTitle = 10;

/** The lab after this one, if the course has it and one follows. */
export function nextInCourse(lab: string, course: Course): string | undefined {
  const all = course.parts.flatMap(({ labs }) => labs);
  const at = all.indexOf(lab);
  return at < 0 ? undefined : all[at + 1];
}
