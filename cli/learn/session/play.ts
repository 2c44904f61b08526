/** A session: what is read, what is done, until the student leaves. */
import { HalabError } from "../../core/base/error.ts";
import { pointsOf } from "../../core/lab/step-hints.ts";
import { type Block, markdownBlocks } from "../../ui/markdown.ts";
import type { TextStyle } from "../../ui/text-style.ts";
import { say, type WordKey } from "../words/say.ts";
import { hintsRead } from "../work/hint.ts";
import type { StepStatus, WorkspaceStatus } from "../work/status.ts";
import { readProgress, updateProgress } from "../workspace/progress.ts";
import { type DeedName, deeds } from "./deeds.ts";
import { cancelledMeans, type Question, type Turn } from "./desk.ts";
import { type Ending, endLines, stepLines, type Top, topHeight, topLines } from "./draw.ts";
import { type Book, type Move, markOf, next, placeOf, type Where } from "./machine.ts";
import { fitted, type Piece, piecesOf } from "./pieces.ts";
import { backKeys, errorText, keysHeight, onKeys, type Seat, showLong } from "./seat.ts";

/** What the student chose at a step or at the end. */
type Key = Move | DeedName;

const moves: readonly string[] = ["on", "back", "work", "read", "leave"] satisfies Move[];

function isMove(key: Key): key is Move {
  return moves.includes(key);
}

/** Ends when the student leaves, or is gone; what was reached is kept at each step of the way. */
export async function playSession(
  seat: Seat,
  following: () => Promise<Ending["next"]>,
): Promise<void> {
  const { ws } = seat;
  await cancelledMeans(undefined, async () => {
    let pages = pagesOf(seat);
    let where = placeOf(readProgress(ws).progress.readUpTo, pages.book);
    while (where.at !== "left") {
      const before = pages;
      pages = pagesOf(seat);
      // The screen has another size: the same place is on another piece.
      if (pages.size !== before.size) where = placeOf(markOf(where, before.book), pages.book);
      const mark = markOf(where, pages.book);
      await updateProgress(ws, (progress) => ({ ...progress, readUpTo: mark }));
      const key = await screen(seat, where, { pages, following });
      where = isMove(key) ? next(where, key, pages.book) : await deedAt(seat, where, key);
    }
  });
}

interface Pages {
  /** COLUMNSxROWS of the screen that they are for. */
  readonly size: string;
  readonly book: Book;
  readonly pieces: readonly (readonly Piece[])[];
}

/** Drawn once for each width. */
const drawn = new WeakMap<Seat["chapters"], { width: number; blocks: Block[][] }>();

function pagesOf({ desk, chapters }: Seat): Pages {
  const style = desk.style();
  const known = drawn.get(chapters);
  const blocks =
    known?.width === style.width
      ? known.blocks
      : chapters.map(({ markdown }) => fittingBlocks(markdown, style));
  drawn.set(chapters, { width: style.width, blocks });
  const height = desk.rows() - topHeight - 1 - keysHeight(style.width);
  const pieces = blocks.map((chapter) => piecesOf(chapter, Math.max(3, height)));
  const book = chapters.map(({ id, steps }, index) => {
    return { id, steps, starts: (pieces[index] ?? []).map(({ start }) => start) };
  });
  return { size: `${style.width}x${desk.rows()}`, book: { chapters: book }, pieces };
}

function fittingBlocks(markdown: string, style: TextStyle): Block[] {
  return markdownBlocks(markdown, style).map((block) => ({
    ...block,
    lines: block.lines.flatMap((line) => fitted(line, style.width)),
  }));
}

interface Shown {
  readonly pages: Pages;
  readonly following: () => Promise<Ending["next"]>;
}

async function screen(seat: Seat, where: Where, { pages, following }: Shown): Promise<Key> {
  if (where.at === "reading") return readingScreen(seat, where, pages);
  const status = await seat.status(seat.ctx(() => {}));
  if (where.at === "step") return stepScreen(seat, where, status);
  return endScreen(seat, { status, dir: seat.dir, next: await following() });
}

type Points = Pick<WorkspaceStatus, "points" | "maxPoints">;

/** Without asking the cluster: who reads does not wait. */
function pointsSoFar({ ws, lab }: Seat): Points {
  const { progress } = readProgress(ws);
  const read = hintsRead(ws, lab, progress);
  const reached = Object.entries(progress.steps).map(([id, { points }]) =>
    Math.max(0, points - read(id).cost),
  );
  return {
    points: reached.reduce((sum, points) => sum + points, 0),
    maxPoints: lab.file.steps.reduce((sum, step) => sum + pointsOf(step), 0),
  };
}

