import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { crmPath, planted } from "../corosync/planted.ts";

const right = join(import.meta.dirname, "right");

describe("what looks unusual and is right", () => {
  it.each(readdirSync(right))("%s", async (name) => {
    const text = readFileSync(join(right, name), "utf8");
    for (const eol of ["\n", "\r\n"]) {
      const found = await planted({ file: crmPath, edit: () => text.replaceAll("\n", eol) });
      expect(found.filter((line) => !line.startsWith("hint"))).toEqual([]);
    }
  });
});
