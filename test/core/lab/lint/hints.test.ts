import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { labsDir, templatesDir } from "../../../../cli/core/base/home.ts";
import { lintHints } from "../../../../cli/core/lab/lint/hints.ts";
import { labNames, openLab } from "../../../../cli/core/lab/open.ts";
import { hintLanguages, loadStepHints } from "../../../../cli/core/lab/step-hints.ts";
import { createRenderer } from "../../../../cli/render/render.ts";
import { editedLab, openDir } from "../../../fixtures/labs.ts";
import { TempDir } from "../../../fixtures/temp.ts";

const renderer = createRenderer(templatesDir());
const ids = ["steady", "failover", "failback", "goodbye"] as const;

/** A file with three texts for each of these steps. */
function hintsFor(steps: readonly string[], cost = ""): string {
  const entries = steps.map((id) => `  ${id}: { ${cost}hints: [a, b, c] }\n`);
  return `version: 1\nsteps:\n${entries.join("")}`;
}

async function lintOf(files: Readonly<Record<string, string>>) {
  using dir = new TempDir({ "lab.yaml": editedLab(), ...files });
  const { lab } = await openDir(dir.path);
  expect(lab.file.steps.map(({ id }) => id).slice(0, 4)).toEqual(ids);
  const short = (line: string) => line.replace(/^.*\/(?=hints)/, "");
  try {
    return { remarks: lintHints(lab, renderer).map(short), mistakes: [] };
  } catch (error) {
    const { message, details } = error as { message: string; details: readonly string[] };
    return { remarks: [], mistakes: [message, ...details].map(short) };
  }
}

async function stepsOfSmall(): Promise<string[]> {
  using dir = new TempDir({ "lab.yaml": editedLab() });
  const { lab } = await openDir(dir.path);
  return lab.file.steps.map(({ id }) => id);
}

describe("lint of hints", () => {
  it("finds nothing where every step with checks has three", async () => {
    const all = hintsFor(await stepsOfSmall());
    expect(await lintOf({ "hints.yaml": all })).toEqual({ remarks: [], mistakes: [] });
  });
  it("says that a lab has none", async () => {
    const { remarks, mistakes } = await lintOf({});
    expect(mistakes).toEqual([]);
    expect(remarks).toEqual(["hints.yaml: who is stuck gets no hints"]);
  });
  it("names a step with checks that has none", async () => {
    const all = await stepsOfSmall();
    const { mistakes } = await lintOf({
      "hints.yaml": hintsFor(all.filter((id) => id !== "failback")),
    });
    expect(mistakes).toEqual(['hints.yaml:2:1: step "failback" has checks, and no hints']);
  });
  it("refuses hints that cost more than their step gives", async () => {
    const others = (await stepsOfSmall()).filter((id) => id !== "failback");
    const dear = hintsFor(["failback"], "cost: [0, 1, 2], ").replace("version: 1\nsteps:\n", "");
    const { mistakes } = await lintOf({ "hints.yaml": hintsFor(others) + dear });
    expect(mistakes).toEqual([
      expect.stringContaining("the hints cost 3 points, and the step gives 1"),
    ]);
  });
  it("says what a translation lacks", async () => {
    const all = await stepsOfSmall();
    const { remarks } = await lintOf({
      "hints.yaml": hintsFor(all),
      "hints.de.yaml": hintsFor(all.filter((id) => id !== "steady")),
    });
    expect(remarks).toEqual(["hints.de.yaml: not translated: steady"]);
  });
});

describe.each(labNames())("hints of %s", (name) => {
  it("are there for every step, in every language that it has", async () => {
    const { lab } = await openLab(name, { renderer });
    expect(lintHints(lab, renderer)).toEqual([]);
    for (const lang of hintLanguages(lab)) {
      const hints = loadStepHints(lab, lang, renderer);
      expect([...hints.values()].filter((one) => one.lang !== lang)).toEqual([]);
    }
  });
  it("hold a student's own addresses: none is written out", async () => {
    const { lab } = await openLab(name, { renderer });
    for (const lang of hintLanguages(lab)) {
      const file = lang === "en" ? "hints.yaml" : `hints.${lang}.yaml`;
      const text = readFileSync(join(labsDir(), name, file), "utf8");
      expect(text.match(/\b10\.\d+\.\d+\.\d+\b/g)).toBeNull();
    }
  });
  it("are short enough to be read on one screen", async () => {
    const { lab } = await openLab(name, { renderer });
    for (const { texts } of loadStepHints(lab, "en", renderer).values())
      for (const text of texts) expect(text.length).toBeLessThan(700);
  });
});
