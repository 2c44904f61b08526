import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ownerId } from "../../../cli/core/state/process-identity.ts";
import { keepCheck } from "../../../cli/learn/workspace/evidence.ts";
import {
  type Progress,
  readProgress,
  updateProgress,
} from "../../../cli/learn/workspace/progress.ts";
import { locked, tryLock, writeError, writeWhole } from "../../../cli/learn/workspace/store.ts";
import { TempDir } from "../../fixtures/temp.ts";

const workspaceIn = (temp: TempDir) => ({ root: temp.path, lang: "en" as const });

const step = {
  verdict: "pass",
  points: 4,
  maxPoints: 6,
  at: "2026-11-29T10:00:00Z",
  tries: 2,
} as const;

function checked(ws: { root: string }, name: string): void {
  const { verdict, points, maxPoints, at, tries } = step;
  const about = {
    schema: "halab/check/1",
    step: name,
    at,
    halab: "0.1.0",
    run: "r",
    best: points,
  } as const;
  keepCheck(ws, { ...about, verdict, points, maxPoints, tries, files: {}, report: {} });
}

const withHint = (before: Progress): Progress => {
  const known = before.hints["steady"] ?? 0;
  return { ...before, hints: { ...before.hints, steady: known + 1 } };
};

describe("progress", () => {
  it("begins with nothing, and is what was written", async () => {
    using temp = new TempDir();
    const ws = workspaceIn(temp);
    expect(readProgress(ws)).toEqual({
      progress: { steps: {}, hints: {}, predictions: {}, answers: {} },
      notes: [],
    });
    await updateProgress(ws, (before) => ({
      ...before,
      steps: { steady: step },
      readUpTo: "steady",
    }));
    const { progress } = readProgress(ws);
    expect(progress).toMatchObject({ steps: { steady: step }, readUpTo: "steady" });
    expect(JSON.parse(readFileSync(join(temp.path, ".halab/progress.json"), "utf8"))).toMatchObject(
      {
        schema: "halab/progress/1",
      },
    );
  });

  it.each(["", "{", '{"schema":"halab/progress/1","steps":{"steady":{"points":"four"}}}'])(
    "that is broken is kept aside and comes back from the checks (%j)",
    (text) => {
      using temp = new TempDir({ ".halab/progress.json": text });
      const ws = workspaceIn(temp);
      checked(ws, "steady");
      writeFileSync(join(temp.path, ".halab/checks/broken.json"), "{");
      const { progress, notes } = readProgress(ws);
      expect(progress.steps).toEqual({ steady: step });
      expect(notes).toEqual([
        expect.stringContaining("was broken and is kept as progress.json.broken-1"),
      ]);
      expect(readFileSync(join(temp.path, ".halab/progress.json.broken-1"), "utf8")).toBe(text);
      expect(readProgress(ws)).toEqual({ progress, notes: [] });
    },
  );

  it("that was removed comes back from the checks", () => {
    using temp = new TempDir();
    checked(workspaceIn(temp), "steady");
    const { progress, notes } = readProgress(workspaceIn(temp));
    expect(progress.steps).toEqual({ steady: step });
    expect(notes).toHaveLength(1);
  });

  it("of a newer halab is refused, and stays as it is", () => {
    using temp = new TempDir({ ".halab/progress.json": '{"schema":"halab/progress/2"}' });
    expect(() => readProgress(workspaceIn(temp))).toThrow("a newer halab wrote it");
    expect(readdirSync(join(temp.path, ".halab"))).toEqual(["progress.json"]);
  });

  it("of two sessions at once counts what both did", async () => {
    using temp = new TempDir();
    const ws = workspaceIn(temp);
    await Promise.all(Array.from({ length: 20 }, () => updateProgress(ws, withHint)));
    expect(readProgress(ws).progress.hints).toEqual({ steady: 20 });
    expect(readdirSync(join(temp.path, ".halab"))).toEqual(["progress.json"]);
  });
});

describe("a lock", () => {
  it("is one's own until the work is done, whatever becomes of it", async () => {
    using temp = new TempDir();
    const file = join(temp.path, "x");
    const failing = locked(file, () => {
      expect(tryLock(`${file}.lock`)).toBeUndefined();
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    using free = tryLock(`${file}.lock`);
    expect(free).toBeDefined();
  });

  it("of a process that was killed does not count", async () => {
    using temp = new TempDir();
    const file = join(temp.path, "x");
    const { pid } = spawnSync("true");
    writeFileSync(`${file}.lock`, ownerId().replace(/^\d+\/\d+/, `${pid}/1`));
    expect(await locked(file, () => 1)).toBe(1);
    expect(existsSync(`${file}.lock`)).toBe(false);
  });
});

describe("a file that is written", () => {
  it("is the old one, whole, where writing fails", () => {
    using temp = new TempDir({ "file/inside": "" });
    expect(() => writeWhole(join(temp.path, "file"), "new")).toThrow();
    expect(readdirSync(temp.path)).toEqual(["file"]);
  });

  it("is told of in words where the disk is full", () => {
    const error = Object.assign(new Error("no space"), { code: "ENOSPC" });
    expect(writeError("/w/progress.json", error)).toMatchObject({
      code: "CAPABILITY_MISSING",
      message: "the disk is full: /w/progress.json was not written",
      details: ["what was there before is unchanged"],
    });
    const other = new Error("x");
    expect(writeError("/w/x", other)).toBe(other);
  });
});
