/** A real terminal with somebody at its keys: script(1) gives the terminal, xterm.js draws what is written to it. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import xterm from "@xterm/headless";
import { systemClock } from "../../../cli/core/base/time.ts";

export interface TerminalOptions {
  readonly columns: number;
  readonly rows: number;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A screen changes for a moment before it is whole. */
const calmMs = 150;

export class Terminal implements AsyncDisposable {
  readonly #screen: xterm.Terminal;
  readonly #child: ChildProcess;
  readonly #ended: Promise<number>;
  #over = false;
  #changedMs = 0;

  /** `argv` has to be free of quotes. */
  constructor(argv: readonly string[], { columns, rows, cwd, env }: TerminalOptions) {
    this.#screen = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
    const words = argv.map((word) => `'${word}'`).join(" ");
    const command = `stty rows ${rows} cols ${columns}; exec ${words}`;
    this.#child = spawn("script", ["--quiet", "--return", "--command", command, "/dev/null"], {
      cwd,
      env: { ...process.env, CI: "", TERM: "xterm-256color", LANG: "C.UTF-8", ...env },
      stdio: ["pipe", "pipe", "inherit"],
    });
    const { promise, resolve } = Promise.withResolvers<number>();
    this.#ended = promise;
    this.#child.on("close", (code) => {
      this.#over = true;
      resolve(code ?? -1);
    });
    this.#child.stdin?.on("error", () => {});
    this.#child.stdout?.on("data", (data: Buffer) => {
      this.#changedMs = performance.now();
      this.#screen.write(data);
    });
  }

  /** The lines as they are seen, without blanks at their ends. */
  text(): string {
    const { active } = this.#screen.buffer;
    const lines = Array.from({ length: this.#screen.rows }, (_, at) =>
      (active.getLine(active.baseY + at)?.translateToString(true) ?? "").trimEnd(),
    );
    return lines.join("\n").trimEnd();
  }

  /** Waits for a screen with this on it; its text. Throws with the screen as it is at the deadline. */
  async until(pattern: RegExp, deadlineMs = 30_000): Promise<string> {
    const end = performance.now() + deadlineMs;
    for (;;) {
      const text = this.text();
      const calm = performance.now() - this.#changedMs > calmMs;
      if (calm && pattern.test(text)) return text;
      if (performance.now() > end || (this.#over && calm))
        throw new Error(`no ${pattern} on the screen:\n${text}`);
      await systemClock.wait(30);
    }
  }

  press(keys: string): void {
    this.#child.stdin?.write(keys);
  }

  /** An entry of the menu on the screen, by the letters that it begins with. */
  async choose(entry: string): Promise<void> {
    // What was typed before is forgotten after a while.
    await systemClock.wait(750);
    this.press(entry.slice(0, 8));
    await this.until(new RegExp(`❯ ${entry}`));
    this.press("\r");
  }

  /** kill -9 of what runs in the terminal. */
  async kill(): Promise<void> {
    const pid = this.#child.pid ?? 0;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
    for (const child of children) process.kill(Number(child), "SIGKILL");
    await this.#ended;
  }

  /** Resolves with the exit code of what ran in it. */
  ended(): Promise<number> {
    return this.#ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#over) this.#child.kill("SIGKILL");
    await this.#ended;
    this.#screen.dispose();
  }
}
