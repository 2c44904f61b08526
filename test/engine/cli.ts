/** Drives the real CLI; every test file has its own state, runs and working folder. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { afterAll, expect } from "vitest";
import { tieToProcess } from "../../cli/core/state/kept.ts";
import { ownerId } from "../../cli/core/state/process-identity.ts";
import { shellIn } from "./node-shell.ts";
import { residue, sweep } from "./residue.ts";

/** The checkout. */
export const repository = fileURLToPath(new URL("../../", import.meta.url));
const node = join(repository, "node_modules/.bin/node");
const bin = join(repository, "bin/halab.js");

/** A test lab's folder. */
export function lab(name: string): string {
  return fileURLToPath(new URL(`./labs/${name}`, import.meta.url));
}

/** The pid namespace, and a /proc that shows it. */
const apart = ["unshare", "--pid", "--fork", "--mount-proc"];

/** Longer than any command takes on a busy machine; a hang must fail, not block the suite. */
const deadlineMs = 150_000;

export interface CliOptions {
  /** Added to the environment; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string;
  readonly cwd?: string;
  readonly deadlineMs?: number;
  /** Among processes that are numbered apart from ours, as in another container (unshare(1)). */
  readonly apart?: boolean;
}

export interface CliResult {
  /** Undefined when a signal ended it. */
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that goes on. */
export interface Running {
  readonly pid: number;
  readonly done: Promise<CliResult>;
  /** Resolves with the first line of stderr or stdout that matches; rejects if it ends without. */
  line(pattern: RegExp): Promise<string>;
  /** Harmless when it has ended. */
  kill(signal: NodeJS.Signals): void;
}

export class Bed {
  /** Every cluster of this bed begins with it. */
  readonly prefix = `t-${randomBytes(3).toString("hex")}`;
  readonly dir = mkdtempSync(join(tmpdir(), "halab-test-"));
  readonly state = join(this.dir, "state");
  readonly runs = join(this.dir, "runs");

  constructor() {
    // Were this process killed, `halab gc` would take what is up here for nobody's.
    tieToProcess(ownerId(), this.state);
  }

  name(part: string): string {
    return `${this.prefix}-${part}`;
  }

  start(args: readonly string[], options: CliOptions = {}): Running {
    const { input, env, cwd } = options;
    const words = options.apart ? [...apart, node, bin, ...args] : [node, bin, ...args];
    const [file = "", ...rest] = words;
    const child = execa(file, rest, {
      cwd: cwd ?? this.dir,
      env: { HALAB_STATE: this.state, HALAB_RUNS: this.runs, NO_COLOR: "1", ...env },
      ...(input === undefined ? { stdin: "ignore" as const } : { input }),
      reject: false,
      timeout: options.deadlineMs ?? deadlineMs,
      stripFinalNewline: false,
    });
    const lines = new Lines();
    child.stdout.on("data", (data: Buffer) => lines.add("out", data));
    child.stderr.on("data", (data: Buffer) => lines.add("err", data));
    const done = child.then(({ exitCode, signal, stdout, stderr, timedOut }) => {
      if (timedOut) throw new Error(`halab ${args.join(" ")} hung\n${stderr}`);
      lines.end(`halab ${args.join(" ")} ended with ${exitCode ?? signal}: ${stderr}`);
      return { exitCode, signal, stdout: String(stdout), stderr: String(stderr) };
    });
    return {
      pid: child.pid ?? 0,
      done,
      line: (pattern) => lines.first(pattern),
      kill: (signal) => {
        try {
          process.kill(child.pid ?? 0, signal);
        } catch {
          // It ended in this moment.
        }
      },
    };
  }

  async halab(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
    return await this.start(args, options).done;
  }

  /** Must exit with 0; what it printed. */
  async ok(args: readonly string[], options: CliOptions = {}): Promise<string> {
    const result = await this.halab(args, options);
    expect(result.exitCode, `halab ${args.join(" ")}\n${result.stderr}`).toBe(0);
    return result.stdout;
  }

  async json(args: readonly string[], options: CliOptions = {}): Promise<unknown> {
    return JSON.parse(await this.ok(args, options));
  }

  /** A shell command in a node; must exit with 0. */
  async sh(cluster: string, at: string, script: string): Promise<string> {
    const { exitCode, stdout, stderr } = await this.#shell(cluster, at, script);
    expect(exitCode, `${at}: ${script}\n${stderr}`).toBe(0);
    return stdout.trimEnd();
  }

  /** A shell command in a node: its exit code. */
  async status(cluster: string, at: string, script: string): Promise<number | undefined> {
    return (await this.#shell(cluster, at, script)).exitCode;
  }

  async #shell(cluster: string, at: string, script: string) {
    const said = await shellIn(cluster, at, script);
    return said ?? (await this.halab(["exec", cluster, at, "--", "sh", "-c", script]));
  }

  /** No container, network, rule or process of this bed (or of one of its clusters) is left. */
  async noResidue(cluster = this.prefix): Promise<void> {
    expect(await residue(cluster, this.state)).toEqual([]);
  }
}

/** For a describe: whatever its tests did, nothing may be left at its end; what is left is removed. */
export function openBed(): Bed {
  const bed = new Bed();
  afterAll(async () => {
    try {
      await bed.noResidue();
    } finally {
      await sweep(bed.prefix, bed.state);
      rmSync(bed.dir, { recursive: true, force: true });
    }
  });
  return bed;
}

/** Collects lines of two streams and answers those who wait for one. */
class Lines {
  readonly #seen: string[] = [];
  readonly #rest = { out: "", err: "" };
  readonly #waiting = new Set<(line: string) => void>();
  #ended: string | undefined;
  readonly #onEnd = new Set<(why: string) => void>();

  add(stream: "out" | "err", data: Buffer): void {
    const parts = (this.#rest[stream] + data.toString()).split("\n");
    this.#rest[stream] = parts.pop() ?? "";
    for (const line of parts) {
      this.#seen.push(line);
      for (const tell of this.#waiting) tell(line);
    }
  }

  end(why: string): void {
    this.#ended = why;
    for (const tell of this.#onEnd) tell(why);
  }

  first(pattern: RegExp): Promise<string> {
    const known = this.#seen.find((line) => pattern.test(line));
    if (known !== undefined) return Promise.resolve(known);
    const failed = (why: string) => new Error(`no line like ${pattern}: ${why}`);
    if (this.#ended !== undefined) return Promise.reject(failed(this.#ended));
    return new Promise((resolve, reject) => {
      this.#waiting.add((line) => {
        if (pattern.test(line)) resolve(line);
      });
      this.#onEnd.add((why) => reject(failed(why)));
    });
  }
}

/** Files of a finished run, and of one that goes on: the newest run's folder. */
export function runDirs(bed: Bed): string[] {
  try {
    return readdirSync(bed.runs)
      .sort()
      .map((name) => join(bed.runs, name));
  } catch {
    return [];
  }
}

/** The events of the newest run so far. */
export function journalOf(bed: Bed): Record<string, unknown>[] {
  const dir = runDirs(bed).at(-1);
  if (dir === undefined) return [];
  let text: string;
  try {
    text = readFileSync(join(dir, "journal.ndjson"), "utf8");
  } catch {
    return [];
  }
  // The last line may be half written.
  return text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}
