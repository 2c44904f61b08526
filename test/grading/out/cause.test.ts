import { describe, expect, it } from "vitest";
import { type Language, languages } from "../../../cli/core/base/language.ts";
import { toldCause } from "../../../cli/grading/out/cause.ts";
import { causeTexts } from "../../../cli/grading/out/read.ts";
import type { Graded } from "../../../cli/grading/sheet.ts";

const texts = await causeTexts();

/** As diagnose fills them. */
function filled(rule: string, language: Language): NonNullable<Graded["firstCause"]> {
  const said = texts[language].get(rule);
  const fill = (text: string) =>
    text.replace(/\{([\w-]+)\}/g, (_, name: string) => (name === "lab" ? "my-lab" : `v-${name}`));
  return {
    rule,
    title: fill(said?.title ?? ""),
    because: fill(said?.because ?? ""),
    hints: said?.hints.map(fill) ?? [],
  };
}

const told = (firstCause: Graded["firstCause"], language: Language, level: 0 | 1 | 2 | 3 = 3) =>
  toldCause({ firstCause }, "my-lab", { told: level, language, texts });

describe("the first cause in another language", () => {
  it.each(["de", "hu"] as const)("is, for nearly all rules, what the rule says there: %s", (to) => {
    const rules = [...texts.en.keys()];
    const same = rules.filter((rule) => {
      const { hints, title } = filled(rule, to);
      const there = told(filled(rule, "en"), to);
      return there?.title === title && there.hints.join() === hints.join();
    });
    expect(rules.length).toBeGreaterThan(100);
    // Where a sentence has a value that the English one does not, English stays.
    expect(same.length / rules.length).toBeGreaterThan(0.9);
  });

  it("is found from every language to every other", () => {
    const rule = "keepalived/vrid-differs";
    for (const from of languages)
      for (const to of languages)
        expect(told(filled(rule, from), to)?.hints).toEqual(filled(rule, to).hints);
  });

  it("says in which language it is, so that a page can", () => {
    const rule = "keepalived/vrid-differs";
    expect(told(filled(rule, "en"), "de")?.language).toBe("de");
    expect(told({ ...filled(rule, "en"), because: "something else" }, "de")).toMatchObject({
      language: undefined,
      because: "something else.",
    });
  });

  it("never puts one value in the place of another", () => {
    const rule = "keepalived/vrid-differs";
    const cause = filled(rule, "en");
    const hostile = {
      ...cause,
      because: cause.because.replace("v-node", "x is in virtual router y"),
    };
    const there = told(hostile, "de");
    // The node is named by a hint, too, so it does not come out: the sentence stays as it was.
    expect(there?.because).toBe(`${hostile.because}.`);
  });

  it("takes no longer for a text that somebody made long", () => {
    const cause = {
      ...filled("keepalived/vrid-differs", "en"),
      because: " is in virtual".repeat(50_000),
    };
    const began = performance.now();
    expect(told(cause, "de")?.language).toBeUndefined();
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

describe("what the course tells", () => {
  it.each([0, 1, 2, 3] as const)("are %d hints", (level) => {
    expect(told(filled("keepalived/vrid-differs", "en"), "en", level)?.hints).toHaveLength(level);
  });

  it("is nothing of the cause, if it says so", () => {
    const firstCause = filled("keepalived/vrid-differs", "en");
    const options = { told: "nothing", language: "en", texts } as const;
    expect(toldCause({ firstCause }, "my-lab", options)).toBeUndefined();
  });
});
