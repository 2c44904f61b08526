import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ownerId } from "../../../cli/core/state/process-identity.ts";
import { isStarting, markStarting, othersStarted } from "../../../cli/core/state/starting.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { TempDir } from "../../fixtures/temp.ts";

it("a start is under way until its mark goes", async () => {
  using temp = new TempDir();
  const base = temp.path;
  expect(isStarting(base)).toBe(false);
  {
    using _one = markStarting("one", base);
    using _two = markStarting("two", base);
    expect(isStarting(base)).toBe(true);
  }
  expect(isStarting(base)).toBe(false);
  await othersStarted(testCtx(), base);
});

it("the mark of a halab that was killed does not count, and goes", () => {
  using temp = new TempDir();
  const base = temp.path;
  mkdirSync(join(base, "starting"));
  writeFileSync(join(base, "starting", "dead.1"), ownerId().replace(/^\d+/, "4194305"));
  expect(isStarting(base)).toBe(false);
  expect(readdirSync(join(base, "starting"))).toEqual([]);
});

it("a mark that is being written counts, and one that has just gone does not hide another", () => {
  using temp = new TempDir();
  const base = temp.path;
  const folder = join(base, "starting");
  mkdirSync(folder);
  // As if it had gone after the folder was read.
  symlinkSync(join(folder, "nowhere"), join(folder, "a.1"));
  expect(isStarting(base)).toBe(false);
  writeFileSync(join(folder, "b.2"), "");
  expect(isStarting(base)).toBe(true);
});

it("a start that takes too long keeps nobody waiting", async () => {
  using temp = new TempDir();
  const base = temp.path;
  using _mark = markStarting("slow", base);
  const ctx = testCtx();
  await othersStarted(ctx, base);
  expect(isStarting(base)).toBe(true);
  expect(ctx.said.map(({ text }) => text)).toEqual([
    "waiting for other clusters to start",
    "other clusters still start: going on beside them",
  ]);
});
