/** A step that is played, seen as `halab watch` shows a cluster: from the run's first event to its last. */
import type { Ctx } from "../../core/base/time.ts";
import type { JournalEvent } from "../../core/journal/events.ts";
import type { Listener } from "../../core/journal/sink.ts";
import { wantsAscii } from "../../ui/output.ts";
import { progressView, viewOptions } from "../../ui/tasks.ts";
import { eventTeller } from "../live/changes.ts";
import { LiveModel } from "../live/model.ts";
import { atText, drawFrames, type Show, showLines, showOn } from "../live/show.ts";
import { say } from "../words/say.ts";
import type { Seat } from "./seat.ts";

/** Until the run begins there is its progress to see; then the view tells more. */
export async function watching<T>(
  seat: Seat,
  play: (ctx: Ctx, listeners?: readonly Listener[]) => Promise<T>,
): Promise<T> {
  const { live } = viewOptions();
  const before = await progressView({ live: live && !seat.desk.style().linear, quiet: false });
  const ctx = seat.ctx((event) => {
    if (!view.begun) before.onProgress(event);
  });
  const view = new View(seat, () => before.close(), ctx);
  try {
    return await play(ctx, [(event) => view.hear(event)]);
  } finally {
    await view.close();
    await before.close();
  }
}

class View {
  readonly #seat: Seat;
  readonly #model: LiveModel;
  readonly #ready: () => Promise<void>;
  readonly #ctx: Ctx;
  readonly #over = new AbortController();
  readonly #tell = eventTeller();
  #sinceNs: number | undefined;
  #drawing: Promise<void> = Promise.resolve();

  constructor(seat: Seat, ready: () => Promise<void>, ctx: Ctx) {
    this.#seat = seat;
    this.#ready = ready;
    this.#ctx = ctx;
    this.#model = new LiveModel(seat.ws.cluster, seat.lab.kinds.readers);
  }

  get begun(): boolean {
    return this.#sinceNs !== undefined;
  }

  hear(event: JournalEvent): void {
    this.#model.apply(event, false);
    const { desk } = this.#seat;
    if (desk.style().linear) {
      const text = this.#tell(event, false);
      if (text !== undefined) desk.say(`${atText(event.t - (this.#sinceNs ?? event.t))}  ${text}`);
    }
    if (this.#sinceNs !== undefined) return;
    this.#sinceNs = event.t;
    this.#drawing = this.#draw();
  }

  /** The last lines of what was before must not be drawn into it. */
  async #draw(): Promise<void> {
    await this.#ready();
    const { clock } = this.#ctx;
    using show = this.#show();
    await drawFrames(show, this.#model, { clock, signal: this.#over.signal });
  }

  #show(): Show {
    const { desk } = this.#seat;
    const lang = desk.language;
    const canvas = desk.canvas();
    if (!canvas)
      return showLines(
        (line) => desk.say(line),
        () => this.#sinceNs,
      );
    const foot = say(lang, "live.goes-on");
    return showOn(canvas, () => {
      return { columns: desk.style().width, rows: desk.rows(), ascii: wantsAscii(), lang, foot };
    });
  }

  async close(): Promise<void> {
    this.#over.abort();
    await this.#drawing;
  }
}
