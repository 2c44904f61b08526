/** One command of halab that goes on, until it ends or is killed. */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { packageRoot } from "../../cli/core/base/home.ts";
import { systemClock } from "../../cli/core/base/time.ts";

interface PartOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly name: string;
}

export class Part {
  readonly done: Promise<number | null>;
  over = false;
  readonly #child: ChildProcess;
  readonly #name: string;
  #said = "";
  #onSaid: () => void = () => {};

  constructor(args: readonly string[], { cwd, env, name }: PartOptions) {
    this.#name = name;
    this.#child = spawn(process.execPath, [join(packageRoot(), "bin/halab.js"), ...args], {
      ...{ cwd, env: { ...process.env, ...env, NO_COLOR: "1" } },
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.#child.stderr?.on("data", (data: Buffer) => {
      this.#said += data.toString();
      this.#onSaid();
    });
    this.done = new Promise((resolve) => {
      this.#child.once("close", (code) => {
        this.over = true;
        // A grader that ends otherwise than well says why.
        if (code !== null && code !== 0 && code !== 130)
          console.error(`${this.#name} ended with ${code}:\n${this.#said}`);
        resolve(code);
      });
    });
  }

  /** Resolves when it has said it; rejects when it ends without. */
  async says(pattern: RegExp): Promise<void> {
    const said = new Promise<void>((resolve) => {
      this.#onSaid = () => pattern.test(this.#said) && resolve();
      this.#onSaid();
    });
    const ended = this.done.then(() => {
      throw new Error(`${this.#name} never said ${pattern}: ${this.#said}`);
    });
    await Promise.race([said, ended]);
  }

  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.done;
  }

  /** It does nothing for so long, as on a host that is far too busy; what it started goes on. */
  async slow(ms: number): Promise<void> {
    this.#child.kill("SIGSTOP");
    await systemClock.wait(ms);
    this.#child.kill("SIGCONT");
  }

  async end(): Promise<void> {
    this.#child.kill("SIGTERM");
    await this.done;
  }
}
