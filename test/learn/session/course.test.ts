import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { labsDir, templatesDir } from "../../../cli/core/base/home.ts";
import { loadCourse } from "../../../cli/core/lab/course.ts";
import { labNames } from "../../../cli/core/lab/open.ts";
import {
  courseState,
  labLine,
  labStateText,
  nextInCourse,
} from "../../../cli/learn/session/course.ts";
import { knownWorkspaces, rememberWorkspace } from "../../../cli/learn/session/known.ts";
import { findWorkspace } from "../../../cli/learn/workspace/open.ts";
import { updateProgress } from "../../../cli/learn/workspace/progress.ts";
import { createRenderer } from "../../../cli/render/render.ts";
import { TempDir } from "../../fixtures/temp.ts";

const renderer = createRenderer(templatesDir());

/** A workspace with nothing in it but its own file. */
function workspace(dir: TempDir, name: string, lab = "vrrp-failover"): { readonly root: string } {
  const root = join(dir.path, name);
  mkdirSync(root);
  const file = {
    schema: "halab/workspace/1",
    id: "0a1b2c",
    lab,
    params: {},
    lang: "en",
    halab: "0.1.0",
  };
  writeFileSync(join(root, "halab.json"), JSON.stringify(file));
  return { root };
}

describe("the workspaces that a student has", () => {
  it("are found from anywhere, the last one first; what is gone is dropped", async () => {
    using dir = new TempDir();
    const base = join(dir.path, "state");
    const [one, two] = [workspace(dir, "one"), workspace(dir, "two")];
    expect(knownWorkspaces(base)).toEqual([]);
    await rememberWorkspace(one, base);
    await rememberWorkspace(two, base);
    await rememberWorkspace(one, base);
    expect(knownWorkspaces(base).map(({ root }) => root)).toEqual([one.root, two.root]);
    rmSync(two.root, { recursive: true });
    writeFileSync(join(one.root, "halab.json"), "{");
    expect(knownWorkspaces(base)).toEqual([]);
  });

  it("are none where the list is broken, and the next one begins it anew", async () => {
    using dir = new TempDir();
    const base = dir.path;
    writeFileSync(join(base, "workspaces.json"), "no JSON");
    expect(knownWorkspaces(base)).toEqual([]);
    const one = workspace(dir, "one");
    await rememberWorkspace(one, base);
    expect(knownWorkspaces(base).map(({ root }) => root)).toEqual([one.root]);
  });
});

describe("the course", () => {
  it("has every lab once, with what was reached in it", async () => {
    using dir = new TempDir();
    const { root } = workspace(dir, "one");
    const steady = { verdict: "pass", points: 10, maxPoints: 10, at: "", tries: 1 } as const;
    const ws = findWorkspace(root);
    if (!ws) throw new Error("no workspace");
    await updateProgress(ws, (before) => ({ ...before, steps: { steady } }));
    const { parts } = await courseState("en", [ws], renderer);
    const labs = parts.flatMap((part) => part.labs);
    expect(new Set(labs.map(({ lab }) => lab)).size).toBe(labs.length);
    const lab = labs.find((one) => one.lab === "vrrp-failover");
    expect(lab).toMatchObject({ dir: root, passed: 1, points: 10, steps: 9, maxPoints: 100 });
    expect(lab && labStateText(lab, "en")).toBe("10 of 100 points, 1 of 9 steps");
    expect(lab && labStateText({ ...lab, dir: null }, "de")).toBe("nicht begonnen");
    expect(lab && labStateText({ ...lab, passed: 9 }, "hu")).toContain("minden lépés sikerült");
    const english = { language: "en", columns: 80 } as const;
    expect(lab && labLine(lab, english)).toBe(
      "vrrp-failover  Two load balancers, one address  (10 of 100 points, 1 of 9 steps)",
    );
    expect(lab && labLine({ ...lab, dir: null }, { ...english, columns: 70, names: 20 })).toBe(
      "vrrp-failover         Two load balancers, one address  (not begun)",
    );
    for (const columns of [30, 60, 77])
      for (const one of labs)
        expect(labLine({ ...one, dir: null }, { ...english, columns }).length).toBeLessThanOrEqual(
          Math.max(columns, `${one.lab}  (not begun)`.length),
        );
  });

  it("has every lab's title in each language", async () => {
    for (const lab of labNames()) {
      const text = readFileSync(join(labsDir(), lab, "lab.yaml"), "utf8");
      for (const language of ["de", "hu"])
        expect(text, lab).toMatch(new RegExp(`^title-${language}: .{5}`, "m"));
    }
    const { parts } = await courseState("de", [], renderer);
    expect(parts[0]?.labs[1]?.title).toBe("Zwei Lastverteiler, eine Adresse");
  });

  it("says what comes next, and nothing after the last", () => {
    const course = loadCourse("en");
    const all = course.parts.flatMap(({ labs }) => labs);
    expect(nextInCourse(all[0] ?? "", course)).toBe(all[1]);
    expect(nextInCourse(all.at(-1) ?? "", course)).toBeUndefined();
    expect(nextInCourse("none-of-them", course)).toBeUndefined();
  });
});
