import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { HalabError } from "../../../cli/core/base/error.ts";
import type { Provider } from "../../../cli/core/cluster/provider.ts";
import { openBatch } from "../../../cli/grading/grade/batch.ts";
import { regradeBatch } from "../../../cli/grading/grade/regrade.ts";
import { gradeSheet } from "../../../cli/grading/sheet.ts";
import { createFake } from "../../fake/index.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { editedLab, labDir } from "../../fixtures/labs.ts";
import { TempDir } from "../../fixtures/temp.ts";
import { filesOf, GradeBed, openQueue, scripted, smallSide, tried } from "./bed.ts";

/** So many submissions, no two alike. */
function many(...ids: string[]): Record<string, string> {
  return Object.assign({}, ...ids.map((id) => filesOf(id, `# by ${id}\n`)));
}

describe("a batch", () => {
  // To open the database takes seconds, on a busy machine a minute.
  beforeAll(() => openQueue("", "none"), 120_000);

  it("is graded on fake clusters: each gets its report, copies and empty folders theirs", async () => {
    using bed = await GradeBed.open();
    bed.begin(["good", "copy", "none", "swapped"], {
      ...filesOf("good"),
      ...filesOf("copy"),
      "none/read.me": "I had no time\n",
      ...filesOf("swapped", "# priority 150\n"),
      "swapped/a/etc/keepalived/keepalived.conf": "priority 50\n",
    });
    const provider = createFake();
    const ctx = testCtx();
    const sheet = await bed.grade({ provider, ctx });
    expect(gradeSheet.parse(JSON.parse(JSON.stringify(sheet)))).toEqual(sheet);
    const [good, copy, none, swapped] = sheet.submissions;
    expect(good).toMatchObject({ verdict: "pass", points: 6, maxPoints: 6, tries: 1, same: null });
    expect(good?.report).toBe("good/report.json");
    expect(copy).toMatchObject({ verdict: "pass", points: 6, tries: 0, same: "good" });
    expect(none).toMatchObject({ verdict: "fail", points: 0, maxPoints: 6, tries: 0 });
    expect(none?.reason).toContain("there is no b/etc/keepalived/keepalived.conf");
    expect(swapped).toMatchObject({ verdict: "fail", maxPoints: 6 });
    expect(await provider.list(ctx)).toEqual([]);
    const stored = JSON.parse(readFileSync(join(bed.dir, "grades.json"), "utf8"));
    expect(stored).toEqual(JSON.parse(JSON.stringify(sheet)));
    const again = await regradeBatch({
      ...{ dir: bed.dir, side: bed.side, batch: openBatch(bed.dir) },
      rubric: openBatch(bed.dir).rubric,
    });
    expect(again.map(({ result }) => result.row)).toEqual(stored.submissions);
  });

  it("plays again alone what was not clear, at most three times, and shows all tries", async () => {
    using bed = await GradeBed.open();
    bed.begin(["x", "y", "z"], many("x", "y", "z"));
    const { once, names } = scripted({
      1: [tried("unknown")],
      2: [tried("unknown"), tried("unknown"), tried("unknown"), tried("pass")],
    });
    const sheet = await bed.grade({ tryOnce: once });
    const verdicts = sheet.submissions.map(({ verdict, points, tries }) => [
      verdict,
      points,
      tries,
    ]);
    expect(verdicts[1]).toEqual(["not gradable", null, 3]);
    expect(verdicts.map(([verdict]) => verdict)).toEqual(["pass", "not gradable", "pass"]);
    expect(names.map((name) => name.split("-").slice(2).join("-"))).toEqual([
      ...["1-1", "2-1", "3-1", "1-2", "2-2", "2-3"],
    ]);
    const kept = JSON.parse(readFileSync(join(bed.dir, "y", "result.json"), "utf8"));
    expect(kept.tries).toHaveLength(3);
  });

  it("grades all others when the host fails one, and gives that one no number", async () => {
    using bed = await GradeBed.open();
    bed.begin(["x", "y"], many("x", "y"));
    const host = tried("host");
    const { once } = scripted({ 1: [host, host, host] });
    const [x, y] = (await bed.grade({ tryOnce: once })).submissions;
    expect(x).toMatchObject({ verdict: "not gradable", points: null, maxPoints: 6, tries: 3 });
    expect(x?.reason).toBe("host as told, 3 times");
    expect(y).toMatchObject({ verdict: "pass" });
    const again = scripted({});
    const [mended] = (await bed.grade({ tryOnce: again.once, again: true })).submissions;
    expect(again.names).toHaveLength(1);
    expect(mended).toMatchObject({ verdict: "pass", tries: 1 });
  });

  it("ends when the host fails everybody, to be resumed", async () => {
    using bed = await GradeBed.open();
    const ids = ["x", "y", "z", "u", "v"];
    bed.begin(ids, many(...ids));
    const all = Object.fromEntries(ids.map((_, at) => [at + 1, [tried("host")]]));
    const lines = [{ name: "disk", value: "full", ok: false }];
    const broken: Provider = {
      ...createFake(),
      facts: async () => ({ ok: false, lines, vms: { ok: false, why: "" }, features: {} }),
    };
    await expect(bed.grade({ tryOnce: scripted(all).once, provider: broken })).rejects.toThrow(
      "could not play 3 submissions in a row",
    );
    const { once } = scripted({});
    const sheet = await bed.grade({ tryOnce: once });
    expect(sheet.submissions.map(({ verdict }) => verdict)).toEqual(ids.map(() => "pass"));
  });

  it("is resumed where it was stopped: each is graded once, and lost clusters go first", async () => {
    using bed = await GradeBed.open();
    const ids = ["x", "y", "z"];
    bed.begin([...ids, "copy"], { ...many(...ids), ...filesOf("copy", "# by x\n") });
    const gone = new HalabError("ENGINE_UNAVAILABLE", "the engine is gone");
    const first = scripted({ 2: [gone] });
    await expect(bed.grade({ tryOnce: first.once })).rejects.toThrow("the engine is gone");
    const graded = ids.filter((id) => existsSync(join(bed.dir, id, "result.json")));
    // One that was killed: its lease is held by nobody who lives.
    const killed = await (await openQueue("", openBatch(bed.dir).id)).lease("waiting");
    const removed: string[] = [];
    const fake = createFake();
    const provider: Provider = {
      ...fake,
      down: async (name, ctx) => {
        removed.push(name);
        return fake.down(name, ctx);
      },
    };
    // Killed between the first one's result and its copy's.
    rmSync(join(bed.dir, "copy"), { recursive: true, force: true });
    const second = scripted({});
    const sheet = await bed.grade({ tryOnce: second.once, provider });
    expect(second.names).toHaveLength(3 - graded.length);
    const place = ids.indexOf(killed?.id ?? "") + 1;
    expect(removed.map((name) => name.split("-").slice(2).join("-"))).toEqual([`${place}-2`]);
    const attempts = second.names.map((name) => name.split("-").slice(2).join("-"));
    expect(attempts).toContain(`${place}-3`);
    expect(attempts.filter((attempt) => !attempt.endsWith("-2"))).toEqual([`${place}-3`]);
    expect(sheet.submissions.map(({ verdict }) => verdict)).toEqual(Array(4).fill("pass"));
    expect(sheet.submissions[3]).toMatchObject({ same: "x" });
    const third = scripted({});
    expect(await bed.grade({ tryOnce: third.once })).toEqual(sheet);
    expect(third.names).toEqual([]);
  });

  it("plays again what failed on a machine that others kept busy, and believes it on a quiet one", async () => {
    using bed = await GradeBed.open();
    bed.begin(["x", "y"], many("x", "y"));
    const fail = tried("cannot start");
    const { once, names } = scripted({ 1: [fail], 2: [fail, fail] });
    const waiting = () => (names.length <= 3 ? 0.8 : 0);
    const [x, y] = (await bed.grade({ tryOnce: once, waiting })).submissions;
    expect(x).toMatchObject({ verdict: "pass", tries: 2 });
    expect(y).toMatchObject({ verdict: "fail", tries: 2 });
  });

  it("plays each student's variant, so that one content is not the same with other values", async () => {
    using bed = await GradeBed.open();
    const files = { ...filesOf("x"), ...filesOf("y"), ...filesOf("z") };
    const paramsFor = ({ id }: { readonly id: string }) => ({ vrid: id === "y" ? "10" : "11" });
    bed.begin(["x", "y", "z"], files, { paramsFor });
    const [vrids, { once, names }] = [[] as unknown[], scripted({})];
    const sheet = await bed.grade({
      tryOnce: (options, ctx) => {
        vrids.push(options.one.side.plan.params["vrid"]);
        return once(options, ctx);
      },
    });
    expect(names).toHaveLength(2);
    expect(vrids.sort()).toEqual([10, 11]);
    expect(sheet.submissions.map(({ same }) => same)).toEqual([null, null, "x"]);
  });

  it("counts a fail that does not start, with its reason, and by the course's rubric", async () => {
    using bed = await GradeBed.open();
    const rubric = {
      steps: { steady: 50 },
      static: [{ title: "VRRP", rules: ["keepalived/*"], files: [], points: 10 }],
    };
    bed.begin(["x"], filesOf("x"), { rubric });
    const { once } = scripted({ 1: [tried("cannot start")] });
    const [x] = (await bed.grade({ tryOnce: once })).submissions;
    expect(x).toMatchObject({ verdict: "fail", maxPoints: 64, tries: 1 });
    expect(x?.reason).toBe("cannot start as told");
    expect(x?.points).toBe(x?.static.points);
  });

  it("counts what a lab itself gives for files, and keeps it when it is judged anew", async () => {
    using lab = new TempDir();
    cpSync(labDir("small"), lab.path, { recursive: true });
    const given = `
static:
  - { title: The routers agree, rules: [keepalived], points: 4 }
  - { title: A file of one's own, files: ["a:/etc/keepalived/keepalived.conf"], points: 2 }
  - { title: Nobody has this, files: ["b:/usr/local/bin/*"], points: 3 }
`;
    writeFileSync(join(lab.path, "lab.yaml"), editedLab() + given);
    using bed = await GradeBed.open(await smallSide(lab.path));
    const empty = { "y/b/etc/keepalived/keepalived.conf": "priority 5\n" };
    bed.begin(["x", "y"], { ...filesOf("x"), ...filesOf("y"), ...empty });
    const { once } = scripted({ 1: [tried("cannot start")], 2: [tried("cannot start")] });
    const [x, y] = (await bed.grade({ tryOnce: once })).submissions;
    expect(x?.static).toEqual({ points: 6, maxPoints: 9 });
    expect(x).toMatchObject({ verdict: "fail", points: 6 });
    expect(y?.static).toEqual({ points: 2, maxPoints: 9 });
    const batch = openBatch(bed.dir);
    const again = await regradeBatch({ dir: bed.dir, side: bed.side, batch, rubric: batch.rubric });
    expect(again.map(({ result }) => result.row.static.points)).toEqual([6, 2]);
  });
});
