import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { templatesDir } from "../../../cli/core/base/home.ts";
import { kind } from "../../../cli/technologies/ocf/explains/counterd.ts";

it.each([
  ["save 500ms", "save"],
  ["  write in-place", "write"],
  ["# save 500ms", undefined],
  ["saves 1s", undefined],
  ["", undefined],
])("%j is explained as %s", (line, name) => {
  expect(kind.at(`# counts\n${line}\n`, 2)?.name).toBe(name);
  expect(kind.at(line, 7)).toBeUndefined();
});

it("every word that counterd takes is explained", () => {
  const source = readFileSync(join(templatesDir(), "ocf/layer/src/conf.c"), "utf8");
  const words = [...source.matchAll(/strcmp\(word, "([a-z-]+)"\)/g)].map(([, word = ""]) => word);
  expect(words.length).toBeGreaterThan(8);
  for (const word of words) expect(kind.at(`${word} x`, 1)?.name, word).toBe(word);
});

it("its files alone are of this format", () => {
  expect(kind.takes("/etc/counterd/saving.conf")).toBe(true);
  expect(kind.takes("/etc/counterd/more/saving.conf")).toBe(false);
  expect(kind.takes("/etc/shop.conf")).toBe(false);
});
