/** Shows a cluster live: frames on a terminal, lines where something changed, or JSON. */
import type { Language } from "../../core/base/language.ts";
import type { Ctx } from "../../core/base/time.ts";
import { print, printJsonLine, wantsAscii } from "../../ui/output.ts";
import { eventTeller, serviceTeller } from "./changes.ts";
import { type Hear, type Watched, watchCluster } from "./feed.ts";
import { frame, type Size } from "./frame.ts";
import { LiveModel } from "./model.ts";
import { listenToKeys, openScreen, type Screen } from "./screen.ts";
import { type LiveView, lastMinute } from "./view.ts";

/** Ten frames a second. */
const everyMs = 100;

interface ShowOptions extends Watched {
  readonly lang: Language;
  /** On a terminal's screen, as lines on change, or one JSON object a frame. */
  readonly as: "screen" | "lines" | "json";
  /** End after so many frames; left out: when somebody leaves. */
  readonly frames?: number | undefined;
}

export interface Show extends Disposable {
  draw(view: LiveView, nowNs: number): void;
}

/** Until somebody leaves, which is no error. Throws what ended the watching. */
export async function showLive(options: ShowOptions, ctx: Ctx): Promise<void> {
  const model = new LiveModel(options.cluster.name, options.kinds.readers);
  const leave = new AbortController();
  const inner = { ...ctx, signal: AbortSignal.any([ctx.signal, leave.signal]) };
  const told = options.as === "lines" ? eventTeller() : undefined;
  let startNs: number | undefined;
  const hear: Hear = (event, own) => {
    model.apply(event, own);
    startNs ??= event.t;
    const text = told?.(event, own);
    if (text !== undefined) print(`${atText(event.t - startNs)}  ${text}`);
  };
  let failure: unknown;
  const watching = watchCluster(options, hear, inner).catch((error: unknown) => {
    if (!inner.signal.aborted) failure = error;
    leave.abort();
  });
  try {
    using _keys = watchKeys(options.as === "screen", () => leave.abort());
    using show = showAs(options, () => startNs);
    await drawFrames(show, model, inner, options.frames);
  } finally {
    leave.abort();
    await watching;
  }
  if (failure !== undefined) throw failure;
}

/** Seconds since the first thing that was seen. */
export function atText(ns: number): string {
  return `${(ns / 1e9).toFixed(2).padStart(8)} s`;
}

/** Until it is aborted, or has shown so many since a node was seen: a busy machine takes a while to that. */
export async function drawFrames(
  show: Show,
  model: LiveModel,
  { clock, signal }: Pick<Ctx, "clock" | "signal">,
  frames = Number.POSITIVE_INFINITY,
): Promise<void> {
  let dueNs = clock.nowNs();
  for (let left = frames; left > 0 && !signal.aborted; ) {
    const view = model.view();
    show.draw(view, clock.nowNs());
    if (isSeen(view)) left -= 1;
    // What drawing takes is no part of the pause; what is late is not caught up with.
    dueNs = Math.max(dueNs + everyMs * 1e6, clock.nowNs());
    await clock.wait((dueNs - clock.nowNs()) / 1e6, signal).catch(() => {});
  }
}

function isSeen({ nodes }: LiveView): boolean {
  return nodes.some(({ state }) => state !== undefined);
}

/** `since`: when the first thing was seen. */
function showAs({ as, lang }: ShowOptions, since: () => number | undefined): Show {
  if (as === "json")
    return {
      draw: (view, nowNs) => printJsonLine(frameJson(view, nowNs)),
      [Symbol.dispose]: () => {},
    };
  if (as === "lines") return showLines(print, since);
  const size = () => {
    const { columns = 80, rows = 24 } = process.stdout;
    return { columns, rows, ascii: wantsAscii(), lang };
  };
  return showOn(openScreen(process.stdout), size);
}

/** Frames on a screen that may have another size each time. */
export function showOn(screen: Screen, size: () => Size): Show {
  return {
    draw: (view, nowNs) => screen.draw(frame(view, nowNs, size())),
    [Symbol.dispose]: () => screen[Symbol.dispose](),
  };
}

/** When users begin or cease to be served, a line each. */
export function showLines(tell: (line: string) => void, since: () => number | undefined): Show {
  const changes = serviceTeller();
  return {
    draw: (view, nowNs) => {
      const at = atText(nowNs - (since() ?? nowNs));
      for (const text of changes(view, nowNs)) tell(`${at}  ${text}`);
    },
    [Symbol.dispose]: () => {},
  };
}

/** `halab/watch/1`; its times are seconds since the run's begin, or the watching's. */
export function frameJson(view: LiveView, nowNs: number): object {
  const { strips, startNs = nowNs, owners, fault, events, ...rest } = view;
  const at = (ns: number) => Math.round((ns - startNs) / 1e6) / 1000;
  return {
    schema: "halab/watch/1",
    seconds: at(nowNs),
    ...rest,
    step: rest.step ?? null,
    fault: fault ? { title: fault.title, since: at(fault.sinceNs) } : null,
    owners: owners.map(({ probe, address, nodes, sinceNs }) => {
      return { probe, address, nodes, since: sinceNs === undefined ? null : at(sinceNs) };
    }),
    strips: strips.map((strip) => ({ probe: strip.probe, ...lastMinute(strip, nowNs) })),
    events: events.map(({ t, text }) => ({ at: at(t), text })),
  };
}

/** q, Esc and Ctrl-C leave. Without a terminal to read from there are only signals. */
function watchKeys(wanted: boolean, leave: () => void): Disposable {
  if (!wanted) return { [Symbol.dispose]: () => {} };
  return listenToKeys((text) => {
    if (["q", "Q", "\u0003", "\u001b"].includes(text)) leave();
  });
}
