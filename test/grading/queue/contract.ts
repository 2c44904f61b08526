/** What every queue keeps to, whatever it is kept in. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { BossQueue } from "../../../cli/grading/queue/boss-queue.ts";
import type { Farm } from "../../../cli/grading/queue/open.ts";
import type { Lease, Line } from "../../../cli/grading/queue/queue.ts";
import { record, result } from "./results.ts";

interface Bed {
  /** As another host opens it, or another process after this one. */
  readonly farm: Farm;
  readonly close: () => Promise<void>;
}

/** On a machine that is busy with something else. */
export const openMs = 120_000;

async function leased(queue: BossQueue, line: Line = "waiting"): Promise<Lease> {
  const lease = await queue.lease(line);
  if (!lease) throw new Error(`nothing is ${line}`);
  return lease;
}

export function queueContract(open: () => Promise<Bed>): void {
  let bed: Bed;
  let batches = 0;
  beforeAll(async () => {
    bed = await open();
  }, openMs);
  afterAll(async () => {
    await bed?.close();
  });

  async function queueOf(...ids: string[]): Promise<BossQueue> {
    batches += 1;
    const queue = bed.farm.queueOf(`b${batches}`);
    await queue.enqueue(ids.map((id) => ({ id })));
    return queue;
  }

  /** Its holder has said nothing for longer than a lease lasts, by the server's clock; then somebody looks. */
  async function lapse(lease: Lease): Promise<void> {
    const { rows } = await bed.farm.database.executeSql(
      `UPDATE pgboss.job SET heartbeat_on = heartbeat_on - interval '31 s'
       WHERE state = 'active' AND id IN (SELECT job FROM halab.item WHERE batch = $1 AND id = $2) RETURNING id`,
      [`b${batches}`, lease.id],
    );
    expect(rows).toHaveLength(1);
    // pg-boss looks at a queue once in a second at most.
    await bed.farm.database.executeSql(
      "UPDATE pgboss.queue SET monitor_claim_on = NULL, monitor_on = NULL",
    );
  }

  it("gives each out once, the first in line first, and what is not clear again", async () => {
    const queue = await queueOf("x", "y", "z");
    const [x, y] = [await leased(queue), await leased(queue)];
    expect([x.id, y.id]).toEqual(["x", "y"]);
    expect(await queue.complete(y, { again: [record] })).toBe(true);
    expect(await queue.complete(x, { result: result("x") })).toBe(true);
    expect(await queue.list()).toEqual([
      { id: "x", state: "done", attempt: 1, tries: [record] },
      { id: "y", state: "again", attempt: 1, tries: [record] },
      { id: "z", state: "waiting", attempt: 0, tries: [] },
    ]);
    expect(await leased(queue, "again")).toEqual({
      ...{ id: "y", line: "again", attempt: 2, tries: [record] },
    });
    expect(await queue.lease("again")).toBeUndefined();
    expect((await leased(queue)).id).toBe("z");
    expect(await queue.lease("waiting")).toBeUndefined();
    expect((await queue.resultOf("x"))?.result).toEqual(result("x"));
  });

  it("takes in what it has already without a change, and what is new behind it", async () => {
    const queue = await queueOf("x", "y");
    const x = await leased(queue);
    await queue.enqueue([{ id: "y" }, { id: "x" }, { id: "new" }]);
    expect((await queue.list()).map(({ id, state }) => [id, state])).toEqual([
      ["x", "leased"],
      ["y", "waiting"],
      ["new", "waiting"],
    ]);
    expect(await queue.complete(x, { result: result("x") })).toBe(true);
    await queue.enqueue([{ id: "x" }]);
    expect((await leased(queue)).id).toBe("y");
    expect((await leased(queue)).id).toBe("new");
    expect(await queue.lease("waiting")).toBeUndefined();
  });

  it("gives out a lease that lapsed once more, and takes nothing from who held it", async () => {
    const queue = await queueOf("x", "y");
    const first = await leased(queue);
    await lapse(first);
    const second = await leased(queue);
    expect(second).toMatchObject({ id: "x", attempt: 2 });
    expect(await queue.heartbeat(first)).toBe(false);
    expect(await queue.complete(first, { result: result("x") })).toBe(false);
    expect(await queue.complete(first, { again: [record] })).toBe(false);
    expect(await queue.complete(first, "given back")).toBe(false);
    expect(await queue.resultOf("x")).toBeUndefined();
    expect(await queue.heartbeat(second)).toBe(true);
    expect(await queue.complete(second, { result: result("x") })).toBe(true);
    expect(await queue.complete(second, { result: result("x") })).toBe(false);
  });

  it("takes nothing from a lease that lapsed though nobody has taken it since", async () => {
    const queue = await queueOf("x", "y");
    const x = await leased(queue);
    await leased(queue);
    await lapse(x);
    expect(await queue.lease("again")).toBeUndefined();
    expect(await queue.complete(x, { result: result("x") })).toBe(false);
    expect((await queue.list())[0]).toMatchObject({ id: "x", state: "waiting", attempt: 1 });
  });

  it("gives up what was lost twice, and no lease that was given back counts for that", async () => {
    const queue = await queueOf("x");
    for (const attempt of [1, 2, 3]) {
      const lease = await leased(queue);
      expect(lease.attempt).toBe(attempt);
      expect(await queue.complete(lease, "given back")).toBe(true);
    }
    await lapse(await leased(queue));
    await lapse(await leased(queue));
    expect(await queue.lease("waiting")).toBeUndefined();
    expect(await queue.list()).toEqual([{ id: "x", state: "lost", attempt: 5, tries: [] }]);
    await queue.anew(["x"]);
    expect(await leased(queue)).toMatchObject({ id: "x", attempt: 6, tries: [] });
  });

  it("keeps a result, what its run left, and the lease's end together, or none of them", async () => {
    const queue = await queueOf("x");
    const x = await leased(queue);
    const run = Buffer.from("journal");
    await bed.farm.database.executeSql(
      "ALTER TABLE halab.payload ADD CONSTRAINT none CHECK (content IS NULL) NOT VALID",
    );
    try {
      await expect(queue.complete(x, { result: result("x"), run })).rejects.toThrow("none");
    } finally {
      await bed.farm.database.executeSql("ALTER TABLE halab.payload DROP CONSTRAINT none");
    }
    expect(await queue.resultOf("x")).toBeUndefined();
    expect((await queue.list())[0]?.state).toBe("leased");
    expect(await queue.complete(x, { result: result("x"), run })).toBe(true);
    expect((await queue.resultOf("x"))?.run).toMatch(/^[0-9a-f]{64}$/);
  });

  it("tells who comes after a killed one what it held", async () => {
    const queue = await queueOf("x", "y");
    await leased(queue);
    const after = bed.farm.queueOf(`b${batches}`);
    const [x, ...others] = await after.held();
    expect([x?.id, x?.attempt, others]).toEqual(["x", 1, []]);
    if (x) await after.takeBack(x, { counted: false });
    expect(await after.held()).toEqual([]);
    expect(await leased(after)).toMatchObject({ id: "x", attempt: 2 });
  });
}
