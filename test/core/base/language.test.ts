import { describe, expect, it } from "vitest";
import { languageFrom, numberIn } from "../../../cli/core/base/language.ts";
import { fill } from "../../../cli/core/base/message.ts";

describe("the language that is wanted", () => {
  it.each([
    ["en", {}],
    ["de", { LANG: "de_AT.UTF-8" }],
    ["hu", { LANG: "hu_HU" }],
    ["hu", { LANG: "de_DE.UTF-8", LC_ALL: "hu_HU.UTF-8" }],
    ["de", { LANG: "hu_HU.UTF-8", LC_MESSAGES: "de_DE.UTF-8" }],
    ["en", { LANG: "fr_FR.UTF-8" }],
    ["de", { LANG: "fr_FR.UTF-8", LANGUAGE: "fr:de:en" }],
    ["de", { LANG: "en_GB.UTF-8", LANGUAGE: "de" }],
    // gettext(3): of the C locale nothing is translated, whatever is wished.
    ["en", { LANG: "C", LANGUAGE: "de" }],
    ["en", { LC_ALL: "C.UTF-8", LANG: "de_DE.UTF-8" }],
    ["en", { LANG: "", LC_ALL: "" }],
    ["de", { LANG: "de@euro" }],
  ] as const)("%s of %j", (wanted, env) => {
    expect(languageFrom({ env })).toBe(wanted);
  });

  it("is the option's before the locale's, and must be one that halab speaks", () => {
    expect(languageFrom({ option: "hu", env: { LANG: "de_DE" } })).toBe("hu");
    expect(languageFrom({ option: "DE", env: {} })).toBe("de");
    expect(() => languageFrom({ option: "fr", env: {} })).toThrow("en, de, hu");
  });

  it("writes its numbers", () => {
    expect(numberIn("de", 2.5)).toBe("2,5");
    expect(numberIn("hu", "0.25")).toBe("0,25");
    expect(numberIn("en", 2.5)).toBe("2.5");
  });
});

describe("a message", () => {
  it("is filled; what has no value stays, and shows itself", () => {
    expect(fill("en", "{a} and {b}", { a: 1 })).toBe("1 and {b}");
    expect(fill("en", { one: "{count} node", other: "{count} nodes" }, { count: 0 })).toBe(
      "0 nodes",
    );
    expect(fill("en", "$& {a}", { a: "$1" })).toBe("$& $1");
  });
});
