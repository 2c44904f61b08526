import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openBatch } from "../../../cli/grading/grade/batch.ts";
import type { LabSide } from "../../../cli/grading/grade/looked.ts";
import { differences, publishRegraded, regradeBatch } from "../../../cli/grading/grade/regrade.ts";
import { noRubric } from "../../../cli/grading/grade/rubric.ts";
import { editedLab } from "../../fixtures/labs.ts";
import { TempDir } from "../../fixtures/temp.ts";
import { filesOf, GradeBed, smallSide } from "./bed.ts";

/** Judged by this lab instead of the one that was played. */
function given(bed: GradeBed, side: LabSide) {
  const batch = openBatch(bed.dir);
  return { dir: bed.dir, batch, side, rubric: batch.rubric };
}

async function graded(): Promise<GradeBed> {
  const bed = await GradeBed.open();
  bed.begin(["good", "copy", "none"], {
    ...filesOf("good"),
    ...filesOf("copy"),
    "none/read.me": "nothing\n",
  });
  await bed.grade();
  return bed;
}

describe("a batch that is judged anew", () => {
  it("gives the same again while nothing has changed", async () => {
    using bed = await graded();
    const all = await regradeBatch(given(bed, bed.side));
    expect(all.map(differences)).toEqual([[], [], []]);
    const text = readFileSync(join(bed.dir, "good", "report.json"), "utf8");
    expect(`${JSON.stringify(all[0]?.report, null, 2)}\n`).toBe(text);
  });

  it("asks what the lab asks now, tells what is different, and publishes when it is told", async () => {
    using bed = await graded();
    using dir = new TempDir({
      "lab.yaml": editedLab(
        ["within: { formula: vrrp-crash }, points: 2 }", "within: 1s, points: 5 }"],
        ["step: failover, points: 1 }", "step: failover, points: 4 }"],
      ),
    });
    const options = given(bed, await smallSide(dir.path));
    const all = await regradeBatch(options);
    const said = [
      "failover: pass, 2 of 2, now fail, 0 of 5",
      "goodbye: pass, 1 of 1, now pass, 4 of 4",
    ];
    expect(all.map(differences)).toEqual([
      ["pass, now fail", ...said],
      ["pass, now fail", ...said],
      [
        "failover: skipped, 0 of 2, now skipped, 0 of 5",
        "goodbye: skipped, 0 of 1, now skipped, 0 of 4",
      ],
    ]);
    const stored = () => JSON.parse(readFileSync(join(bed.dir, "grades.json"), "utf8")).submissions;
    expect(stored()[0]).toMatchObject({ verdict: "pass", points: 6 });
    expect(existsSync(join(bed.dir, "grades.before.json"))).toBe(false);
    publishRegraded(options, all);
    expect(stored()[0]).toMatchObject({ verdict: "fail", points: 7, maxPoints: 12, tries: 1 });
    expect(stored()[1]).toMatchObject({ verdict: "fail", points: 7, same: "good" });
    const before = JSON.parse(readFileSync(join(bed.dir, "grades.before.json"), "utf8"));
    expect(before.submissions[0]).toMatchObject({ verdict: "pass", points: 6 });
    expect((await regradeBatch(options)).map(differences)).toEqual([[], [], []]);
  });

  it("weighs by another rubric", async () => {
    using bed = await graded();
    const rubric = { steps: { steady: 94, failover: 3, failback: 2, goodbye: 1 }, static: [] };
    const [good] = await regradeBatch({ ...given(bed, bed.side), rubric });
    expect(good?.result.row).toMatchObject({ points: 100, maxPoints: 100 });
  });

  it("keeps what a daemon's own checker refused, which is not asked again", async () => {
    using bed = await graded();
    const path = join(bed.dir, "good", "result.json");
    const said = "(/etc/keepalived/keepalived.conf: Line 3) Unknown keyword 'interfce'";
    const refusals = [{ node: "a", service: "keepalived", said }];
    const stored = JSON.parse(readFileSync(path, "utf8"));
    writeFileSync(path, JSON.stringify({ ...stored, tries: [], refusals }));
    const item = { title: "Daemons take it", rules: ["service/*"], files: [], points: 5 };
    const rubric = { ...noRubric, static: [item] };
    const [good] = await regradeBatch({ ...given(bed, bed.side), rubric });
    expect(good?.result).toMatchObject({ row: { static: { points: 0, maxPoints: 5 } }, refusals });
    expect(good?.result.row.reason).toContain("interfce");
  });
});
