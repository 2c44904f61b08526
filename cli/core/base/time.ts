import { setTimeout as delay } from "node:timers/promises";
import { HalabError } from "./error.ts";

/** Time as halab uses it; tests give a fake one. */
export interface Clock {
  /** Monotonic nanoseconds (CLOCK_MONOTONIC), comparable with what nodes on this kernel stamp. */
  nowNs(): number;
  /** Resolves after `ms`; rejects with the signal's reason when aborted. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  // 2^53 ns are 104 days of uptime with full precision; after that the error is 2 ns.
  nowNs: () => Number(process.hrtime.bigint()),
  wait: async (ms, signal) => {
    await delay(ms, undefined, signal ? { signal } : {});
  },
};

/** One line of progress. A task starts once, may note, may say what it waits for, and ends with done or fail. */
export interface Progress {
  readonly task: string;
  /** `told`: a line of its own, which stays. */
  readonly state: "start" | "note" | "wait" | "told" | "done" | "fail";
  readonly text: string;
}

/** What every function that waits is given, last. */
export interface Ctx {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** For people, never for decisions. */
  readonly progress: (event: Progress) => void;
}

export interface WaitOptions {
  /** What is waited for, as it completes the sentence "waited for ...". */
  readonly what: string;
  readonly timeoutMs: number;
  /** Default 20 ms. */
  readonly everyMs?: number;
  readonly hint?: string;
  /** Called at the deadline: what was seen last. */
  readonly lastSeen?: () => string;
}

/** Polls until `find` gives something other than undefined; throws TIMEOUT with what was seen. */
export async function waitUntil<T>(
  find: () => Promise<T | undefined> | T | undefined,
  options: WaitOptions,
  ctx: Ctx,
): Promise<T> {
  const deadlineNs = ctx.clock.nowNs() + options.timeoutMs * 1e6;
  for (;;) {
    ctx.signal.throwIfAborted();
    const found = await find();
    if (found !== undefined) return found;
    if (ctx.clock.nowNs() >= deadlineNs) {
      const seen = options.lastSeen ? `; last seen: ${options.lastSeen()}` : "";
      throw new HalabError(
        "TIMEOUT",
        `waited ${options.timeoutMs / 1000} s for ${options.what}${seen}`,
        { hint: options.hint },
      );
    }
    await ctx.clock.wait(options.everyMs ?? 20, ctx.signal);
  }
}

/** Runs `work` with a deadline of its own; the signal it gets is aborted at the deadline. */
export async function withDeadline<T>(
  what: string,
  timeoutMs: number,
  ctx: Ctx,
  work: (ctx: Ctx) => Promise<T>,
): Promise<T> {
  ctx.signal.throwIfAborted();
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = AbortSignal.any([ctx.signal, timeout]);
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  try {
    return await Promise.race([work({ ...ctx, signal }), late]);
  } catch (error) {
    if (timeout.aborted && !ctx.signal.aborted) {
      throw new HalabError("TIMEOUT", `waited ${timeoutMs / 1000} s for ${what}`, { cause: error });
    }
    throw error;
  }
}

/** A context for clean-up: never the caller's signal (it may be aborted), but a short deadline. */
export function cleanupCtx(ctx: Ctx, timeoutMs = 30_000): Ctx {
  return { ...ctx, signal: AbortSignal.timeout(timeoutMs) };
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** "250ms", "1.5s", "2m", "1h" as milliseconds; undefined when it is not a duration. */
export function parseDurationMs(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text.trim());
  const unit = match?.[2] ? units[match[2]] : undefined;
  return match?.[1] && unit !== undefined ? Number(match[1]) * unit : undefined;
}
