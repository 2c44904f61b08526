import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { HalabError } from "../../core/base/error.ts";
import { packageRoot } from "../../core/base/home.ts";
import type { Ctx } from "../../core/base/time.ts";
import { notInstalled, vagrantFailed } from "./errors.ts";
import { errorOf, parseLine, type Said } from "./machine-readable.ts";

/** With a box that has to be downloaded and provisioned; HALAB_VAGRANT_DEADLINE gives another one, in seconds. */
const deadlineMs = () => Number(process.env["HALAB_VAGRANT_DEADLINE"] ?? 1200) * 1000;
/** How long it may take to clean up after itself. */
const graceMs = 60_000;

export interface Ran {
  readonly said: readonly Said[];
  readonly stdout: string;
}

/** Where Vagrant finds a cluster's plan and keeps what it made; who wants to know that it works on it. */
interface VagrantFolder {
  readonly planFile: string;
  readonly dotfiles: string;
  noteVagrant(pid: number | undefined): void;
}

interface Options {
  readonly folder?: VagrantFolder;
  /** "starting the machines": for the error. */
  readonly doing: string;
  readonly onSaid?: (said: Said) => void;
}

/** Runs vagrant with the project's Vagrantfile and a cluster's plan. Throws what it said, in one sentence. */
export async function vagrant(args: readonly string[], options: Options, ctx: Ctx): Promise<Ran> {
  ctx.signal.throwIfAborted();
  const { folder } = options;
  // A group of its own: Ctrl-C in a terminal reaches us, and we tell it.
  const child = spawn("vagrant", [...args], {
    cwd: packageRoot(),
    env: {
      ...process.env,
      VAGRANT_CHECKPOINT_DISABLE: "1",
      VAGRANT_NO_COLOR: "1",
      VAGRANT_VAGRANTFILE: "Vagrantfile",
      ...(folder ? { HALAB_PLAN: folder.planFile, VAGRANT_DOTFILE_PATH: folder.dotfiles } : {}),
    },
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  const end = guard(child, ctx.signal);
  const said: Said[] = [];
  const lines: string[] = [];
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr = (stderr + text).slice(-20_000);
  });
  createInterface({ input: child.stdout }).on("line", (line) => {
    lines.push(line);
    const one = parseLine(line);
    if (one === undefined) return;
    said.push(one);
    options.onSaid?.(one);
  });
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("spawn", () => folder?.noteVagrant(child.pid));
      child.once("close", resolve);
      child.once("error", (error: NodeJS.ErrnoException) =>
        reject(error.code === "ENOENT" ? notInstalled() : error),
      );
    });
    ctx.signal.throwIfAborted();
    if (end.late) {
      const last = said.findLast((one) => one.type === "ui");
      throw new HalabError(
        "TIMEOUT",
        `Vagrant, ${options.doing}: not done after ${deadlineMs() / 1000} s`,
        { details: last ? [`${last.machine}: ${last.data.at(-1)?.trim()}`] : [], hint: hintLate },
      );
    }
    if (code !== 0) throw vagrantFailed(options.doing, errorOf(said, stderr));
    return { said, stdout: lines.join("\n") };
  } finally {
    end[Symbol.dispose]();
    folder?.noteVagrant(undefined);
  }
}

const hintLate =
  "a machine hangs in its boot: look at its screen (virt-manager, VirtualBox); HALAB_VAGRANT_DEADLINE gives more seconds";

type Child = ReturnType<typeof spawn>;

/** Interrupts it when we are cancelled or it takes too long, and kills it when that does not help. */
function guard(child: Child, signal: AbortSignal): Disposable & { readonly late: boolean } {
  const state = { late: false };
  let kill: NodeJS.Timeout | undefined;
  const stop = () => {
    signalGroup(child.pid, "SIGINT");
    kill ??= setTimeout(() => signalGroup(child.pid, "SIGKILL"), graceMs);
  };
  const timer = setTimeout(() => {
    state.late = true;
    stop();
  }, deadlineMs());
  signal.addEventListener("abort", stop, { once: true });
  return {
    get late() {
      return state.late;
    },
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      clearTimeout(kill);
      signal.removeEventListener("abort", stop);
    },
  };
}

/** Vagrant and what it started. */
export function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, signal);
  } catch {
    // It has ended.
  }
}
