/** Whoever holds a lease says that it lives, and hears when it is another's. */
import type { Lease, Queue } from "./queue.ts";

/** A third of what a lease lasts without. */
const beatMs = 10_000;

export function beating(
  queue: Queue,
  lease: Lease,
): AsyncDisposable & { readonly lost: AbortSignal } {
  const lost = new AbortController();
  let last: Promise<void> = Promise.resolve();
  const beat = async () => {
    // A queue that does not answer is asked again; meanwhile the lease may lapse, and then it says so.
    const held = await queue.heartbeat(lease).catch(() => true);
    if (!held) lost.abort();
  };
  const timer = setInterval(() => {
    last = last.then(beat);
  }, beatMs);
  return {
    lost: lost.signal,
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      await last;
    },
  };
}
