/** A run's folder under runs/: its journal, its report, and what else was kept of it. */
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { arch, cpus, release, totalmem } from "node:os";
import { dirname, join, resolve, sep } from "node:path";
import { cleanJson } from "../base/clean.ts";
import { HalabError, messageOf } from "../base/error.ts";
import { makeFolder } from "../base/folders.ts";
import { runsDir } from "../base/home.ts";
import type { Ctx } from "../base/time.ts";
import { halabVersion } from "../base/version.ts";
import { readLogs } from "../cluster/commands.ts";
import { bytesOf } from "../cluster/content.ts";
import type { Plan } from "../cluster/plan.ts";
import { type EventOf, journalSchema } from "../journal/events.ts";
import { JournalFile } from "../journal/file.ts";
import type { Report } from "../judge/report.ts";
import type { Session } from "./session.ts";

export class RunFolder implements Disposable {
  readonly run: string;
  readonly dir: string;
  readonly journal: JournalFile;

  /** `base`: where runs go. */
  constructor(lab: string, base = runsDir()) {
    this.run = newRunId();
    this.dir = join(base, `${this.run}-${lab}`);
    makeFolder(this.dir);
    this.journal = new JournalFile(join(this.dir, "journal.ndjson"));
  }

  /**
   * Reports are for whoever grades. What lies in folders (files, in-force, logs) has configurations in it, often a
   * right answer, which nobody else on this machine may read.
   */
  keep(path: string, content: string | Buffer): void {
    const file = this.#inside(path);
    const own = dirname(file) !== resolve(this.dir);
    if (own) makeFolder(dirname(file), 0o700);
    writeFileSync(file, content, own ? { mode: 0o600 } : {});
  }

  /** The configuration that the nodes were given. */
  keepFiles(plan: Plan): void {
    for (const node of plan.nodes)
      for (const file of node.files) this.keep(join("files", node.name, file.path), bytesOf(file));
  }

  /** A path below this folder; no name of a node or a file may lead out of it. */
  #inside(path: string): string {
    const file = resolve(this.dir, path);
    if (file.startsWith(resolve(this.dir) + sep)) return file;
    throw new HalabError("BUG", `${path} would be written outside of ${this.dir}`);
  }

  keepReport(report: Report): void {
    this.keep("report.json", `${cleanJson(report, 2)}\n`);
  }

  /** The nodes' own logs; a node that does not answer has none to give. */
  async keepLogs(plan: Plan, { agents }: Session, ctx: Ctx): Promise<void> {
    await Promise.allSettled(
      plan.nodes.map(async (node) => {
        const agent = await agents.get(node.name, ctx);
        this.keep(join("logs", `${node.name}.log`), await readLogs(agent, ctx));
      }),
    );
  }

  [Symbol.dispose](): void {
    this.journal[Symbol.dispose]();
  }
}

/** 20261121-214800-ab12: sorts by time, and two runs of one second differ. */
function newRunId(): string {
  const stamp = new Date().toISOString().replace(/[-:]/g, "").replace("T", "-").slice(0, 15);
  return `${stamp}-${randomBytes(2).toString("hex")}`;
}

/** What is written down of a run that ended before its first event: why, and what was to be played. */
export function noteNotBegun(
  folder: RunFolder,
  what: Parameters<typeof headerOf>[1],
  error: unknown,
  ctx: Ctx,
): void {
  folder.journal.write(headerOf(folder, what, ctx.clock.nowNs()));
  const reason = ctx.signal.aborted ? "cancelled" : "broke-off";
  folder.journal.write({ kind: "end", t: ctx.clock.nowNs(), reason, text: messageOf(error) });
}

/** A journal's first line: what was played, where, and with which version. `nowNs`: by the clock of `t`. */
export function headerOf(
  { run }: RunFolder,
  what: {
    readonly t: number;
    readonly lab: string;
    readonly provider: string;
    readonly plan: Plan;
  },
  nowNs: number,
): EventOf<"run"> {
  return {
    kind: "run",
    t: what.t,
    schema: journalSchema,
    run,
    lab: what.lab,
    provider: what.provider,
    halab: halabVersion(),
    wall: new Date(Date.now() - (nowNs - what.t) / 1e6).toISOString(),
    plan: what.plan,
    host: {
      kernel: release(),
      arch: arch(),
      cpus: `${cpus().length}`,
      memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
      node: process.version,
    },
  };
}
