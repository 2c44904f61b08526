/** Shows a cluster live: frames on a terminal, lines where something changed, or JSON. */
import type { Language } from "../../core/base/language.ts";
import type { Ctx } from "../../core/base/time.ts";
import { print, printJsonLine, wantsAscii } from "../../ui/output.ts";
import { eventTeller, serviceTeller } from "./changes.ts";
import { type Hear, type Watched, watchCluster } from "./feed.ts";
import { frame } from "./frame.ts";
import { LiveModel } from "./model.ts";
import { openScreen } from "./screen.ts";
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

interface Show extends Disposable {
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
    for (let at = 0; at < (options.frames ?? Number.POSITIVE_INFINITY); at += 1) {
      if (inner.signal.aborted) break;
      show.draw(model.view(), ctx.clock.nowNs());
      await ctx.clock.wait(everyMs, inner.signal).catch(() => {});
    }
  } finally {
    leave.abort();
    await watching;
  }
  if (failure !== undefined) throw failure;
}

/** Seconds since the first thing that was seen. */
function atText(ns: number): string {
  return `${(ns / 1e9).toFixed(2).padStart(8)} s`;
}

/** `since`: when the first thing was seen. */
function showAs({ as, lang }: ShowOptions, since: () => number | undefined): Show {
  if (as === "json")
    return {
      draw: (view, nowNs) => printJsonLine(frameJson(view, nowNs)),
      [Symbol.dispose]: () => {},
    };
  if (as === "lines") {
    const changes = serviceTeller();
    return {
      draw: (view, nowNs) => {
        const at = atText(nowNs - (since() ?? nowNs));
        for (const text of changes(view, nowNs)) print(`${at}  ${text}`);
      },
      [Symbol.dispose]: () => {},
    };
  }
  const screen = openScreen(process.stdout);
  return {
    draw: (view, nowNs) => {
      const { columns = 80, rows = 24 } = process.stdout;
      screen.draw(frame(view, nowNs, { columns, rows, ascii: wantsAscii(), lang }));
    },
    [Symbol.dispose]: () => screen[Symbol.dispose](),
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
  const { stdin } = process;
  if (!wanted || !stdin.isTTY) return { [Symbol.dispose]: () => {} };
  const onData = (data: Buffer) => {
    if (["q", "Q", "\u0003", "\u001b"].includes(data.toString())) leave();
  };
  stdin.setRawMode(true);
  stdin.on("data", onData);
  stdin.resume();
  return {
    [Symbol.dispose]: () => {
      stdin.off("data", onData);
      stdin.setRawMode(false);
      stdin.pause();
    },
  };
}
