import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadStepHints, pointsOf } from "../../../cli/core/lab/step-hints.ts";
import { createRenderer } from "../../../cli/render/render.ts";
import { editedLab, openDir } from "../../fixtures/labs.ts";
import { TempDir } from "../../fixtures/temp.ts";

const renderer = createRenderer(join(import.meta.dirname, "../../fixtures/templates"));

/** Hints of the small lab; `files` are its files of hints. */
async function hintsIn(files: Readonly<Record<string, string>>, lang: "en" | "de" = "en") {
  using dir = new TempDir({ "lab.yaml": editedLab(), ...files });
  const { lab } = await openDir(dir.path, { params: { vip: "10.9.0.77" } });
  return { lab, hints: loadStepHints(lab, lang, renderer) };
}

function file(steps: string): string {
  return `version: 1\nsteps:\n${steps}`;
}

const english = file(`  steady:
    cost: [0, 0, 1]
    hints:
      - Who has {{vip}}?
      - Look at b.
      - Write {{host subnet 11}}.
  failover:
    hints: [Why?, Where?, What?]
`);
const german = file("  failover:\n    hints: [Warum?, Wo?, Was?]\n");

/** The error's lines, without the folder. */
async function wrongIn(files: Readonly<Record<string, string>>, lang: "en" | "de" = "en") {
  const error: unknown = await hintsIn(files, lang).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ code: "LAB_INVALID" });
  const { message, details } = error as { message: string; details: readonly string[] };
  return [message, ...details].map((line) => line.replace(/^.*\/(?=hints)/, ""));
}

describe("hints of a lab", () => {
  it("are three texts a step, with the student's own parameters in them", async () => {
    const { hints } = await hintsIn({ "hints.yaml": english });
    expect([...hints.keys()]).toEqual(["steady", "failover"]);
    expect(hints.get("steady")).toEqual({
      texts: ["Who has 10.9.0.77?", "Look at b.", "Write 10.9.0.11."],
      costs: [0, 0, 1],
      lang: "en",
    });
  });
  it("cost 0, 1 and 2 points where nothing is said, and never more than the step gives", async () => {
    const { lab, hints } = await hintsIn({ "hints.yaml": english });
    expect(lab.file.steps.find(({ id }) => id === "failover")).toSatisfy(
      (step: (typeof lab.file.steps)[number]) => pointsOf(step) === 2,
    );
    expect(hints.get("failover")?.costs).toEqual([0, 0, 2]);
  });
  it("are those of the language, and English where it has none; the price is the same", async () => {
    const { hints } = await hintsIn({ "hints.yaml": english, "hints.de.yaml": german }, "de");
    expect(hints.get("steady")).toMatchObject({ lang: "en", costs: [0, 0, 1] });
    expect(hints.get("failover")).toEqual({
      texts: ["Warum?", "Wo?", "Was?"],
      costs: [0, 0, 2],
      lang: "de",
    });
  });
  it("are none where a lab has no file of them", async () => {
    expect((await hintsIn({})).hints.size).toBe(0);
  });
});

describe("a file of hints", () => {
  it.each([
    [
      "a step that the lab does not have",
      english.replace("  failover:", "  failoevr:"),
      /^hints\.yaml:9:3: .* has no step "failoevr" \(did you mean "failover"\?\)$/,
    ],
    ["two texts", file("  steady:\n    hints: [Why?, Where?]\n"), /^hints\.yaml:4:/],
    ["four texts", file("  steady:\n    hints: [a, b, c, d]\n"), /^hints\.yaml:4:/],
    ["an empty text", file('  steady:\n    hints: [a, " ", c]\n'), /^hints\.yaml:4:16: /],
    ["a price below nothing", english.replace("[0, 0, 1]", "[0, 0, -1]"), /^hints\.yaml:4:18: /],
    [
      "a parameter that is none",
      english.replace("{{vip}}", "{{vpi}}"),
      /^hints\.yaml:6:9: variable "vpi" is not set/,
    ],
    [
      "a key that is none",
      english.replace("cost:", "costs:"),
      /^hints\.yaml:4:5: unknown key "costs" \(did you mean "cost"\?\)$/,
    ],
  ])("with %s is refused, with the place", async (_, text, said) => {
    const [first] = await wrongIn({ "hints.yaml": text });
    expect(first).toMatch(said);
  });
  it("of a translation says nothing of points", async () => {
    const priced = german.replace("    hints", "    cost: [0, 1, 2]\n    hints");
    const [first] = await wrongIn({ "hints.yaml": english, "hints.de.yaml": priced }, "de");
    expect(first).toMatch(/^hints\.de\.yaml:4:5: unknown key "cost"/);
  });
});
