import { describe, expect, it } from "vitest";
import {
  cleanJson,
  cleanLines,
  cleanText,
  ellipsis,
  visible,
} from "../../../cli/core/base/clean.ts";
import { randomOf } from "../../fixtures/random.ts";

/** What a terminal acts upon, or what hides text from who reads it. */
const harmful = /[\p{Cc}\p{Cf}]/u;

describe("text from nodes and submissions", () => {
  it.each([
    ["\u001b[31mred\u001b[0m", "red"],
    ["\u009b31mred", "red"],
    ["\u001b]0;title\u0007text", "text"],
    ["\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\", "link"],
    ["\u001bPq#0\u001b\\after", "after"],
    ["\u001bc reset", "reset"],
    ["a\u202eb\u200bc", "abc"],
    ["tab\there\r\nand there", "tab here and there"],
    ["\u001b[", ""],
    ["lone \ud800 half", "lone \ufffd half"],
  ])("%j becomes %j", (from, to) => {
    expect(cleanText(from)).toBe(to);
  });

  it("keeps its lines and tabs where they matter", () => {
    expect(cleanLines("a\tb\n\u001b[2Jc\r\n")).toBe("a\tb\nc\n");
  });

  it("is harmless whatever it is, and its JSON says the same as before", () => {
    const random = randomOf(7);
    const letters = ["\u001b", "[", "]", "\u009b", "\u0007", "m", "9", ";", "\n", "\u202e", "ü"];
    for (let at = 0; at < 500; at += 1) {
      const text = Array.from({ length: 40 }, () =>
        random() < 0.2
          ? String.fromCharCode(Math.floor(random() * 65_536))
          : letters[Math.floor(random() * letters.length)],
      ).join("");
      expect(cleanText(text)).not.toMatch(harmful);
      expect(visible(text)).not.toMatch(harmful);
      expect(cleanLines(text).replace(/[\n\t]/g, "")).not.toMatch(harmful);
      expect(cleanJson({ text }, 2).replaceAll("\n", "")).not.toMatch(harmful);
      expect(JSON.parse(cleanJson({ text }))).toEqual({ text });
    }
  });

  it.each(["\u001b]x", "\u001b[1;", "\u001bP", "\u009d", "\u001b", "a"])(
    "takes no longer than it is long: %j over and over",
    (part) => {
      const time = (count: number) => {
        const text = part.repeat(count);
        const from = process.threadCpuUsage();
        cleanLines(text);
        const { user, system } = process.threadCpuUsage(from);
        return (user + system) / 1000;
      };
      time(20_000);
      expect(time(400_000)).toBeLessThan(120 * Math.max(time(20_000), 5));
    },
  );

  it("is cut without halving a character", () => {
    expect(ellipsis("😀😀😀😀", 3)).toBe("😀😀…");
    expect(ellipsis("😀😀", 2)).toBe("😀😀");
  });
});
