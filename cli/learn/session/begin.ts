/** A workspace -> its session: the cluster starts in the background while the first text is read. */
import type { Language } from "../../core/base/language.ts";
import type { Renderer } from "../../core/base/renderer.ts";
import { shown } from "../../core/base/shown.ts";
import { loadCourse } from "../../core/lab/course.ts";
import { openLab } from "../../core/lab/open.ts";
import { titleIn } from "../../core/lab/titles.ts";
import { startInBackground } from "../cluster/background.ts";
import { statusOf } from "../work/status.ts";
import { readGuide } from "../workspace/make.ts";
import type { Workspace } from "../workspace/open.ts";
import { chaptersOf } from "./chapters.ts";
import { nextInCourse } from "./course.ts";
import type { Desk } from "./desk.ts";
import type { Ending } from "./draw.ts";
import { playSession } from "./play.ts";
import type { Seat } from "./seat.ts";

export interface SessionOptions {
  readonly ws: Workspace;
  readonly desk: Desk;
  readonly renderer: Renderer;
  readonly ctx: Seat["ctx"];
}

/** Ends when the student leaves. */
export async function openSession({ ws, desk, renderer, ctx }: SessionOptions): Promise<void> {
  startInBackground(ws);
  const { params } = ws;
  const { lab, plan } = await openLab(ws.lab, { renderer, params });
  const chapters = chaptersOf(await readGuide(ws, renderer), plan.steps);
  const seat: Seat = {
    ws,
    dir: shown(ws.root),
    desk,
    renderer,
    lab,
    plan,
    chapters,
    status: (given) => statusOf(ws, given),
    ctx,
  };
  await playSession(seat, () => followingLab(lab.name, desk.language, renderer));
}

async function followingLab(
  lab: string,
  language: Language,
  renderer: Renderer,
): Promise<Ending["next"]> {
  const next = nextInCourse(lab, loadCourse(language));
  if (next === undefined) return undefined;
  const { lab: following } = await openLab(next, { renderer });
  return { lab: next, title: titleIn(following.file, language) };
}
