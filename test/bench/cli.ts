/** Whole commands, as a user feels them. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { packageRoot } from "../../cli/core/home.ts";
import { median, row, spread, timed } from "./tools.ts";

const node = process.execPath;
const bin = join(packageRoot(), "bin", "halab.js");

export async function benchCommands(): Promise<void> {
  for (const args of [["--help"], ["ps"]]) {
    const times: number[] = [];
    for (let round = 0; round < 11; round += 1)
      times.push(await timed(() => execa(node, [bin, ...args])));
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
    readonly impact: { readonly outage: number } | null;
  }[];
}

export async function benchRuns(rounds = 5): Promise<void> {
  const cwd = mkdtempSync(join(tmpdir(), "halab-bench-"));
  const outages: number[] = [];
  const ratios: number[] = [];
  const walls: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    let stdout = "";
    const ms = await timed(async () => {
      ({ stdout } = await execa(
        node,
        [bin, "run", "vrrp-failover", "--name", "bench-run", "--json"],
        { cwd, reject: false },
      ));
    });
    const report: Summary = JSON.parse(stdout);
    outages.push(report.steps.find((step) => step.id === "failover")?.impact?.outage ?? 0);
    ratios.push(ms / 1000 / report.protocolTime);
    walls.push(
      `${(ms / 1000).toFixed(1)} s of ${report.protocolTime.toFixed(1)} s, ${report.verdict}`,
    );
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
