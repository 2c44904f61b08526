/** An end that nobody chose: an exception in an event's handler, or a promise that nothing will settle any more. */
import { exitCodeOf, HalabError, messageOf } from "../core/base/error.ts";

/** Of who was told to quit at once. */
const cancelled = 130;

/**
 * Node ends such a process with 1 or 0, which say how a cluster did: here it is our mistake (4). `tell` hears why,
 * in the handler of the exit: it may not wait. Returns what ends the watching.
 */
export function watchEnd(tell: (error: HalabError) => void): () => void {
  let why = "nothing was left that could go on";
  const onThrown = (error: unknown) => {
    why = messageOf(error);
  };
  const onExit = (code: number) => {
    const error =
      code === cancelled
        ? new HalabError("CANCELLED", "cancelled")
        : new HalabError("BUG", `unexpected: halab ended before it was done: ${why}`, {
            hint: "this is a mistake in halab; to clean up: halab gc",
          });
    process.exitCode = exitCodeOf(error);
    tell(error);
  };
  process.on("uncaughtExceptionMonitor", onThrown);
  process.on("exit", onExit);
  return () => {
    process.off("uncaughtExceptionMonitor", onThrown);
    process.off("exit", onExit);
  };
}
