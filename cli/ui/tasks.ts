import { cleanText } from "../core/base/clean.ts";
import type { ProgressView } from "./progress-view.ts";

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
  if (!options.live) return plainView();
  const { liveView } = await import("./live.ts");
  return liveView();
}

/** Tasks of a node or an image are details of the task that is under way. */
function plainView(): ProgressView {
  const signs = {
    done: "ok  ",
    fail: "FAIL",
    note: "    ",
    wait: "    ",
    told: "    ",
    start: "..  ",
  } as const;
  return {
    onProgress: ({ state, text, task }) => {
      const detail = task.startsWith("node ");
      if (state === "note" || (detail && state !== "fail")) return;
      process.stderr.write(`${signs[state]} ${cleanText(text)}\n`);
    },
    close: async () => {},
  };
}
