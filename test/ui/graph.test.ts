import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { said } from "../fixtures/said.ts";
import { TempDir } from "../fixtures/temp.ts";

async function drawn(name: string, ...more: string[]): Promise<string> {
  using dir = new TempDir();
  const file = join(dir.path, name);
  const { exitCode, stdout, stderr } = await said("graph", "lvs-dr", "-o", file, ...more);
  expect([exitCode, stdout, stderr]).toEqual([0, "", ""]);
  return readFileSync(file, "utf8");
}

describe("halab graph -o", () => {
  it.each([
    ["x.svg", /^<svg [\s\S]*<\/svg>\n$/],
    ["x.dot", /^graph lab \{/],
    ["x.gv", /^graph lab \{/],
    ["x.mmd", /^flowchart TB/],
    ["x.txt", /^lvs-dr: /],
    ["x", /^lvs-dr: /],
    ["x.SVG", /^<svg /],
  ])("writes %s as its ending says", async (name, begin) => {
    expect(await drawn(name)).toMatch(begin);
  });

  it("writes what is asked for, whatever the ending", async () => {
    expect(await drawn("x.txt", "--format", "dot")).toMatch(/^graph lab/);
  });

  it("refuses an ending that it does not know, and names those that it does", async () => {
    using dir = new TempDir();
    const file = join(dir.path, "x.png");
    const { exitCode, stderr } = await said("graph", "lvs-dr", "-o", file);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('nothing is drawn for ".png"');
    expect(stderr).toMatch(/hint: .*\.svg/);
    expect(existsSync(file)).toBe(false);
  });

  it("an SVG has a background and ink of its own, so that it is read on any page", async () => {
    const svg = await drawn("x.svg");
    const [head = ""] = svg.split("</title>");
    expect(head).toContain(' color="#1d2125"');
    const first = svg.slice(svg.indexOf("</title>") + "</title>".length).trimStart();
    expect(first).toMatch(/^<rect width="100%" height="100%" fill="#ffffff"\/>/);
  });
});
