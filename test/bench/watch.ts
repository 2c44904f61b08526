/** `halab watch` beside a run: what it costs the prober, how many frames it draws, and how late an event is on the screen. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { execa } from "execa";
import { packageRoot } from "../../cli/core/base/home.ts";
import type { JournalEvent } from "../../cli/core/journal/events.ts";
import { readJournal } from "../../cli/core/journal/file.ts";
import { documentOf } from "../fixtures/document.ts";
import { command } from "./cli.ts";
import { median, note, row, spread } from "./tools.ts";

const bin = join(packageRoot(), "bin", "halab.js");
const name = "bench-watch";
const rounds = 9;
/** A step with a fault, and that it needs: owners change, nodes go and come. */
const step = "failover";

interface Frame {
  /** When it was read, by CLOCK_MONOTONIC. */
  readonly atNs: number;
  readonly own: boolean;
  readonly events: readonly { readonly at: number; readonly text: string }[];
}

/** Every frame of a `halab watch`, until it is ended. */
function watchIt() {
  const child = execa(process.execPath, [bin, "watch", name, "--json"], { reject: false });
  const frames: Frame[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => {
    const atNs = Number(process.hrtime.bigint());
    if (line.startsWith('{"schema":"halab/watch/1"')) frames.push({ atNs, ...JSON.parse(line) });
  });
  return {
    frames,
    end: async () => {
      child.kill("SIGINT");
      await child;
    },
  };
}

/** Plays the step on the cluster that is up; its journal. */
async function played(runs: string): Promise<readonly JournalEvent[]> {
  const argv = ["run", "vrrp-failover", "--on", name, "--step", step, "--json"];
  const said = await command(argv, { cwd: runs, reject: false });
  const { run } = documentOf<{ readonly run: string }>(said);
  return readJournal(join(runs, "runs", `${run}-vrrp-failover`, "journal.ndjson"));
}

/** Milliseconds from due to sent, of every request. */
function latenessOf(events: readonly JournalEvent[]): number[] {
  return events.flatMap((event) =>
    event.kind === "samples"
      ? event.rows.map(([, dueUs, sentUs]) => Math.max(0, sentUs - dueUs) / 1000)
      : [],
  );
}

/** Milliseconds from what happened to the first frame that tells of it; what was before the view began is left out. */
function delaysOf(events: readonly JournalEvent[], frames: readonly Frame[]): number[] {
  const startNs = events.find(({ kind }) => kind === "run")?.t ?? 0;
  const seen = new Map<string, number>();
  for (const { atNs, own, events: told } of frames)
    if (!own)
      for (const { at, text } of told) {
        const key = `${at} ${text}`;
        if (!seen.has(key)) seen.set(key, (atNs - startNs) / 1e6 - at * 1000);
      }
  const firstMs = ((frames.find(({ own }) => !own)?.atNs ?? 0) - startNs) / 1e6;
  return [...seen]
    .filter(([key]) => Number(key.split(" ")[0]) * 1000 > firstMs)
    .map(([, delay]) => delay);
}

function p99(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.99)] ?? Number.NaN;
}

function perSecond(frames: readonly Frame[]): number {
  const [first, last] = [frames[0]?.atNs ?? 0, frames.at(-1)?.atNs ?? 0];
  return ((frames.length - 1) * 1e9) / (last - first);
}

export async function benchWatch(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), "halab-bench-"));
  await command(["up", "vrrp-failover", "--name", name]);
  try {
    // Of each round: a machine's own pauses fall into some, with a view and without.
    const [alone, watched]: [number[], number[]] = [[], []];
    const delays: number[] = [];
    const rates: number[] = [];
    // Turn by turn: the machine is the same for both.
    for (let round = 0; round < rounds; round += 1) {
      alone.push(p99(latenessOf(await played(dir))));
      const watch = watchIt();
      const events = await played(dir);
      await watch.end();
      watched.push(p99(latenessOf(events)));
      delays.push(...delaysOf(events, watch.frames));
      rates.push(perSecond(watch.frames));
    }
    const ratio = median(watched) / median(alone);
    row(
      "prober's lateness beside `halab watch`, p99",
      `${ratio.toFixed(2)} times (ms min/median/max: ${spread(watched, 2)}, ${spread(alone, 2)} without it)`,
      "at most 1.2 times",
      ratio <= 1.2,
    );
    const rate = median(rates);
    row("frames of `halab watch`", `${rate.toFixed(1)} a second`, "10 a second", rate >= 9.5);
    note("events seen", `${delays.length}, half of them within ${median(delays).toFixed(0)} ms`);
    const late = p99(delays);
    // The journal is looked at ten times a second, and so often a frame is drawn.
    row("from an event to its frame, p99", `${late.toFixed(0)} ms`, "three frames", late <= 300);
  } finally {
    await command(["down", name], { reject: false });
    rmSync(dir, { recursive: true, force: true });
  }
}
