import { expect, it } from "vitest";
import { allOf, anyOf, phrase, type Tongue, told } from "../../../cli/core/kinds/phrase.ts";

const english: Tongue = { language: "en", phrases: {} };
const german: Tongue = {
  language: "de",
  phrases: {
    nobody: "niemand",
    "{0} runs no {1}": "Auf {0} läuft kein {1}",
    "not {0}": "nicht {0}",
  },
};

it("is said in English as it stands, in another language by its words", () => {
  const text = phrase`${"ns1"} runs no ${"named"}`;
  expect(told(text, english)).toBe("ns1 runs no named");
  expect(told(text, german)).toBe("Auf ns1 läuft kein named");
  expect(told(phrase`of another kind`, german)).toBe("of another kind");
});

it("goes into others, and stays what it is among other text", () => {
  const text = `(${phrase`not ${phrase`${"ns1"} runs no ${2}`}`}; ${phrase`nobody`})`;
  expect(told(text, english)).toBe("(not ns1 runs no 2; nobody)");
  expect(told(text, german)).toBe("(nicht Auf ns1 läuft kein 2; niemand)");
  expect(text).toBe(`(${phrase`not ${phrase`${"ns1"} runs no ${2}`}`}; ${phrase`nobody`})`);
});

it("lists have the language's and, or or", () => {
  expect(told(allOf(["a", "b", "a", "c"]), english)).toBe("a, b and c");
  expect(told(allOf(["a", phrase`nobody`]), german)).toBe("a und niemand");
  expect(told(anyOf(["a", "b", "c"]), german)).toBe("a, b oder c");
  expect([allOf([]), allOf(["a"]), anyOf(["a"])]).toEqual(["", "a", "a"]);
});

it("whatever stands in a text, it comes to its end", () => {
  const marks = ["\ufdd0", "\ufdd1", "\ufdd2", "a", "{0}"];
  for (let number = 0; number < 5 ** 6; number += 1) {
    const letters = [...number.toString(5).padStart(6, "0")].map((digit) => marks[Number(digit)]);
    expect(told(letters.join(""), german)).not.toMatch(/[\ufdd0-\ufdd2]/);
  }
});
