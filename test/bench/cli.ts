/** Whole commands, as a user feels them. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { packageRoot } from "../../cli/core/base/home.ts";
import { documentOf, type Said } from "../fixtures/document.ts";
import { median, row, spread, timed } from "./tools.ts";

const node = process.execPath;
const bin = join(packageRoot(), "bin", "halab.js");

/** A command as a user types it: what it printed on stdout, and its wall time. */
export async function command(
  args: readonly string[],
  options: { readonly cwd?: string; readonly reject?: boolean } = {},
): Promise<Said & { readonly ms: number }> {
  let said: Said = { stdout: "", stderr: "" };
  const ms = await timed(async () => {
    const { exitCode, stdout, stderr } = await execa(node, [bin, ...args], options);
    said = { exitCode, stdout: String(stdout), stderr: String(stderr) };
  });
  return { ms, ...said };
}

export async function benchCommands(): Promise<void> {
  for (const args of [["--help"], ["ps"]]) {
    const times: number[] = [];
    for (let round = 0; round < 11; round += 1) times.push((await command(args)).ms);
    row(
      `halab ${args.join(" ")}`,
      `${median(times).toFixed(0)} ms (min/median/max ${spread(times)})`,
      "under 300 ms",
      median(times) < 300,
    );
  }
}

interface Summary {
  readonly protocolTime: number;
  readonly took: number;
  readonly verdict: string;
  readonly steps: readonly {
    readonly id: string;
    readonly verdict: string;
    readonly impact: { readonly outage: number } | null;
  }[];
}

export interface PlayedOnce {
  readonly report: Summary;
  /** Of the whole command. */
  readonly seconds: number;
}

/** A whole `halab run`; its files go into `cwd`. Throws when it ends without a report. */
export async function playOnce(lab: string, cwd: string): Promise<PlayedOnce> {
  const args = ["run", lab, "--name", `bench-${lab}`, "--json"];
  const { ms, ...said } = await command(args, { cwd, reject: false });
  return { report: documentOf(said), seconds: ms / 1000 };
}

/** "12.3 s of 10.0 s, pass". */
export function wall({ report, seconds }: PlayedOnce): string {
  return `${seconds.toFixed(1)} s of ${report.protocolTime.toFixed(1)} s, ${report.verdict}`;
}

export async function benchRuns(rounds = 5): Promise<void> {
  const cwd = mkdtempSync(join(tmpdir(), "halab-bench-"));
  const outages: number[] = [];
  const ratios: number[] = [];
  const walls: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const played = await playOnce("vrrp-failover", cwd);
    const { report, seconds } = played;
    outages.push(report.steps.find((step) => step.id === "failover")?.impact?.outage ?? 0);
    ratios.push(seconds / report.protocolTime);
    walls.push(wall(played));
  }
  const inside = outages.every((outage) => outage >= 2.609 - 0.05 && outage <= 3.609 + 0.05);
  row(
    `failover, ${rounds} runs`,
    outages.map((outage) => `${outage.toFixed(3)} s`).join(" "),
    "each in [2.609, 3.609] s ± 50 ms",
    inside,
  );
  row(
    "whole `halab run` against the protocol's timers",
    `${median(ratios).toFixed(2)} times (${walls.join("; ")})`,
    "at most 1.25 times",
    median(ratios) <= 1.25,
  );
}
