import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { gradeSheet } from "../../../cli/grading/sheet.ts";
import { OneQueue } from "../../../cli/grading/slurm/one-queue.ts";
import { playOne } from "../../../cli/grading/slurm/play-one.ts";
import { prepareSlurm } from "../../../cli/grading/slurm/prepare.ts";
import { ranges, type SlurmJob, slurmScript } from "../../../cli/grading/slurm/script.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { TempDir } from "../../fixtures/temp.ts";
import { filesOf, GradeBed, scripted, tried } from "../grade/bed.ts";

const job: SlurmJob = {
  ...{ batch: "ab12", dir: "/home/ann/out", numbers: [1, 2, 3, 5, 7, 8], budgetMs: 600_000 },
  ...{ memoryMiB: 900, halab: ["/usr/bin/node", "/opt/ha lab's/bin/halab.js"] },
};

describe("an array job", () => {
  it.each([
    [[1], "1"],
    [[1, 2, 3, 5, 7, 8], "1-3,5,7-8"],
  ])("names %s as %s", (numbers, text) => {
    expect(ranges(numbers)).toBe(text);
  });

  it("has time for three tries, and memory for the cluster and halab", () => {
    const text = slurmScript(job);
    expect(text).toContain("#SBATCH --array=1-3,5,7-8\n#SBATCH --time=36\n");
    expect(text).toContain("#SBATCH --mem=1924M\n");
  });

  it("calls halab with what it was called with, whatever characters are in it", () => {
    using dir = new TempDir();
    const said = dir.write("halab", '#!/bin/sh\nprintf "%s\\n" "$@"\n');
    const halab = ["/bin/sh", said, "it's one word"];
    const script = dir.write("job.sh", slurmScript({ ...job, dir: "/a b", halab }));
    const env = { ...process.env, SLURM_ARRAY_TASK_ID: "5" };
    expect(execFileSync("bash", [script], { encoding: "utf8", env })).toBe(
      "it's one word\ngrade\n--resume\n/a b\n--one\n5\n",
    );
  });
});

describe("a queue of one", () => {
  it("takes nothing of an attempt that was followed by another", async () => {
    using dir = new TempDir({ "x/.keep": "" });
    const folder = join(dir.path, "x");
    const [first, second] = [new OneQueue("x", folder), new OneQueue("x", folder)];
    const lost = await first.lease("waiting");
    const mine = await second.lease("waiting");
    expect([lost?.attempt, mine?.attempt]).toEqual([1, 2]);
    if (!lost || !mine) throw new Error("no lease");
    expect([await first.heartbeat(lost), await second.heartbeat(mine)]).toEqual([false, true]);
    expect(await first.complete(lost, { again: [] })).toBe(false);
    expect(await second.complete(mine, "given back")).toBe(true);
    expect((await second.lease("waiting"))?.attempt).toBe(3);
  });
});

describe("a batch for Slurm", () => {
  it("is played one by one, in any order, and the sheet is made at the end", async () => {
    using bed = await GradeBed.open();
    bed.begin(["none", "x", "copy", "y"], {
      "none/read.me": "I had no time\n",
      ...filesOf("x"),
      ...filesOf("copy"),
      ...filesOf("y", "# by y\n"),
    });
    const { script = "", open } = await prepareSlurm(bed.options(), testCtx());
    expect(open).toBe(2);
    expect(readFileSync(script, "utf8")).toContain("#SBATCH --array=2,4\n");
    for (const number of [4, 2])
      expect((await playOne(number, bed.options(), testCtx()))?.row).toMatchObject({
        verdict: "pass",
        points: 6,
      });
    const never = async () => Promise.reject(new Error("nothing is left to be played"));
    const sheet = gradeSheet.parse(await bed.grade({ tryOnce: never }));
    expect(sheet.submissions.map(({ id, points, same }) => [id, points, same])).toEqual([
      ["none", 0, null],
      ["x", 6, null],
      ["copy", 6, "x"],
      ["y", 6, null],
    ]);
    expect((await prepareSlurm(bed.options(), testCtx())).script).toBeUndefined();
  });

  it("plays again what was not clear, by a new attempt each time, also after it was killed", async () => {
    using bed = await GradeBed.open();
    bed.begin(["x"], filesOf("x"));
    const { once, names } = scripted({ 1: [tried("unknown")] });
    const killed = new OneQueue("x", join(bed.dir, "x"));
    await killed.lease("waiting");
    const result = await playOne(1, bed.options({ tryOnce: once }), testCtx());
    expect(result?.tries.map(({ attempt, outcome }) => [attempt, outcome])).toEqual([
      [2, "unknown"],
      [3, "pass"],
    ]);
    expect(new Set(names).size).toBe(2);
    expect(existsSync(join(bed.dir, "x/turn.json"))).toBe(false);
  });

  it("has no number beyond its last, and none for what no node takes", async () => {
    using bed = await GradeBed.open();
    bed.begin(["none"], { "none/read.me": "I had no time\n" });
    await expect(playOne(2, bed.options(), testCtx())).rejects.toThrow(
      "has no number 2: 1 is its last",
    );
    await expect(playOne(1, bed.options(), testCtx())).rejects.toThrow("has its row already");
  });
});
