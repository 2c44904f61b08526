import { expect, it } from "vitest";
import { holdBatch } from "../../../cli/grading/grade/hold.ts";
import { TempDir } from "../../fixtures/temp.ts";

it("lets one halab at a time into a batch's folder; a killed one holds nothing", () => {
  using dir = new TempDir();
  {
    using _ = holdBatch(dir.path);
    expect(() => holdBatch(dir.path)).toThrow("being graded by another halab");
  }
  using _again = holdBatch(dir.path);
  dir.write(".halab/lock.json", JSON.stringify({ owner: "999999/1/x/y" }));
  expect(() => holdBatch(dir.path)[Symbol.dispose]()).not.toThrow();
});
