import { existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { type GradeSheet, gradeSheet } from "../../../cli/grading/sheet.ts";
import { type CliResult, openBed } from "../../engine/cli.ts";
import { pairWith } from "../../engine/made-labs.ts";
import { engineDescribe } from "../../engine/require.ts";
import { countOf, residue, sweep } from "../../engine/residue.ts";
import { handIn, nginx, rightAnswer, steps } from "./web-pair.ts";

engineDescribe("docker", "halab grade", () => {
  const bed = openBed();
  let batches: string[] = [];

  function sheetOf({ stdout }: CliResult): GradeSheet {
    const sheet = gradeSheet.parse(JSON.parse(stdout));
    batches.push(sheet.batch);
    return sheet;
  }

  afterEach(async () => {
    for (const batch of batches) {
      const left = await residue(`g-${batch}`, bed.state);
      await sweep(`g-${batch}`, bed.state);
      expect(left).toEqual([]);
    }
    batches = [];
  });

  // Beside others each may be played three times.
  const deadlineMs = 450_000;

  it("gives a right answer its points, a wrong one the rest, and everybody a reason", {
    timeout: deadlineMs + 60_000,
  }, async () => {
    const lab = pairWith(bed, "graded", steps);
    const good = nginx('location / { return 200 "well\\n"; }');
    const paths = handIn(bed.dir, {
      good,
      copy: good,
      wrong: nginx("location / { return 503; }"),
      unstartable: nginx("nonsense here;"),
    });
    mkdirSync(join(bed.dir, "empty"));
    const args = ["grade", lab, ...paths, join(bed.dir, "empty"), "--out", "out", "--json"];
    const result = await bed.halab(args, { deadlineMs });
    expect(result.exitCode, result.stderr).toBe(0);
    const [first, copy, wrong, unstartable, empty] = sheetOf(result).submissions;
    expect(first).toMatchObject({ id: "good", verdict: "pass", points: 20, maxPoints: 20 });
    expect(copy).toMatchObject({ verdict: "pass", points: 20, tries: 0, same: "good" });
    expect(wrong).toMatchObject({ verdict: "fail", points: 0, report: "out/wrong/report.json" });
    expect(unstartable).toMatchObject({ verdict: "fail", points: 0, maxPoints: 20 });
    expect(unstartable?.reason).toContain("nonsense");
    expect(empty).toMatchObject({ verdict: "fail", points: 0, tries: 0 });
    expect(empty?.reason).toContain("it holds no files");
    expect(existsSync(join(bed.dir, "out/good/report.html"))).toBe(true);
    const regraded = await bed.json(["regrade", "out", "--json"]);
    expect(regraded).toMatchObject({
      published: false,
      submissions: Array(5).fill({ why: [] }),
    });
  });

  it("killed with a cluster up, it grades the rest when it is resumed, and leaves nothing", async () => {
    const lab = pairWith(bed, "killed", steps);
    const answers = ["one", "two", "three"];
    const all = answers.map((name) => [name, rightAnswer(name)]);
    const paths = handIn(bed.dir, Object.fromEntries(all));
    const run = bed.start(["grade", lab, ...paths, "--out", "half", "--jobs", "1"]);
    await run.line(/1\/3 one/);
    const { id } = JSON.parse(readFileSync(join(bed.dir, "half/batch.json"), "utf8"));
    await expect.poll(() => countOf(`g-${id}-2`), { timeout: 30_000 }).toBeGreaterThan(0);
    run.kill("SIGKILL");
    await run.done;
    const before = statSync(join(bed.dir, "half/one/result.json")).mtimeMs;
    const resumed = await bed.halab(["grade", "--resume", "half", "--json"]);
    expect(resumed.exitCode, resumed.stderr).toBe(0);
    const { submissions } = sheetOf(resumed);
    expect(submissions.map(({ id, verdict, points }) => [id, verdict, points])).toEqual(
      answers.map((name) => [name, "pass", 20]),
    );
    expect(statSync(join(bed.dir, "half/one/result.json")).mtimeMs).toBe(before);
    expect(
      JSON.parse(readFileSync(join(bed.dir, "half/grades.json"), "utf8")).submissions,
    ).toHaveLength(3);
  });
});
