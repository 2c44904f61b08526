import { expect, it } from "vitest";
import { watching } from "../../../cli/learn/session/watching.ts";
import { checkOn } from "../../../cli/learn/work/check.ts";
import { ourRenderer } from "../../../cli/render/ours.ts";
import { LittleLab } from "../little.ts";
import { fakeDesk } from "./fake-desk.ts";

async function watched(linear: boolean) {
  using little = new LittleLab();
  const up = await little.up();
  const desk = fakeDesk({ columns: 80, rows: 24 }, []);
  const lines: string[] = [];
  const plain = {
    style: () => ({ ...desk.style(), linear: true as const }),
    canvas: () => undefined,
    say: (line: string) => void lines.push(line),
  };
  const { ws, lab, plan, cluster, ctx } = up;
  const seat = {
    ...{ ws, lab, plan, dir: "work", renderer: ourRenderer(), chapters: [] },
    desk: linear ? { ...desk, ...plain } : desk,
    status: () => Promise.reject(new Error("nobody asks")),
    ctx: () => ctx,
  };
  const checked = await watching(seat, (inner, listeners = []) =>
    checkOn({ ws, lab, plan, cluster, wanted: ["failover"], listeners }, inner),
  );
  return { checked, screens: desk.screens, lines };
}

it("a step that is played shows owner, roles, answers and the fault, until it is over", async () => {
  const { checked, screens } = await watched(false);
  expect(checked.report.verdict).toBe("pass");
  const during = screens.filter((text) => text.includes("power-off a"));
  expect(during.length).toBeGreaterThan(10);
  expect(during.at(-1)).toMatch(/^vip 10\.9\.0\.100 {3}b {3}for/m);
  expect(during.at(-1)).toMatch(/^a +OFF/m);
  expect(during.at(-1)).toMatch(/^site .*x.*%$/m);
  for (const text of screens) {
    expect(text).toContain("goes on by itself when the step is over");
    expect(text.split("\n").length).toBeLessThanOrEqual(25);
  }
});

it("who reads lines is told what happens, and draws no screen", async () => {
  const { screens, lines } = await watched(true);
  expect(screens).toEqual([]);
  expect(lines.join("\n")).toMatch(/ s {2}.*power-off a/);
  expect(lines.join("\n")).toContain("site: no request is answered");
});