/** In the guide's language, where it begins with one. */
function titleOf({ chapters, plan }: Seat): string {
  const [first] = chapters;
  return first && first.steps.length === 0 ? first.title : plan.title;
}

function topOf(seat: Seat, chapter: number, status: Points): Top {
  return {
    title: titleOf(seat),
    chapter: seat.chapters[chapter]?.title ?? "",
    number: chapter + 1,
    all: seat.chapters.length,
    points: status.points,
    maxPoints: status.maxPoints,
  };
}

async function readingScreen(
  seat: Seat,
  where: Where & { at: "reading" },
  pages: Pages,
): Promise<Move> {
  const { desk, chapters } = seat;
  const { chapter, piece } = where;
  const look = { ...desk.style(), language: desk.language };
  const lines = pages.pieces[chapter]?.[piece]?.lines ?? [];
  desk.show(
    `${[...topLines(topOf(seat, chapter, pointsSoFar(seat)), look), "", ...lines].join("\n")}\n\n`,
  );
  const works = (chapters[chapter]?.steps.length ?? 0) > 0;
  const name = (id: Extract<WordKey, `session.press-${string}`>) => say(desk.language, id);
  const turns: Turn<Move>[] = [
    { key: "on", label: "Enter", keys: onKeys, name: name("session.press-on") },
    { key: "back", label: "b", keys: backKeys, name: name("session.press-back") },
    {
      key: "work",
      label: works ? "w" : "s",
      keys: ["w", "s"],
      name: name(works ? "session.press-work" : "session.press-skip"),
    },
    { key: "leave", label: "q", keys: ["q"], name: name("session.press-leave") },
  ];
  return desk.turn(turns);
}

async function stepScreen(
  seat: Seat,
  where: Where & { at: "step" },
  status: WorkspaceStatus,
): Promise<Key> {
  const { desk, dir } = seat;
  const look = { ...desk.style(), language: desk.language };
  const step = status.steps.find(({ id }) => id === where.step) ?? unknownStep(seat, where.step);
  const top = topLines(topOf(seat, where.chapter, status), look);
  const lines = stepLines(step, { ...status, dir }, look);
  desk.show(`${[...top, "", ...lines].join("\n")}\n\n`);
  return desk.choose(stepMenu(seat, step));
}

function unknownStep({ plan }: Seat, id: string): StepStatus {
  const title = plan.steps.find((step) => step.id === id)?.title ?? id;
  return { id, title, maxPoints: 0, hints: 0, hintsCost: 0 };
}

/** What can be done at a step; the cursor stands where most go next. */
function stepMenu({ desk, plan }: Seat, step: StepStatus): Question<Key> {
  const passed = step.verdict === "pass";
  const asks = plan.steps.some(({ id, predict }) => id === step.id && predict !== undefined);
  const name = (id: Extract<WordKey, `session.menu-${string}`>) => say(desk.language, id);
  return {
    message: name("session.menu-message"),
    first: passed ? "on" : asks && !step.tries ? "predict" : "check",
    choices: [
      { key: "check", name: name("session.menu-check") },
      ...(asks ? [{ key: "predict" as const, name: name("session.menu-predict") }] : []),
      { key: "hint", name: name("session.menu-hint") },
      { key: "why", name: name("session.menu-why") },
      { key: "shell", name: name("session.menu-shell") },
      { key: "topology", name: name("session.menu-topology") },
      { key: "file", name: name("session.menu-file") },
      { key: "read", name: name("session.menu-read") },
      { key: "on", name: name(passed ? "session.menu-on" : "session.menu-on-unpassed") },
      { key: "back", name: name("session.menu-back") },
      { key: "leave", name: name("session.menu-leave") },
    ],
  };
}

async function endScreen(seat: Seat, ending: Ending): Promise<Key> {
  const { desk } = seat;
  const look = { ...desk.style(), language: desk.language };
  desk.show(`${endLines(ending, look).join("\n")}\n\n`);
  const name = (id: Extract<WordKey, `session.menu-${string}`>) => say(desk.language, id);
  return desk.choose<Key>({
    message: name("session.menu-message"),
    choices: [
      { key: "submit", name: name("session.menu-submit") },
      { key: "back", name: name("session.menu-back") },
      { key: "leave", name: name("session.menu-leave") },
    ],
  });
}

/** Says what it has to say, and stays where the student was; an error is said, too. */
async function deedAt(seat: Seat, where: Where, name: DeedName): Promise<Where> {
  const step = where.at === "step" ? where.step : "";
  const text = await deeds[name](seat, step).catch((error: unknown) => {
    // Who is gone wants no text; neither does Ctrl-C.
    if (error instanceof HalabError && error.code === "CANCELLED") throw error;
    return errorText(error, seat);
  });
  if (text !== undefined) await showLong(text, seat);
  return where;
}
