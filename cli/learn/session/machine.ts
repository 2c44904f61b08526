/** Where the student is, and where a key leads: all of the session's moves. Pure. */

/** What is read and played, in its order. */
export interface Book {
  readonly chapters: readonly {
    readonly id: string;
    readonly steps: readonly string[];
    /** Where in the text each piece begins, rising; empty: nothing to read. */
    readonly starts: readonly number[];
  }[];
}

export type Where =
  | { readonly at: "reading"; readonly chapter: number; readonly piece: number }
  | { readonly at: "step"; readonly chapter: number; readonly step: string }
  | { readonly at: "end" }
  | { readonly at: "left" };

/** Moves; all else that a menu offers leaves the student where they are. */
export type Move = "on" | "back" | "work" | "read" | "leave";

/** Where the session begins: the first piece, or the first step of a book with nothing to read. */
function begin(book: Book): Where {
  return enter(book, 0, "first");
}

export function next(where: Where, move: Move, book: Book): Where {
  if (move === "leave") return { at: "left" };
  switch (where.at) {
    case "reading":
      return fromReading(where, move, book);
    case "step":
      return fromStep(where, move, book);
    case "end":
      return move === "back" || move === "read"
        ? enter(book, book.chapters.length - 1, "last")
        : where;
    default:
      return where;
  }
}

function fromReading(where: Where & { at: "reading" }, move: Move, book: Book): Where {
  const { chapter, piece } = where;
  const { starts = [], steps = [] } = book.chapters[chapter] ?? {};
  const [first] = steps;
  switch (move) {
    case "on":
      if (piece + 1 < starts.length) return { ...where, piece: piece + 1 };
      return first === undefined
        ? enter(book, chapter + 1, "first")
        : { at: "step", chapter, step: first };
    case "back":
      return piece > 0 ? { ...where, piece: piece - 1 } : (before(book, chapter) ?? where);
    case "work":
      return first === undefined
        ? enter(book, chapter + 1, "first")
        : { at: "step", chapter, step: first };
    default:
      return { ...where, piece: 0 };
  }
}

function fromStep(where: Where & { at: "step" }, move: Move, book: Book): Where {
  const { chapter, step } = where;
  const { starts = [], steps = [] } = book.chapters[chapter] ?? {};
  const at = steps.indexOf(step);
  switch (move) {
    case "on": {
      const following = steps[at + 1];
      return following === undefined
        ? enter(book, chapter + 1, "first")
        : { ...where, step: following };
    }
    case "back": {
      const previous = steps[at - 1];
      if (previous !== undefined) return { ...where, step: previous };
      if (starts.length > 0) return { at: "reading", chapter, piece: starts.length - 1 };
      return before(book, chapter) ?? where;
    }
    case "read":
      return starts.length > 0 ? { at: "reading", chapter, piece: 0 } : where;
    default:
      return where;
  }
}

/** What comes before a chapter; undefined: nothing does. */
function before(book: Book, chapter: number): Where | undefined {
  return chapter > 0 ? enter(book, chapter - 1, "last") : undefined;
}

function enter(book: Book, chapter: number, side: "first" | "last"): Where {
  const found = book.chapters[chapter];
  if (!found) return { at: "end" };
  const { starts, steps } = found;
  const step = side === "first" ? steps[0] : steps.at(-1);
  if (step !== undefined && (side === "last" || starts.length === 0))
    return { at: "step", chapter, step };
  if (starts.length === 0) return enter(book, chapter + (side === "first" ? 1 : -1), side);
  return { at: "reading", chapter, piece: side === "first" ? 0 : starts.length - 1 };
}

/** A place in words that outlive a screen's size, a language, and a newer guide: "failover:3", "failover:step:frozen". */
export function markOf(where: Where, book: Book): string {
  if (where.at === "end" || where.at === "left") return "end";
  const chapter = book.chapters[where.chapter];
  if (where.at === "step") return `${chapter?.id ?? ""}:step:${where.step}`;
  return `${chapter?.id ?? ""}:${chapter?.starts[where.piece] ?? 0}`;
}

/** The place that a mark names; what is not there any more leads to the beginning. */
export function placeOf(mark: string | undefined, book: Book): Where {
  if (mark === "end") return { at: "end" };
  const [id, block = "0", ...rest] = mark?.split(":") ?? [];
  const chapter = book.chapters.findIndex((one) => one.id === id);
  const found = book.chapters[chapter];
  if (!found) return begin(book);
  if (block === "step") {
    const step = rest.join(":");
    if (found.steps.includes(step)) return { at: "step", chapter, step };
  }
  if (found.starts.length === 0) return enter(book, chapter, "first");
  const piece = found.starts.findLastIndex((start) => start <= (Number(block) || 0));
  return { at: "reading", chapter, piece: Math.max(0, piece) };
}
