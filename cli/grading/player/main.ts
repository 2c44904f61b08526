/**
 * The process that plays one submission once: what is played stands in the first line of its stdin. When stdin ends,
 * whoever started it is gone, or wants it to end: it heals, removes its cluster, and ends.
 */
import { createInterface } from "node:readline";
import { HalabError, messageOf } from "../../core/base/error.ts";
import { type Ctx, systemClock } from "../../core/base/time.ts";
import { starterPlanOf } from "../../core/diagnose/open.ts";
import { openLab, studentFiles } from "../../core/lab/open.ts";
import { loadProvider } from "../../providers/load.ts";
import { ourRenderer } from "../../render/ours.ts";
import { tryOnce } from "./once.ts";
import { type PlayerLine, type PlayerSpec, playerSpec, type Tried } from "./spec.ts";

function say(line: PlayerLine): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** Its first line; then it is listened to for its end. */
async function specIn(stop: AbortController): Promise<PlayerSpec> {
  const lines = createInterface({ input: process.stdin });
  const ended = () => stop.abort(new HalabError("CANCELLED", "whoever started it is gone"));
  return await new Promise((resolve, reject) => {
    lines.once("line", (line) => resolve(playerSpec.parse(JSON.parse(line))));
    lines.once("close", () => {
      ended();
      reject(stop.signal.reason);
    });
  });
}

async function played(spec: PlayerSpec, ctx: Ctx): Promise<Tried> {
  const { lab: dir, files, params, isolate, name, base, language, explained } = spec;
  const renderer = ourRenderer();
  const provider = await loadProvider(spec.provider);
  const sources = studentFiles(files);
  const { lab, plan } = await openLab(dir, { renderer, params, sources, isolate });
  const starter = () => starterPlanOf(lab, renderer);
  const up = () => say({ kind: "up" });
  return await tryOnce({ lab, plan, provider, name, base, language, explained, starter, up }, ctx);
}

async function main(): Promise<void> {
  const stop = new AbortController();
  // A terminal's Ctrl-C reaches everybody in it: whoever started us says when to end.
  for (const name of ["SIGINT", "SIGHUP"]) process.on(name, () => {});
  process.on("SIGTERM", () => stop.abort(new HalabError("CANCELLED", "it was told to end")));
  // Whoever listened is gone: stdin says so, too.
  process.stdout.on("error", () => {});
  const ctx: Ctx = {
    signal: stop.signal,
    clock: systemClock,
    progress: ({ text }) => void process.stderr.write(`${text}\n`),
  };
  try {
    say({ kind: "end", tried: await played(await specIn(stop), ctx) });
  } catch (error) {
    if (stop.signal.aborted) return;
    const code =
      error instanceof HalabError && error.code === "ENGINE_UNAVAILABLE" ? error.code : "BUG";
    const hint = error instanceof HalabError ? error.hint : undefined;
    say({
      kind: "failed",
      code,
      message: messageOf(error),
      ...(hint === undefined ? {} : { hint }),
    });
  } finally {
    process.stdin.destroy();
  }
}

await main();
