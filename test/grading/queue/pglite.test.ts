import { describe, expect, it } from "vitest";
import { Farm } from "../../../cli/grading/queue/open.ts";
import { openPglite } from "../../../cli/grading/queue/pglite.ts";
import { TempDir } from "../../fixtures/temp.ts";
import { openMs, queueContract } from "./contract.ts";
import { result } from "./results.ts";

describe("a queue in a folder", () => {
  queueContract(async () => {
    const dir = new TempDir();
    const farm = await Farm.open(await openPglite(dir.path));
    return {
      farm,
      close: async () => {
        await farm[Symbol.asyncDispose]();
        dir[Symbol.dispose]();
      },
    };
  });

  it(
    "knows after a kill what was held and what is done; one that was half made is made anew",
    async () => {
      using dir = new TempDir();
      dir.write("data/PG_VERSION", "half");
      {
        await using before = await Farm.open(await openPglite(dir.path));
        const queue = before.queueOf("b");
        await queue.enqueue([{ id: "x" }, { id: "y" }]);
        const x = await queue.lease("waiting");
        if (x) await queue.complete(x, { result: result("x") });
        await queue.lease("waiting");
      }
      await using after = await Farm.open(await openPglite(dir.path));
      const queue = after.queueOf("b");
      expect((await queue.list()).map(({ id, state }) => [id, state])).toEqual([
        ["x", "done"],
        ["y", "leased"],
      ]);
      expect((await queue.held()).map(({ id, attempt }) => [id, attempt])).toEqual([["y", 1]]);
    },
    openMs,
  );
});
