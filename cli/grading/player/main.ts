/**
 * The process that plays submissions, one after another: each stands in a line of its stdin. When stdin ends, whoever started
 * it is gone, or wants it to end: it heals, removes its cluster, and ends.
 */
import { appendFileSync } from "node:fs";
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
  // Whoever listened is gone: stdin says so, too.
  for (const out of [process.stdout, process.stderr]) out.on("error", () => {});
  const lines = createInterface({ input: process.stdin });
  process.on("SIGTERM", () => {
    stop.abort(new HalabError("CANCELLED", "it was told to end"));
    lines.close();
  });
  lines.once("close", () => stop.abort(new HalabError("CANCELLED", "whoever started it is gone")));
  for await (const line of lines) {
    if (!(await answered(line, stop.signal))) break;
  }
  process.stdin.destroy();
}

/** Says what came of one; false when nothing more can be played. */
async function answered(line: string, signal: AbortSignal): Promise<boolean> {
  const spec = playerSpec.parse(JSON.parse(line));
  const ctx: Ctx = {
    ...{ signal, clock: systemClock },
    progress: ({ text }) => appendFileSync(spec.log, `${text}\n`, { mode: 0o600 }),
  };
  try {
    say({ kind: "end", tried: await played(spec, ctx) });
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    const code =
      error instanceof HalabError && error.code === "ENGINE_UNAVAILABLE" ? error.code : "BUG";
    const hint = error instanceof HalabError ? error.hint : undefined;
    say({
      kind: "failed",
      code,
      message: messageOf(error),
      ...(hint === undefined ? {} : { hint }),
    });
    return false;
  }
}

await main();
