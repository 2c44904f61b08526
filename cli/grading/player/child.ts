/** Starts the process that plays, and looks after its time: what hangs is ended by its number, and holds nobody's place. */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { getCompileCacheDir } from "node:module";
import { dirname, extname, join } from "node:path";
import { createInterface } from "node:readline";
import { HalabError } from "../../core/base/error.ts";
import { makeFolder } from "../../core/base/folders.ts";
import { type Ctx, cleanupCtx } from "../../core/base/time.ts";
import { minutes } from "../grade/pace.ts";
import { newRun, runsIn } from "./once.ts";
import { type PlayerLine, type PlayerSpec, playerLine, type Tried } from "./spec.ts";

export interface ChildOptions {
  readonly spec: PlayerSpec;
  /** What it says of its progress goes there. */
  readonly log: string;
  readonly budgetMs: number;
  /** Called when its cluster is up. */
  readonly up: () => void;
  /** Removes its cluster: it was ended before it could. */
  readonly down: (ctx: Ctx) => Promise<unknown>;
  /** Default: ours. */
  readonly program?: string | undefined;
  readonly graceMs?: number | undefined;
}

/** For healing and removing what had no time any more; a cluster of VMs takes a minute. */
const usualGraceMs = 90_000;

const ourProgram = join(import.meta.dirname, `main${extname(import.meta.filename)}`);

/** Throws ENGINE_UNAVAILABLE where nothing more can be played, and the signal's reason when it is told to stop. */
export async function playInChild(options: ChildOptions, ctx: Ctx): Promise<Tried> {
  const { spec, budgetMs } = options;
  ctx.signal.throwIfAborted();
  const before = new Set(runsIn(spec.base));
  const child = start(options);
  using time = limits(child, options, ctx);
  const { end, how } = await heard(child, options);
  // One that said how it ended had removed its cluster before.
  if (!end) await options.down(cleanupCtx(ctx, 60_000)).catch(() => {});
  ctx.signal.throwIfAborted();
  if (end?.kind === "end") return end.tried;
  if (end?.kind === "failed" && end.code === "ENGINE_UNAVAILABLE")
    throw new HalabError("ENGINE_UNAVAILABLE", end.message, { hint: end.hint });
  const run = newRun(spec.base, before);
  if (time.late()) {
    const said = `it was not over after ${minutes(budgetMs)}`;
    return { outcome: "out of time", said, failed: [], run };
  }
  const said = end?.kind === "failed" ? end.message : `its player ${how}${lastLine(options.log)}`;
  return { outcome: "host", said: said.split("\n")[0] ?? "", failed: [], run };
}

function start({ spec, log, program = ourProgram }: ChildOptions): ChildProcess {
  makeFolder(dirname(log), 0o700);
  const fd = openSync(log, "a", 0o600);
  try {
    const child = spawn(process.execPath, [...process.execArgv, program], {
      stdio: ["pipe", "pipe", fd],
      env: { ...process.env, ...compiled() },
    });
    // It may end before it has read a word.
    child.stdin?.on("error", () => {});
    child.stdin?.write(`${JSON.stringify(spec)}\n`);
    return child;
  } finally {
    closeSync(fd);
  }
}

/** What this halab keeps of compiled code: its start takes two thirds of the time. */
function compiled(): NodeJS.ProcessEnv {
  const here = getCompileCacheDir();
  // Node makes a folder for each of its versions in it.
  return here === undefined ? {} : { NODE_COMPILE_CACHE: dirname(here) };
}

/** Told to end at its budget's end or when we are; killed if it does not. */
function limits(
  child: ChildProcess,
  { budgetMs, graceMs = usualGraceMs }: ChildOptions,
  { signal }: Ctx,
): Disposable & { readonly late: () => boolean } {
  let late = false;
  const timers: NodeJS.Timeout[] = [];
  const end = () => {
    child.stdin?.end();
    child.kill("SIGTERM");
    timers.push(setTimeout(() => child.kill("SIGKILL"), graceMs));
  };
  const overdue = () => {
    late = true;
    end();
  };
  timers.push(setTimeout(overdue, budgetMs));
  signal.addEventListener("abort", end, { once: true });
  return {
    late: () => late,
    [Symbol.dispose]: () => {
      for (const timer of timers) clearTimeout(timer);
      signal.removeEventListener("abort", end);
    },
  };
}

interface Heard {
  /** Undefined: it ended without a word. */
  readonly end: Exclude<PlayerLine, { kind: "up" }> | undefined;
  /** As it completes the sentence "its player ...". */
  readonly how: string;
}

async function heard(child: ChildProcess, { up }: ChildOptions): Promise<Heard> {
  let end: Heard["end"];
  if (child.stdout)
    createInterface({ input: child.stdout }).on("line", (text) => {
      const line = lineIn(text);
      if (line?.kind === "up") up();
      else end ??= line;
    });
  return await new Promise((resolve) => {
    child.once("error", (error) => resolve({ end, how: `did not start: ${error.message}` }));
    // Not before its last line was read.
    child.once("close", (code, signal) =>
      resolve({ end, how: `ended with ${signal ?? code} before it had a result` }),
    );
  });
}

function lineIn(text: string): PlayerLine | undefined {
  try {
    return playerLine.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function lastLine(log: string): string {
  try {
    const last = readFileSync(log, "utf8").trimEnd().split("\n").at(-1);
    return last ? ` (${last})` : "";
  } catch {
    return "";
  }
}
