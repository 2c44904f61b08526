import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { labsDir } from "../../../../cli/core/base/home.ts";
import { linesOf } from "../../../fixtures/diagnosed.ts";
import { diagnosedBy, rulesOf } from "../../../fixtures/own-rules.ts";

const rules = await rulesOf("bind");
const folder = join(import.meta.dirname, "../right");
const all = readdirSync(folder).flatMap((lab) =>
  readdirSync(join(folder, lab)).map((name) => ({ lab, name, dir: join(folder, lab, name) })),
);

it("has some", () => {
  expect(all.length).toBeGreaterThan(12);
});

it.each(all)("$name ($lab) looks unusual, and is right", async ({ lab, dir }) => {
  const solution = { dir: join(labsDir(), lab, "solution"), render: true };
  const sources = [{ dir, render: true }, solution];
  const found = await diagnosedBy(lab, { rules, sources });
  expect(found.broken).toEqual([]);
  expect(linesOf(found)).toEqual([]);
});
