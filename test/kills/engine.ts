/** A dockerd that was started by hand, killed and started again as it was. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { systemClock, waitUntil } from "../../cli/core/base/time.ts";

/** With containers of a batch to look after a start takes some seconds. */
const startMs = 60_000;

const ctx = { clock: systemClock, signal: new AbortController().signal, progress: () => {} };

export class Engine {
  #pid: number;
  readonly #argv: readonly string[];

  /** `pid`: nobody else may start it again, as a service manager would. */
  constructor(pid: number) {
    const [name = ""] = this.#argvOf(pid);
    if (!/(^|\/)dockerd$/.test(name)) throw new Error(`process ${pid} is ${name}, not dockerd`);
    this.#pid = pid;
    this.#argv = [readlinkSync(`/proc/${pid}/exe`), ...this.#argvOf(pid).slice(1)];
  }

  #argvOf(pid: number): readonly string[] {
    return readFileSync(join("/proc", String(pid), "cmdline"), "utf8")
      .split("\0")
      .slice(0, -1);
  }

  /** With SIGKILL; resolves when a new one answers. */
  async killed(): Promise<void> {
    process.kill(this.#pid, "SIGKILL");
    const [file = "", ...args] = this.#argv;
    const gone = async () => ((await answers()) ? undefined : true);
    await waitUntil(gone, { what: "the end of dockerd", timeoutMs: startMs }, ctx);
    let child = this.#start(file, args);
    const here = async () => {
      if (await answers()) return true;
      // Who is killed is a process for some time yet, and dockerd starts beside none that has its PID file.
      if (child.exitCode !== null) child = this.#start(file, args);
      return undefined;
    };
    await waitUntil(here, { what: "the engine's start", timeoutMs: startMs, everyMs: 500 }, ctx);
    this.#pid = child.pid ?? 0;
  }

  #start(file: string, args: readonly string[]): ChildProcess {
    const child = spawn(file, args, { detached: true, stdio: "ignore" });
    child.unref();
    return child;
  }
}

async function answers(): Promise<boolean> {
  return (await execa("docker", ["info"], { reject: false, timeout: 10_000 })).exitCode === 0;
}
