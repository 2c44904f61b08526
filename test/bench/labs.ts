/**
 * The labs in containers: their start, their runs, and all of them at once on one machine. `HALAB_BENCH_LABS=LAB,...` others,
 * `HALAB_BENCH_TURNS=1` a single turn of each, `HALAB_BENCH_PART=up` or `run` (alone) only that.
 */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { templatesDir } from "../../cli/core/base/home.ts";
import { openLab } from "../../cli/core/lab/open.ts";
import { createRenderer } from "../../cli/render/render.ts";
import { command, type PlayedOnce, playOnce, wall } from "./cli.ts";
import { median, note, row, spread, timed } from "./tools.ts";
import { bare, fastest, noBares } from "./up.ts";

const labs: readonly string[] = process.env["HALAB_BENCH_LABS"]?.split(",") ?? [
  "bind-primary-secondary",
  "dns-round-robin",
  "balancer-sessions",
  "balancer-distributed",
];
const turns = Number(process.env["HALAB_BENCH_TURNS"] ?? 3);
const part = process.env["HALAB_BENCH_PART"];

/** `halab up`, whole, and what of it came after the start of the command itself. Milliseconds. */
async function up(lab: string): Promise<{ readonly whole: number; readonly inside: number }> {
  const name = "bench-lab";
  try {
    const { ms, stdout } = await command(["up", lab, "--name", name, "--json"]);
    const { tookMs }: { readonly tookMs: number } = JSON.parse(stdout);
    return { whole: ms, inside: tookMs };
  } finally {
    // Harmless when nothing came up.
    await command(["down", name], { reject: false });
  }
}

async function benchUpOf(lab: string): Promise<void> {
  const { plan } = await openLab(lab, { renderer: createRenderer(templatesDir()) });
  const [alone, served] = [noBares(), noBares()];
  const ours: { readonly whole: number; readonly inside: number }[] = [];
  await up(lab); // The images are built before anything is measured.
  for (let turn = 0; turn < turns; turn += 1) {
    for (const [atOnce, list] of served) {
      list.push(await bare(plan, { atOnce, services: true }));
      alone.get(atOnce)?.push(await bare(plan, { atOnce }));
      if (atOnce === 4) ours.push(await up(lab));
    }
  }
  const whole = ours.map((one) => one.whole);
  const { all, atOnce } = fastest(served, "up");
  const times = (ms: readonly number[], of: readonly number[]) => median(ms) / median(of);
  const ratio = times(whole, all);
  row(
    `halab up ${lab}, ${plan.nodes.length} nodes`,
    `${ratio.toFixed(2)} times the bare time of its containers and their services (ms min/median/max: ${spread(whole)} against ${spread(all)}, best at ${atOnce} at once)`,
    "at most 1.3 times",
    ratio <= 1.3,
  );
  const inside = ours.map((one) => one.inside);
  const only = fastest(alone, "up").all;
  note(
    "without the start of the command",
    `${times(inside, all).toFixed(2)} times (${spread(inside)})`,
  );
  note(
    "against its containers alone, without services",
    `${times(whole, only).toFixed(2)} times the whole command, ${times(inside, only).toFixed(2)} times without its start (${spread(only)})`,
  );
}

/** Every lab alone, one after the other, and then all at once. */
interface Turn {
  readonly alone: readonly PlayedOnce[];
  readonly together: readonly PlayedOnce[];
  readonly togetherS: number;
}

async function playTurn(cwd: string): Promise<Turn> {
  const alone: PlayedOnce[] = [];
  for (const lab of labs) alone.push(await playOnce(lab, cwd));
  if (part === "run") return { alone, together: [], togetherS: 0 };
  let together: readonly PlayedOnce[] = [];
  const ms = await timed(async () => {
    together = await Promise.all(labs.map((lab) => playOnce(lab, cwd)));
  });
  return { alone, together, togetherS: ms / 1000 };
}

/** What one lab did in each turn. */
function column(all: readonly Turn[], way: "alone" | "together", index: number): PlayedOnce[] {
  return all.flatMap((turn) => turn[way][index] ?? []);
}

function reportRun(lab: string, alone: readonly PlayedOnce[]): void {
  const ratios = alone.map(({ report, seconds }) => seconds / report.protocolTime);
  row(
    `halab run ${lab}, whole, against the protocol time of its faults`,
    `${median(ratios).toFixed(2)} times (${alone.map(wall).join("; ")})`,
    "at most 1.25 times, all of them passed",
    median(ratios) <= 1.25 && alone.every(({ report }) => report.verdict === "pass"),
  );
}

/** Steps whose verdict is another one than when the lab was played alone in the same turn. */
function differences(lab: string, { alone, together }: Turn): string[] {
  const index = labs.indexOf(lab);
  const before = alone[index]?.report.steps ?? [];
  const now = together[index]?.report.steps ?? [];
  const verdicts = new Map(now.map(({ id, verdict }) => [id, verdict]));
  return before
    .filter(({ id, verdict }) => verdicts.get(id) !== verdict)
    .map(({ id, verdict }) => `${lab} ${id}: ${verdict} alone, ${verdicts.get(id)} together`);
}

function reportTogether(all: readonly Turn[]): void {
  const other = all.flatMap((turn) => labs.flatMap((lab) => differences(lab, turn)));
  const steps = all.flatMap((turn) => turn.alone.flatMap(({ report }) => report.steps)).length;
  row(
    `${labs.length} labs at once, each step's verdict against that of the lab alone`,
    `${other.length} of ${steps} differ${other.map((one) => `; ${one}`).join("")}`,
    "none differs",
    other.length === 0 && steps > 0,
  );
  const longest = all.map((turn) => Math.max(...turn.alone.map(({ seconds }) => seconds)));
  const whole = all.map((turn) => turn.togetherS);
  note(
    "all at once, against the longest of them alone",
    `${(median(whole) / median(longest)).toFixed(2)} times (s min/median/max: ${spread(whole, 1)} against ${spread(longest, 1)})`,
  );
  for (const [index, lab] of labs.entries()) {
    const seconds = (way: "alone" | "together") =>
      column(all, way, index).map((one) => one.seconds);
    const ratio = median(seconds("together")) / median(seconds("alone"));
    note(
      `${lab} beside the others`,
      `${ratio.toFixed(2)} times (${column(all, "together", index).map(wall).join("; ")})`,
    );
  }
}

/** What labs in containers have to reach, medians of their turns. */
export async function benchLabs(): Promise<void> {
  if (part !== "run") for (const lab of labs) await benchUpOf(lab);
  if (part === "up") return;
  const cwd = mkdtempSync(join(tmpdir(), "halab-bench-"));
  note("the runs' journals", join(cwd, "runs"));
  const all: Turn[] = [];
  for (let turn = 0; turn < turns; turn += 1) all.push(await playTurn(cwd));
  for (const [index, lab] of labs.entries()) reportRun(lab, column(all, "alone", index));
  if (part === undefined) reportTogether(all);
}
