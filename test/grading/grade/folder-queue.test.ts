import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { TryRecord } from "../../../cli/grading/grade/fair.ts";
import { FolderQueue, holdBatch, resultIn } from "../../../cli/grading/grade/folder-queue.ts";
import type { Lease } from "../../../cli/grading/grade/queue.ts";
import type { Result } from "../../../cli/grading/grade/result.ts";
import { TempDir } from "../../fixtures/temp.ts";

const record: TryRecord = {
  ...{ attempt: 1, outcome: "unknown", said: "late", failed: [], run: null },
  ...{ beside: 1, short: false, crowded: false, tookMs: 1 },
};

function result(id: string): Result {
  const points = { points: 1, maxPoints: 1 };
  const none = { same: null, report: null, firstCause: null, steps: [], reason: null };
  const row = { id, verdict: "pass" as const, ...points, static: points, tries: 1, ...none };
  return { schema: "halab/graded/1", row, tries: [record] };
}

async function queueOf(dir: string, ...ids: string[]): Promise<FolderQueue> {
  const queue = new FolderQueue(dir, (id) => id);
  await queue.enqueue(ids);
  return queue;
}

async function leased(queue: FolderQueue, line: "waiting" | "again" = "waiting"): Promise<Lease> {
  const lease = await queue.lease(line);
  if (!lease) throw new Error(`nothing is ${line}`);
  return lease;
}

describe("a queue in a folder", () => {
  it("gives each out once, in order, and what is not clear again", async () => {
    using dir = new TempDir();
    const queue = await queueOf(dir.path, "x", "y");
    const [x, y] = [await leased(queue), await leased(queue)];
    expect([x.id, y.id, await queue.lease("waiting")]).toEqual(["x", "y", undefined]);
    expect(await queue.complete(x, { result: result("x") })).toBe(true);
    expect(await queue.complete(y, { again: [record] })).toBe(true);
    expect(await queue.list()).toEqual([
      { id: "x", state: "done", attempt: 1 },
      { id: "y", state: "again", attempt: 1 },
    ]);
    expect(await leased(queue, "again")).toEqual({ id: "y", attempt: 2, tries: [record] });
  });

  it("knows after a kill what is done, what was held, and what was tried", async () => {
    using dir = new TempDir();
    const before = await queueOf(dir.path, "x", "y", "z");
    await before.complete(await leased(before), { result: result("x") });
    await before.complete(await leased(before), { again: [record] });
    await leased(before);
    const after = await queueOf(dir.path, "x", "y", "z");
    expect((await after.list()).map(({ state }) => state)).toEqual(["done", "again", "waiting"]);
    expect(after.lost()).toEqual([{ id: "z", attempt: 1 }]);
    expect(await leased(after)).toMatchObject({ id: "z", attempt: 2 });
    expect(resultIn(join(dir.path, "x"))?.row.id).toBe("x");
    expect(existsSync(join(dir.path, "x", "lease.json"))).toBe(false);
  });

  it("takes nothing from whose lease is not the last one", async () => {
    using dir = new TempDir();
    const queue = await queueOf(dir.path, "x");
    const first = await leased(queue);
    await queue.heartbeat(first);
    await queue.complete(first, { again: [record] });
    const second = await leased(queue, "again");
    expect(await queue.complete(first, { result: result("x") })).toBe(false);
    expect(resultIn(join(dir.path, "x"))).toBeUndefined();
    expect(await queue.complete(second, { result: result("x") })).toBe(true);
    expect(await queue.complete(second, { result: result("x") })).toBe(false);
  });

  it("is held by one halab at a time", () => {
    using dir = new TempDir();
    {
      using _ = holdBatch(dir.path);
      expect(() => holdBatch(dir.path)).toThrow("being graded by another halab");
    }
    using _again = holdBatch(dir.path);
    dir.write(".halab/lock.json", JSON.stringify({ owner: "999999/1/x/y" }));
    expect(() => holdBatch(dir.path)[Symbol.dispose]()).not.toThrow();
  });
});
