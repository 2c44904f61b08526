/** What a session has at hand: the workspace, the desk, and how long work and long texts are shown. */
import type { Renderer } from "../../core/base/renderer.ts";
import type { Ctx, Progress } from "../../core/base/time.ts";
import type { Plan } from "../../core/cluster/plan.ts";
import type { Lab } from "../../core/lab/lab.ts";
import { renderError } from "../../ui/errors.ts";
import { progressView, viewOptions } from "../../ui/tasks.ts";
import { say } from "../words/say.ts";
import type { WorkspaceStatus } from "../work/status.ts";
import type { Workspace } from "../workspace/open.ts";
import type { Chapter } from "./chapters.ts";
import type { Desk, Turn } from "./desk.ts";
import { fitted, linePieces } from "./pieces.ts";

export interface Seat {
  readonly ws: Workspace;
  /** The workspace's folder as it is typed from here. */
  readonly dir: string;
  readonly desk: Desk;
  readonly renderer: Renderer;
  /** As halab made them for this student, whatever stands in the student's files. */
  readonly lab: Lab;
  readonly plan: Plan;
  readonly chapters: readonly Chapter[];
  /** Throws what `statusOf` throws. */
  status(ctx: Ctx): Promise<WorkspaceStatus>;
  ctx(progress: (event: Progress) => void): Ctx;
}

/** What a key does beside moving: says something, in lines as wide as the desk's style. */
export type Deed = (seat: Seat, step: string) => Promise<string | undefined>;

/** With its progress on screen. */
export async function working<T>(seat: Seat, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  const { live } = viewOptions();
  const view = await progressView({ live: live && !seat.desk.style().linear, quiet: false });
  try {
    return await work(seat.ctx(view.onProgress));
  } finally {
    await view.close();
  }
}

/** An error as a screen: the session goes on. */
export function errorText(error: unknown, { desk }: Pick<Seat, "desk">): string {
  return renderError(error, { debug: false, colour: desk.style().colour });
}

/** Keys at a text that is longer than a screen, and at its end. */
function turnsOf(
  desk: Desk,
  wanted: { readonly on: boolean; readonly back: boolean },
): Turn<"on" | "back" | "menu">[] {
  const name = (id: "press-on" | "press-back" | "press-menu") =>
    say(desk.language, `session.${id}`);
  return [
    ...(wanted.on
      ? [{ key: "on" as const, label: "Enter", keys: onKeys, name: name("press-on") }]
      : []),
    ...(wanted.back
      ? [{ key: "back" as const, label: "b", keys: backKeys, name: name("press-back") }]
      : []),
    {
      key: "menu" as const,
      label: wanted.on ? "m" : "Enter",
      keys: wanted.on ? ["m", "q", "escape"] : [...onKeys, "m", "q", "escape"],
      name: name("press-menu"),
    },
  ];
}

export const onKeys: readonly string[] = ["return", "enter", "space", "right", "pagedown", "n"];
export const backKeys: readonly string[] = ["b", "left", "pageup", "p", "backspace"];

/** Lines that keys and the empty line above them take, however narrow the screen. */
export function keysHeight(columns: number): number {
  return columns >= 70 ? 2 : columns >= 45 ? 3 : 5;
}

/** A text that may be longer than the screen, until the student goes back to the menu. */
export async function showLong(text: string, { desk }: Pick<Seat, "desk">): Promise<void> {
  let at = 0;
  for (;;) {
    // The screen may have another size by now.
    const { width, linear } = desk.style();
    const lines = linear
      ? text
      : text
          .split("\n")
          .flatMap((line) => fitted(line, width))
          .join("\n");
    const pieces = linePieces(lines, Math.max(3, desk.rows() - 1 - keysHeight(width)));
    at = Math.min(at, pieces.length - 1);
    desk.show(`${pieces[at]?.lines.join("\n") ?? ""}\n\n`);
    const more = at + 1 < pieces.length;
    const key = await desk.turn(turnsOf(desk, { on: more, back: at > 0 }));
    if (key === "menu") return;
    at += key === "on" ? 1 : -1;
  }
}
