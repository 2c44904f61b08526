/** A guide cut into chapters: what is read, and the steps that are played after it. Pure. */
import { sectionsOf } from "../../core/lab/guide.ts";

/** As a plan has it. */
export interface ToldStep {
  readonly id: string;
  readonly title: string;
  /** guide.md#ID; null: the guide says nothing of it. */
  readonly tell: string | null;
}

export interface Chapter {
  /** Of its section, the same in every language. */
  readonly id: string;
  readonly title: string;
  /** With its heading. */
  readonly markdown: string;
  /** Ids of the steps that belong to it, in their order. */
  readonly steps: readonly string[];
}

/** A smaller heading begins no chapter of its own, unless a step tells of it. */
const chapterLevel = 2;

/**
 * The guide from its beginning to its end. A step that no section tells of comes after the one before it, the first
 * ones in a chapter of their own; a lab without a guide has only that.
 */
export function chaptersOf(markdown: string, steps: readonly ToldStep[]): Chapter[] {
  const told = new Set(steps.map(anchorOf));
  const chapters: { id: string; title: string; own: string[]; steps: string[] }[] = [];
  for (const { id, level, title, own } of sectionsOf(markdown)) {
    const last = chapters.at(-1);
    if (last && level > chapterLevel && !told.has(id)) last.own.push(own);
    else chapters.push({ id, title, own: [own], steps: [] });
  }
  let at = chapters.findIndex(({ id }) => told.has(id));
  for (const step of steps) {
    const named = chapters.findIndex(({ id }) => id === anchorOf(step));
    if (named >= 0) at = named;
    if (at < 0) {
      chapters.push({ id: "steps", title: step.title, own: [], steps: [] });
      at = chapters.length - 1;
    }
    chapters[at]?.steps.push(step.id);
  }
  return chapters.map(({ own, ...chapter }) => ({ ...chapter, markdown: own.join("\n\n") }));
}

function anchorOf({ tell }: ToldStep): string {
  return tell?.split("#")[1] ?? "";
}
