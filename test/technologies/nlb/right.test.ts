import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { labsDir } from "../../../cli/core/base/home.ts";
import { diagnosed, linesOf } from "../../fixtures/diagnosis/diagnosed.ts";

const folder = join(import.meta.dirname, "right");
const lab = "balancer-distributed";

describe("configurations that look unusual and are right", () => {
  it.each(readdirSync(folder))("%s: no error, no warning", async (name) => {
    const found = await diagnosed(lab, [
      { dir: join(folder, name), render: false },
      { dir: join(labsDir(), lab, "solution"), render: true },
    ]);
    expect(linesOf(found).filter((line) => !line.startsWith("hint"))).toEqual([]);
  });
});
