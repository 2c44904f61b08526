/** First Ctrl-C: heal and clean up. Second: quit, and say what cleans later. */
import type { EventEmitter } from "node:events";
import { HalabError } from "../core/base/error.ts";

const signals: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

interface Desk {
  /** Where signals come from. */
  readonly from: EventEmitter;
  say(text: string): void;
  quit(code: number): void;
}

const thisProcess: Desk = {
  from: process,
  say: (text) => void process.stderr.write(text),
  quit: (code) => process.exit(code),
};

/**
 * A terminal that is closed says SIGHUP more than once (its own, and its shell's), and nobody is there
 * to mean "at once": all of them count as one, after a Ctrl-C as none. Returns what ends the watching.
 */
export function watchSignals(
  stop: AbortController,
  desk = thisProcess,
  cluster: () => string | undefined = () => undefined,
): () => void {
  const onSignal = (name: NodeJS.Signals) => {
    if (!stop.signal.aborted) {
      const what = name === "SIGINT" ? "Ctrl-C" : name;
      desk.say(`\n${what}: healing and cleaning up (again: quit at once)\n`);
      stop.abort(new HalabError("CANCELLED", "cancelled"));
    } else if (name !== "SIGHUP") {
      desk.say(
        `\nquit at once; to clean up: halab gc   (a cluster that was there before: halab heal ${cluster() ?? "CLUSTER"})\n`,
      );
      desk.quit(130);
    }
  };
  for (const name of signals) desk.from.on(name, onSignal);
  return () => {
    for (const name of signals) desk.from.off(name, onSignal);
  };
}
