import { describe, expect, it } from "vitest";
import { templatesDir } from "../../../../cli/core/base/home.ts";
import { lintLimits } from "../../../../cli/core/lab/lint/limits.ts";
import { labNames, openLab } from "../../../../cli/core/lab/open.ts";
import { createRenderer } from "../../../../cli/render/render.ts";
import { editedLab, openDir } from "../../../fixtures/labs.ts";
import { TempDir } from "../../../fixtures/temp.ts";

async function remarksOn(...edits: readonly (readonly [from: string, to: string])[]) {
  using dir = new TempDir({ "lab.yaml": editedLab(...edits) });
  const { lab } = await openDir(dir.path);
  return lintLimits(lab).map((line) => line.replace(/^.*lab\.yaml:/, ""));
}

describe("points for what a formula allows", () => {
  it("without a limit are told, each with its place; a condition without points is not", async () => {
    const text = (check: string) =>
      `the timers of a student's daemons say how long \`${check}\` may take: say \`limit\`, too`;
    expect(await remarksOn()).toEqual([`38:47: ${text("outage")}`, `44:56: ${text("owners")}`]);
  });

  it("with a limit are none", async () => {
    const limited = [
      ["{ formula: vrrp-crash }, points: 2", "{ formula: vrrp-crash }, limit: 6s, points: 2"],
      ["plus: 200ms }, points: 1", "plus: 200ms }, limit: 6s, points: 1"],
    ] as const;
    expect(await remarksOn(...limited)).toEqual([]);
  });

  it("have one in every lab of ours", async () => {
    const renderer = createRenderer(templatesDir());
    for (const name of labNames())
      expect(lintLimits((await openLab(name, { renderer })).lab)).toEqual([]);
  });
});
