/** How much is done for a submission of very many things, in counts: none of it may hold up who waits for an answer. */
import { linkSync, mkdirSync } from "node:fs";
import { join, posix } from "node:path";
import { expect, it, vi } from "vitest";
import { Folder } from "../../../../cli/core/lab/submission/folder.ts";
import { pathsIn } from "../../../../cli/core/lab/submission/look.ts";
import { right, SubmissionDir } from "../../../fixtures/submission.ts";
import { TempDir } from "../../../fixtures/temp.ts";

/** So many files of one folder, which share their bytes. */
function fill(folder: string, count: number, one: string): void {
  mkdirSync(folder, { recursive: true });
  for (let at = 0; at < count; at += 1) linkSync(one, join(folder, `${at}`));
}

/** How often a path was held against a pattern while `work` was done. */
async function matchesOf(work: () => Promise<unknown>): Promise<number> {
  const matches = vi.spyOn(posix, "matchesGlob");
  try {
    await work();
    return matches.mock.calls.length;
  } finally {
    matches.mockRestore();
  }
}

it("what a stray file may have been meant for is asked only of those that are told", async () => {
  using dir = new SubmissionDir();
  const one = dir.write("one", "");
  fill(join(dir.mine, "a/opt/deep/deeper/deepest"), 300, one);
  let said = "";
  const matches = await matchesOf(async () => {
    said = await dir.said();
  });
  expect(said.match(/the nearest that it takes/g)).toHaveLength(20);
  expect(said).toContain("and 280 more of this kind");
  // Of one that is told: 5 ends of its path, below 5 folders that are open or lead there, and 2 patterns.
  expect(matches).toBeLessThanOrEqual(20 * 5 * 5 * 2);
});

it("what lies beside nodes' folders is held against patterns only where they may fit", async () => {
  using dir = new SubmissionDir(right);
  const one = dir.write("one", "");
  for (const name of ["docs", "notes", "old"]) fill(join(dir.mine, name, "a/b/c"), 50, one);
  expect(await matchesOf(() => dir.plan())).toBe(0);
});

it("of all folders beside the nodes' together so many entries are looked at", () => {
  using dir = new TempDir({ one: "" });
  for (const name of ["a", "b"]) fill(join(dir.path, name), 100, join(dir.path, "one"));
  using folder = Folder.open(dir.path);
  const budget = { left: 150 };
  expect(pathsIn(folder, "a", budget)).toHaveLength(100);
  expect(budget.left).toBe(50);
  expect(pathsIn(folder, "b", budget)).toHaveLength(50);
  expect(pathsIn(folder, "a", budget)).toHaveLength(0);
});
