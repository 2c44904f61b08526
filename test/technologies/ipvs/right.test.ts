import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { labsDir } from "../../../cli/core/base/home.ts";
import { diagnosed, linesOf } from "../../fixtures/diagnosis/diagnosed.ts";

const folder = join(import.meta.dirname, "right");
const all = readdirSync(folder).flatMap((lab) =>
  readdirSync(join(folder, lab)).map((name): [string, string] => [lab, name]),
);

describe("configurations that look unusual and are right", () => {
  it.each(all)("%s/%s: no error, no warning", async (lab, name) => {
    const found = await diagnosed(lab, [
      { dir: join(folder, lab, name), render: false },
      { dir: join(labsDir(), lab, "solution"), render: true },
    ]);
    expect(linesOf(found).filter((line) => !line.startsWith("hint"))).toEqual([]);
  });
});
