/** Shows progress: a live task list on a terminal (listr2), plain lines elsewhere. Always stderr. */
import type { Progress } from "../core/time.ts";

export interface ProgressView {
  readonly onProgress: (event: Progress) => void;
  /** Resolves when the last line is drawn. */
  close(): Promise<void>;
}

export interface ViewOptions {
  readonly live: boolean;
  readonly quiet: boolean;
}

export function viewOptions(quiet = false): ViewOptions {
  const ci = Boolean(process.env["CI"]);
  return { live: process.stderr.isTTY === true && !ci && process.env["TERM"] !== "dumb", quiet };
}

export async function progressView(options: ViewOptions): Promise<ProgressView> {
  if (options.quiet) return { onProgress: () => {}, close: async () => {} };
  return options.live ? liveView() : plainView();
}

/** Tasks of a node or an image are details of the task that is under way. */
function plainView(): ProgressView {
  const signs = { done: "ok  ", fail: "FAIL", note: "    ", start: "..  " } as const;
  return {
    onProgress: ({ state, text, task }) => {
      const detail = task.startsWith("node ");
      if (state === "note" || (detail && state !== "fail")) return;
      process.stderr.write(`${signs[state]} ${text}\n`);
    },
    close: async () => {},
  };
}

interface Current {
  readonly task: string;
  readonly finish: (error?: Error) => void;
  readonly note: (text: string) => void;
  readonly title: (text: string) => void;
  readonly done: Promise<unknown>;
}

async function liveView(): Promise<ProgressView> {
  const { Listr, ListrLogger, ProcessOutput } = await import("listr2");
  const logger = new ListrLogger({
    processOutput: new ProcessOutput(process.stderr, process.stderr),
  });
  let current: Current | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const begin = (task: string, title: string): Current => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    let note: (text: string) => void = () => {};
    let retitle: (text: string) => void = () => {};
    const list = new Listr(
      [
        {
          title,
          task: (_, shown) => {
            note = (text) => {
              shown.output = text;
            };
            retitle = (text) => {
              shown.title = text;
            };
            return promise;
          },
        },
      ],
      // halab has its own signal handling; listr2's would end the process.
      { registerSignalListeners: false, exitOnError: false, rendererOptions: { logger } },
    );
    const done = list.run().catch(() => {});
    return {
      task,
      done,
      finish: (error) => (error ? reject(error) : resolve()),
      note: (text) => note(text),
      title: (text) => retitle(text),
    };
  };

  const queue: Progress[] = [];
  let busy = false;
  /** One list at a time: the next begins when the one before has drawn its last line. */
  const pump = async () => {
    if (busy) return;
    busy = true;
    for (let event = queue.shift(); event; event = queue.shift()) {
      if (event.state === "start" && !current) {
        current = begin(event.task, event.text);
        await new Promise(setImmediate);
      } else if (
        current &&
        event.task === current.task &&
        (event.state === "done" || event.state === "fail")
      ) {
        current.title(event.text);
        current.finish(event.state === "fail" ? new Error(event.text) : undefined);
        await current.done;
        current = undefined;
      } else current?.note(event.text);
    }
    busy = false;
  };
  return {
    onProgress: (event) => {
      queue.push(event);
      last = last.then(pump);
    },
    close: async () => {
      await last;
      current?.finish();
      await current?.done;
      current = undefined;
    },
  };
}
