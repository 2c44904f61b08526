/** A PostgreSQL server of its own, on a socket in a folder of its own: Debian's `postgresql`, as a user that is not root. */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock, waitUntil } from "../../../cli/core/base/time.ts";
import { Farm } from "../../../cli/grading/queue/open.ts";
import { openPostgres } from "../../../cli/grading/queue/postgres.ts";

export const all = "/usr/lib/postgresql";

/** Where its programs lie: Debian puts none of them on the PATH. */
export function programs(): string | undefined {
  const versions = existsSync(all) ? readdirSync(all) : [];
  return versions
    .map((name) => join(all, name, "bin"))
    .find((dir) => existsSync(join(dir, "initdb")));
}

const startMs = 60_000;

export class Server implements AsyncDisposable {
  readonly #dir = mkdtempSync(join(tmpdir(), "halab-pg-"));
  readonly #bin = programs() ?? "";
  readonly #as = account();
  /** A server asks nobody but us: who can open the socket is let in. */
  readonly url = `postgres://postgres@localhost/postgres?host=${encodeURIComponent(this.#dir)}`;
  #process: ReturnType<typeof spawn> | undefined;

  static async start(): Promise<Server> {
    const server = new Server();
    try {
      server.#make();
      await server.start();
      return server;
    } catch (error) {
      await server[Symbol.asyncDispose]();
      throw error;
    }
  }

  #make(): void {
    if (this.#bin === "") throw new Error(`no PostgreSQL in ${all}: apt-get install postgresql`);
    chmodSync(this.#dir, 0o755);
    const { uid, gid } = this.#as;
    if (uid !== undefined && gid !== undefined) chownSync(this.#dir, uid, gid);
    const args = ["-D", join(this.#dir, "data"), "-U", "postgres", "-A", "trust", "--no-sync"];
    execFileSync(join(this.#bin, "initdb"), args, { ...this.#as, cwd: this.#dir, stdio: "pipe" });
  }

  async start(): Promise<void> {
    const args = ["-D", join(this.#dir, "data"), "-k", this.#dir, "-c", "listen_addresses="];
    this.#process = spawn(join(this.#bin, "postgres"), args, {
      ...{ ...this.#as, cwd: this.#dir, stdio: "ignore" },
    });
    const asks = ["-h", this.#dir, "-U", "postgres", "-q"];
    const ready = () => {
      const { status } = spawnSync(join(this.#bin, "pg_isready"), asks, { stdio: "pipe" });
      return status === 0 ? true : undefined;
    };
    const what = "PostgreSQL to answer";
    const ctx = { signal: AbortSignal.timeout(startMs), clock: systemClock, progress: () => {} };
    await waitUntil(ready, { what, timeoutMs: startMs, everyMs: 100 }, ctx);
  }

  /** Each time one more host; once `signal` is aborted it waits for no server. */
  async open(signal = new AbortController().signal): Promise<Farm> {
    return Farm.open(await openPostgres(this.url, signal));
  }

  /** As a machine that loses its power; resolves when it is down. */
  async kill(signal: NodeJS.Signals = "SIGKILL"): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    // A backend would answer for a moment more, until it sees that nobody is above it.
    const backends = signal === "SIGKILL" ? childrenOf(child.pid) : [];
    child.kill(signal);
    await ended;
    for (const pid of backends) killed(pid);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill("SIGINT");
    rmSync(this.#dir, { recursive: true, force: true });
  }
}

/** proc_pid_children(5) */
function childrenOf(pid: number | undefined): readonly number[] {
  const list = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
  return list === "" ? [] : list.split(" ").map(Number);
}

/** It may have ended by itself. */
function killed(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

/** PostgreSQL runs as anybody but root; its package makes this user. */
function account(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const idOf = (what: string) =>
    Number(execFileSync("id", [what, "postgres"], { encoding: "utf8" }));
  return { uid: idOf("-u"), gid: idOf("-g") };
}
