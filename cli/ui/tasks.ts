import { cleanText } from "../core/base/clean.ts";
import { inLocale, wantsAscii } from "./output.ts";
import type { ProgressView } from "./progress-view.ts";

export interface ViewOptions {
  readonly live: boolean;
  readonly quiet: boolean;
}

/** Lines that are drawn again and again want a terminal that can, and signs that are not in ASCII. */
export function viewOptions(quiet = false): ViewOptions {
  const { CI, TERM } = process.env;
  const live = process.stderr.isTTY === true && !CI && TERM !== "dumb" && !wantsAscii();
  return { live, quiet };
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
      process.stderr.write(inLocale(`${signs[state]} ${cleanText(text)}\n`));
    },
    close: async () => {},
  };
}
