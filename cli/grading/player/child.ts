/** Has a process play, and looks after its time: what hangs is ended by its number, and holds nobody's place. */
import { readFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { HalabError } from "../../core/base/error.ts";
import { makeFolder } from "../../core/base/folders.ts";
import { type Ctx, cleanupCtx } from "../../core/base/time.ts";
import { minutes } from "../grade/pace.ts";
import { newRun, runsIn } from "./once.ts";
import { Player } from "./process.ts";
import type { PlayerSpec, Tried } from "./spec.ts";

export interface ChildOptions {
  readonly spec: PlayerSpec;
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

/** Those that have played, and may play again. */
const resting = new Set<Player>();

/** Throws ENGINE_UNAVAILABLE where nothing more can be played, and the signal's reason when it is told to stop. */
export async function playInChild(options: ChildOptions, ctx: Ctx): Promise<Tried> {
  const { spec, budgetMs, program = ourProgram, up, down } = options;
  ctx.signal.throwIfAborted();
  makeFolder(dirname(spec.log), 0o700);
  const before = new Set(runsIn(spec.base));
  const player = restedOne(program) ?? new Player(program);
  using time = limits(player, options, ctx);
  const { end, how } = await player.play(spec, up);
  const isWell = end?.kind === "end" && end.tried.outcome !== "host";
  if (isWell && !time.isOver()) rest(player);
  else await endOf(player);
  // One that said how it ended had removed its cluster before.
  if (!end) await down(cleanupCtx(ctx, 60_000)).catch(() => {});
  ctx.signal.throwIfAborted();
  if (end?.kind === "end") return end.tried;
  if (end?.kind === "failed" && end.code === "ENGINE_UNAVAILABLE")
    throw new HalabError("ENGINE_UNAVAILABLE", end.message, { hint: end.hint });
  const run = newRun(spec.base, before);
  if (time.isOver()) {
    const said = `it was not over after ${minutes(budgetMs)}`;
    return { outcome: "out of time", said, failed: [], run };
  }
  const said = end?.kind === "failed" ? end.message : `its player ${how}${lastLine(spec.log)}`;
  return { outcome: "host", said: said.split("\n")[0] ?? "", failed: [], run };
}

/** Those that wait for another one are told that there is none. */
export async function dismissPlayers(): Promise<void> {
  const all = [...resting];
  resting.clear();
  await Promise.all(all.map(endOf));
}

function restedOne(program: string): Player | undefined {
  for (const player of resting) {
    if (player.isFresh && player.program !== program) continue;
    resting.delete(player);
    if (player.isFresh) return player;
    player.end();
  }
  return undefined;
}

function rest(player: Player): void {
  player.rest();
  resting.add(player);
}

async function endOf(player: Player): Promise<void> {
  player.end();
  const late = setTimeout(() => player.kill("SIGKILL"), usualGraceMs);
  await player.gone();
  clearTimeout(late);
}

/** Told to end at its budget's end or when we are; killed if it does not. */
function limits(
  player: Player,
  { budgetMs, graceMs = usualGraceMs }: ChildOptions,
  { signal }: Ctx,
): Disposable & { readonly isOver: () => boolean } {
  let over = false;
  const timers: NodeJS.Timeout[] = [];
  const end = () => {
    player.end();
    player.kill("SIGTERM");
    timers.push(setTimeout(() => player.kill("SIGKILL"), graceMs));
  };
  const overdue = () => {
    over = true;
    end();
  };
  timers.push(setTimeout(overdue, budgetMs));
  signal.addEventListener("abort", end, { once: true });
  return {
    isOver: () => over || signal.aborted,
    [Symbol.dispose]: () => {
      for (const timer of timers) clearTimeout(timer);
      signal.removeEventListener("abort", end);
    },
  };
}

function lastLine(log: string): string {
  try {
    const last = readFileSync(log, "utf8").trimEnd().split("\n").at(-1);
    return last ? ` (${last})` : "";
  } catch {
    return "";
  }
}
