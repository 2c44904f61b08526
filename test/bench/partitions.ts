/**
 * Random partitions of the lab galera: its three members and the arbitrator are cut into sides, both ways or one way, while
 * clients write on every member. `HALAB_PARTITIONS=20 HALAB_SEED=7` how many, and which.
 */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readJournal } from "../../cli/core/journal/file.ts";
import { RunView } from "../../cli/core/journal/view.ts";
import { documentOf } from "../fixtures/document.ts";
import { Random } from "../fixtures/random.ts";
import { command } from "./cli.ts";
import { labWith } from "./steps-lab.ts";
import { row } from "./tools.ts";

const members = ["g1", "g2", "g3"];
/** Who votes. */
const all = [...members, "arb"];
const writerOf = (member: string) => `at-${member}`;
const writers = ["orders", ...members.map(writerOf)];

interface Partition {
  readonly between: readonly [readonly string[], readonly string[]];
  readonly direction: "both" | "one-way";
  /** Those that hear each other, if nobody hears anybody of another side. */
  readonly sides: readonly (readonly string[])[];
}

/** One or two of four against the others, all apart, or two that do not hear each other, whose words others may pass on. */
function drawPartition(random: Random): Partition {
  const shuffled = all
    .map((node) => ({ node, at: random.below(1e9) }))
    .sort((a, b) => a.at - b.at)
    .map(({ node }) => node);
  const shape = random.pick(["one", "one", "two", "two", "apart", "pair"]);
  // All apart is said by two sides of the same nodes, one way.
  if (shape === "apart")
    return { between: [all, all], direction: "one-way", sides: all.map((node) => [node]) };
  if (shape === "pair") {
    const [a = "", b = ""] = shuffled;
    return { between: [[a], [b]], direction: "both", sides: [all] };
  }
  const size = shape === "one" ? 1 : 2;
  const [few, rest] = [shuffled.slice(0, size), shuffled.slice(size)];
  const between = random.below(2) === 0 ? ([few, rest] as const) : ([rest, few] as const);
  const direction = random.below(10) < 3 ? "one-way" : "both";
  return { between, direction, sides: [few, rest] };
}

const idOf = (index: number) => `partition-${index + 1}`;
const titleOf = ({ between, direction }: Partition) =>
  `${between.map((side) => side.join(" ")).join(" | ")}, ${direction}`;

/** It lasts until all is decided: a member is suspected after 1.5 s, and what was not agreed upon is given up after 3 s. */
function stepOf(partition: Partition, index: number) {
  const { between, direction } = partition;
  return {
    id: idOf(index),
    title: titleOf(partition),
    settle: "30s",
    break: { fault: "cut", between, direction },
    expect: [
      { check: "failing", probe: "at-g1", share: 0, tolerance: 1, after: "5s", during: "2s" },
    ],
  };
}

const lastStep = {
  id: "whole",
  title: "All hear each other",
  settle: "30s",
  watch: "1s",
  measure: writers.map((probe) => ({
    measure: "rows",
    as: `rows-of-${probe}`,
    probe,
    nodes: members,
    within: "10s",
  })),
  expect: writers.flatMap((probe) => [
    { check: "acknowledged-lost", probe, rows: `rows-of-${probe}`, points: 1 },
    { check: "identical", rows: `rows-of-${probe}`, points: 1 },
  ]),
};

/** What was under way when frames began to be dropped is of no side. */
const underWayNs = 50e6;

/** Whether a write that was sent to it since the cut was acknowledged before the cut was healed; undefined: no cut was made. */
function tookWrites(member: string, step: string, view: RunView): boolean | undefined {
  const since = view.faults.find((fault) => fault.step === step)?.effectNs;
  const until = view.steps.get(step)?.mendedNs;
  const series = view.series.get(writerOf(member));
  if (since === undefined || until === undefined || !series) return undefined;
  return [...series.between(since, until)].some(
    (sample) =>
      sample[4] === "ok" &&
      series.t0 + sample[2] * 1000 > since + underWayNs &&
      series.endNs(sample) < until,
  );
}

/**
 * The sides of which a member took writes. A write is acknowledged when every member of the primary component has it, so
 * two sides that do not hear each other and both take some are two primary components. Undefined: it could not be seen.
 */
function sidesThatTook({ sides }: Partition, index: number, view: RunView) {
  const took = sides.map((side) =>
    members.filter((one) => side.includes(one)).map((one) => tookWrites(one, idOf(index), view)),
  );
  if (took.flat().includes(undefined)) return undefined;
  return sides.filter((_, at) => took[at]?.includes(true));
}

interface Seen {
  readonly run: string;
  readonly steps: readonly {
    readonly id: string;
    readonly checks: readonly { readonly title: string; readonly verdict: string }[];
  }[];
}

async function play(partitions: readonly Partition[], mutant?: string) {
  const cwd = mkdtempSync(join(tmpdir(), "halab-bench-"));
  const steps = [...partitions.map(stepOf), lastStep];
  const dir = labWith({ lab: "galera", steps, mutant }, cwd);
  const args = ["run", dir, "--name", "bench-partitions", "--json"];
  const report = documentOf<Seen>(await command(args, { cwd, reject: false }));
  const runs = join(cwd, "runs");
  const view = RunView.of(readJournal(join(runs, `${report.run}-galera`, "journal.ndjson")));
  const took = partitions.map((partition, index) => sidesThatTook(partition, index, view));
  const whole = report.steps.find(({ id }) => id === lastStep.id)?.checks ?? [];
  return { took, whole, runs };
}

/** A side with more than half of the votes goes on; nobody else does. */
function majorityOf({ sides, direction }: Partition): readonly string[] | undefined {
  if (direction === "one-way") return undefined;
  return sides.find((side) => side.length > all.length / 2);
}

export async function benchPartitions(): Promise<void> {
  const count = Number(process.env["HALAB_PARTITIONS"] ?? 20);
  const random = new Random(Number(process.env["HALAB_SEED"] ?? 7));
  const partitions = Array.from({ length: count }, () => drawPartition(random));
  const { took, whole, runs } = await play(partitions);
  const kept = took.filter((sides) => sides !== undefined && sides.length < 2).length;
  const two = partitions.filter((_, index) => (took[index]?.length ?? 0) > 1);
  row(
    `${count} random partitions of galera`,
    `${kept} of ${count} without two primary components${two.map((one) => `; two: ${titleOf(one)}`).join("")} (${runs})`,
    "all of them",
    kept === count,
  );
  const passed = whole.filter(({ verdict }) => verdict === "pass").length;
  row(
    "acknowledged writes of all clients, and the members' rows, after them",
    `${passed} of ${lastStep.expect.length} checks passed: none is lost, and all members have the same`,
    "all of them",
    passed === lastStep.expect.length,
  );
  const due = partitions.flatMap((one, index) =>
    majorityOf(one) === undefined ? [] : [{ majority: majorityOf(one), took: took[index] }],
  );
  const served = due.filter((one) => one.majority && one.took?.includes(one.majority)).length;
  row(
    "of them those that leave a majority",
    `${served} of ${due.length} in which it took writes`,
    "all of them",
    served === due.length,
  );
  const control = partitions
    .filter(({ sides, direction }) => sides.length === 2 && direction === "both")
    .slice(0, 2);
  const wrong = await play(control, "both-go-on");
  const seen = wrong.took.filter((sides) => (sides?.length ?? 0) > 1).length;
  row(
    `${control.length} of them, of members that ignore the quorum`,
    `${seen} with two primary components (${wrong.runs})`,
    "at least one",
    seen > 0,
  );
}
