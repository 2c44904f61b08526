/** One run of the real CLI in a bed of its own, looked after from outside. */
import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { packageRoot } from "../../cli/core/base/home.ts";
import { residue, sweep } from "../engine/residue.ts";
import type { Outcome } from "./outcome.ts";

const bin = join(packageRoot(), "bin", "halab.js");
/** nobody, on Debian and most others. */
const nobody = 65_534;
/** As long as no honest run has said how long the lab takes. */
const longestMs = 15 * 60_000;
/** After SIGTERM halab heals and removes its cluster; then it is killed. */
const graceMs = 60_000;

export interface Played extends Outcome {
  readonly dir: string;
}

export interface Playing {
  readonly lab: string;
  /** Makes the folder for `--files`, if it is not the lab's own solution; a sentence where that cannot be. */
  readonly files?: (dir: string) => Promise<string | undefined>;
  readonly until?: string | undefined;
  readonly user?: "nobody" | undefined;
  /** Whether a cluster is made at all: else nothing of one can be left. */
  readonly cluster: boolean;
  /** Resolves with the milliseconds after its start at which it has to be over. */
  readonly deadline: Promise<number>;
}

/** Plays, and looks for what is left. `skipped`: this machine cannot make its files. */
export async function playOne(what: Playing): Promise<Played | { readonly skipped: string }> {
  const dir = mkdtempSync(join(tmpdir(), "halab-hostile-"));
  chmodSync(dir, 0o755);
  const name = `h-${randomBytes(3).toString("hex")}`;
  const files = join(dir, "files");
  const skipped = await what.files?.(files);
  if (skipped !== undefined) return { skipped };
  const args = ["run", what.lab, "--json", "--name", name];
  if (what.files) args.push("--files", files);
  if (what.until !== undefined) args.push("--until", what.until);
  const state = join(dir, "state");
  const said = await command(args, { dir, state, ...what });
  const left = what.cluster ? await residue(name, state) : [];
  if (left.length > 0) await sweep(name, state);
  return { ...said, left, dir };
}

/** What is only kept to look at what went wrong. */
export function forget({ dir }: Played): void {
  rmSync(dir, { recursive: true, force: true });
}

async function command(
  args: readonly string[],
  {
    dir,
    state,
    user,
    deadline,
  }: Pick<Playing, "user" | "deadline"> & { readonly dir: string; readonly state: string },
): Promise<Omit<Outcome, "left">> {
  const cwd = join(dir, "cwd");
  mkdirSync(cwd);
  const begun = performance.now();
  const child = execa(process.execPath, [bin, ...args], {
    cwd,
    env: { HALAB_STATE: state, HALAB_RUNS: join(dir, "runs"), NO_COLOR: "1" },
    stdin: "ignore",
    reject: false,
    stripFinalNewline: false,
    ...(user === "nobody" ? { uid: nobody, gid: nobody } : {}),
  });
  let [hung, over] = [false, false];
  let timer: NodeJS.Timeout | undefined;
  const end = (ms: number) => {
    if (hung || over) return;
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        hung = true;
        child.kill("SIGTERM", undefined);
        timer = setTimeout(() => child.kill("SIGKILL"), graceMs);
      },
      Math.max(0, ms - (performance.now() - begun)),
    );
  };
  end(longestMs);
  void deadline.then(end);
  let memoryMiB = 0;
  const looking = setInterval(() => {
    memoryMiB = Math.max(memoryMiB, peakMiB(child.pid ?? 0));
  }, 250);
  try {
    const { exitCode, stdout, stderr } = await child;
    const seconds = (performance.now() - begun) / 1000;
    return { exitCode, stdout, stderr, seconds, hung, memoryMiB };
  } finally {
    clearInterval(looking);
    over = true;
    clearTimeout(timer);
  }
}

/** VmHWM of proc_pid_status(5); 0 when it has ended. */
function peakMiB(pid: number): number {
  try {
    const [, kib = "0"] =
      /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return Math.round(Number(kib) / 1024);
  } catch {
    return 0;
  }
}
