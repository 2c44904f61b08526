import { describe } from "vitest";
import { Farm } from "../../../cli/grading/queue/open.ts";
import { openPglite } from "../../../cli/grading/queue/pglite.ts";
import { TempDir } from "../../fixtures/temp.ts";
import { queueContract } from "./contract.ts";

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
});
