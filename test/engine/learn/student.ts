/** Somebody who works on a lab by the verbs of a workspace. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { bytesOf } from "../../../cli/core/cluster/content.ts";
import type { Report } from "../../../cli/core/judge/report.ts";
import { openLab } from "../../../cli/core/lab/open.ts";
import type { WorkspaceStatus } from "../../../cli/learn/work/status.ts";
import { ourRenderer } from "../../../cli/render/ours.ts";
import type { Bed } from "../cli.ts";

/** A workspace of the bed, and the solution's files for it. */
export class Student {
  readonly bed: Bed;
  readonly dir: string;
  readonly lab: string;
  cluster = "";

  constructor(bed: Bed, lab: string) {
    this.bed = bed;
    this.lab = lab;
    this.dir = join(bed.dir, `work-${lab}`);
  }

  async begin(): Promise<void> {
    const made = await this.bed.json(["learn", this.lab, this.dir, "--no-session", "--json"]);
    this.cluster = (made as { cluster: string }).cluster;
  }

  run(verb: string, ...args: readonly string[]) {
    return this.bed.halab([verb, ...args, "--dir", this.dir]);
  }

  /** Again while the machine is too busy for a verdict, which costs nobody anything. */
  async check(...steps: readonly string[]): Promise<Report> {
    for (let tries = 1; ; tries += 1) {
      const { stdout, stderr, exitCode } = await this.run("check", ...steps, "--json");
      expect([0, 1], stderr).toContain(exitCode);
      const report: Report = JSON.parse(stdout);
      expect(exitCode).toBe(report.verdict === "pass" ? 0 : 1);
      if (tries === 4 || !report.steps.some(({ verdict }) => verdict === "unknown")) return report;
    }
  }

  async status(): Promise<WorkspaceStatus> {
    return JSON.parse((await this.run("status", "--json")).stdout);
  }

  read(file: string): string {
    return readFileSync(join(this.dir, file), "utf8");
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.dir, file)), { recursive: true });
    writeFileSync(join(this.dir, file), text);
  }

  edit(file: string, change: (text: string) => string): void {
    this.write(file, change(this.read(file)));
  }

  /** Solves it, as far as `wanted` says. */
  async solve(wanted: (path: string, text: string) => string = (_, text) => text): Promise<void> {
    const { plan } = await openLab(this.lab, { renderer: ourRenderer() });
    for (const node of plan.nodes)
      for (const file of node.files)
        if (file.owner === "student")
          this.write(node.name + file.path, wanted(file.path, bytesOf(file).toString("utf8")));
  }

  async end(): Promise<void> {
    await this.run("learn", "--close");
    await this.bed.noResidue(this.cluster);
  }
}
