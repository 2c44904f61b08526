/** A process that plays, one submission after another: what it loads at its start costs a tenth of a run. */
import { type ChildProcess, spawn } from "node:child_process";
import { appendFileSync } from "node:fs";
import { getCompileCacheDir } from "node:module";
import type { Socket } from "node:net";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { type PlayerLine, type PlayerSpec, playerLine } from "./spec.ts";

type PlayerEnd = Exclude<PlayerLine, { kind: "up" }>;

export interface Heard {
  /** Undefined: it ended without a word. */
  readonly end: PlayerEnd | undefined;
  /** As it completes the sentence "its player ...". */
  readonly how: string;
}

/** What a long life leaves in memory goes with it. */
const mostPlays = 20;

export class Player {
  readonly program: string;
  readonly #child: ChildProcess;
  readonly #closed: Promise<string>;
  #plays = 0;
  #how: string | undefined;
  #log = "";
  #hear: (line: PlayerLine) => void = () => {};

  constructor(program: string) {
    this.program = program;
    this.#child = spawn(process.execPath, [...process.execArgv, program], {
      stdio: ["pipe", "pipe", "pipe"],
      env: { ...process.env, ...compiled() },
    });
    const { stdin, stdout, stderr } = this.#child;
    // It may end before it has read a word.
    stdin?.on("error", () => {});
    stderr?.on("data", (text: Buffer) => appendFileSync(this.#log, text, { mode: 0o600 }));
    if (stdout)
      createInterface({ input: stdout }).on("line", (text) => {
        const line = lineIn(text);
        if (line) this.#hear(line);
      });
    this.#closed = this.#close();
  }

  /** It waits for the next: it has said how the last one ended, and is not old. */
  get isFresh(): boolean {
    return this.#how === undefined && this.#plays < mostPlays;
  }

  /** `up` is called when its cluster is up. */
  async play(spec: PlayerSpec, up: () => void): Promise<Heard> {
    this.#plays += 1;
    this.#log = spec.log;
    this.#hold("ref");
    const end = new Promise<Heard>((resolve) => {
      this.#hear = (line) => {
        if (line.kind === "up") up();
        else resolve({ end: line, how: "" });
      };
    });
    this.#child.stdin?.write(`${JSON.stringify(spec)}\n`);
    const lost = this.#closed.then((how): Heard => ({ end: undefined, how }));
    return await Promise.race([end, lost]);
  }

  /** Nobody waits for it meanwhile. */
  rest(): void {
    this.#hear = () => {};
    this.#hold("unref");
  }

  /** Told to end: it heals, and removes its cluster. */
  end(): void {
    this.#child.stdin?.end();
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Resolves when it is gone. */
  async gone(): Promise<void> {
    this.#hold("ref");
    await this.#closed;
  }

  #hold(way: "ref" | "unref"): void {
    this.#child[way]();
    for (const pipe of [this.#child.stdin, this.#child.stdout, this.#child.stderr])
      (pipe as Socket | null)?.[way]();
  }

  #close(): Promise<string> {
    return new Promise((resolve) => {
      const closed = (how: string) => {
        this.#how = how;
        resolve(how);
      };
      this.#child.once("error", (error) => closed(`did not start: ${error.message}`));
      // Not before its last line was read.
      this.#child.once("close", (code, signal) =>
        closed(`ended with ${signal ?? code} before it had a result`),
      );
    });
  }
}

/** What this halab keeps of compiled code: its start takes two thirds of the time. */
function compiled(): NodeJS.ProcessEnv {
  const here = getCompileCacheDir();
  // Node makes a folder for each of its versions in it.
  return here === undefined ? {} : { NODE_COMPILE_CACHE: dirname(here) };
}

function lineIn(text: string): PlayerLine | undefined {
  try {
    return playerLine.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
