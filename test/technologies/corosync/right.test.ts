import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Bed, beds, planted } from "./planted.ts";

const right = join(import.meta.dirname, "right");

function bedOf(folder: string): Bed {
  return folder.split("-")[0] === "two" ? "two" : "three";
}

describe("what looks unusual and is right", () => {
  it("is of every bed", () => {
    expect(new Set(readdirSync(right).map(bedOf)).size).toBe(Object.keys(beds).length);
  });

  it.each(readdirSync(right))("%s", async (folder) => {
    const text = readFileSync(join(right, folder, "corosync.conf"), "utf8");
    for (const eol of ["\n", "\r\n"]) {
      const edit = () => text.replaceAll("\n", eol);
      expect(await planted({ bed: bedOf(folder), edit })).toEqual([]);
    }
  });
});
