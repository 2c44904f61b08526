/** One task at a time as a live line with listr2; what else happens meanwhile is its note. */
import type { ListrLogger } from "listr2";
import { cleanText } from "../core/base/clean.ts";
import type { Progress } from "../core/base/time.ts";
import type { ProgressView } from "./progress-view.ts";

type Listr2 = typeof import("listr2");

interface Current {
  readonly task: string;
  readonly text: string;
  readonly done: Promise<unknown>;
  finish(error?: Error): void;
  note(text: string): void;
  title(text: string): void;
}

function begin(listr2: Listr2, logger: ListrLogger, event: Progress): Current {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  // An abandoned task must not end the process.
  promise.catch(() => {});
  const shown: { title?: string | undefined; output?: string | undefined }[] = [];
  const list = new listr2.Listr(
    [
      {
        title: event.text,
        task: (_, task) => {
          shown.push(task as { title?: string; output?: string });
          return promise;
        },
      },
    ],
    // halab has its own signal handling; listr2's would end the process.
    { registerSignalListeners: false, exitOnError: false, rendererOptions: { logger } },
  );
  return {
    task: event.task,
    text: event.text,
    done: list.run().catch(() => {}),
    finish: (error) => (error ? reject(error) : resolve()),
    note: (text) => {
      for (const one of shown) one.output = text;
    },
    title: (text) => {
      for (const one of shown) one.title = text;
    },
  };
}

export async function liveView(): Promise<ProgressView> {
  const listr2 = await import("listr2");
  const { ListrLogger: Logger, ProcessOutput } = listr2;
  const logger = new Logger({ processOutput: new ProcessOutput(process.stderr, process.stderr) });
  let current: Current | undefined;
  let last: Promise<void> = Promise.resolve();

  /** The next task begins when the one before has drawn its last line. */
  const show = async (event: Progress): Promise<void> => {
    if (!current) {
      if (event.state !== "start" && event.state !== "told") return;
      current = begin(listr2, logger, event);
      await new Promise(setImmediate);
      if (event.state === "start") return;
      current.finish(new Error(event.text));
      await current.done;
      current = undefined;
      return;
    }
    const over = event.task === current.task && ["done", "fail"].includes(event.state);
    if (!over) return current.note(event.text);
    current.title(event.text);
    current.finish(event.state === "fail" ? new Error(event.text) : undefined);
    await current.done;
    current = undefined;
  };
  return {
    onProgress: (event) => {
      last = last.then(() => show({ ...event, text: cleanText(event.text) }));
    },
    close: async () => {
      await last;
      // Nobody has said that it came to its end: no tick.
      current?.finish(new Error(current.text));
      await current?.done;
      current = undefined;
    },
  };
}
