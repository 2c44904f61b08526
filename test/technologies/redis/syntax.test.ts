import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { labsDir, templatesDir } from "../../../cli/core/base/home.ts";
import { parseRedis, textOf } from "../../../cli/technologies/redis/syntax/tree.ts";
import { survives } from "../../fixtures/diagnosis/hostile-text.ts";

const shown = (text: string) =>
  parseRedis(text).directives.map(({ name, args }) => [name, ...args.map(({ value }) => value)]);

describe("lines, as Redis splits them", () => {
  it.each<[string, readonly (readonly string[])[]]>([
    ["PORT 6379\r\n", [["port", "6379"]]],
    ["\t# a comment\n\n  bind  * -::1", [["bind", "*", "-::1"]]],
    ["port 6379 # no comment", [["port", "6379", "#", "no", "comment"]]],
    [
      "save \"\"\nsave ''",
      [
        ["save", ""],
        ["save", ""],
      ],
    ],
    ['requirepass "a \\"b\\" \\x41\\n\\q"', [["requirepass", 'a "b" A\nq']]],
    ["requirepass 'a \\'b\\' \\n'", [["requirepass", "a 'b' \\n"]]],
    ["requirepass a\\b", [["requirepass", "a\\b"]]],
    [
      "Sentinel Monitor shop 10.0.0.1 6379 2",
      [["sentinel monitor", "shop", "10.0.0.1", "6379", "2"]],
    ],
    ["sentinel", [["sentinel"]]],
    ["", []],
  ])("%j", (text, expected) => {
    expect(shown(text)).toEqual(expected);
  });

  it("have their places", () => {
    const [first] = parseRedis("# x\n  port  6379\n").directives;
    expect(first).toEqual({
      name: "port",
      args: [{ value: "6379", column: 9 }],
      line: 2,
      column: 3,
    });
  });

  it("say whose quotes do not fit", () => {
    expect(parseRedis('dir "a\nport 1\nsave "a"b\n').unbalanced).toEqual([1, 3]);
  });
});

const files = [labsDir(), templatesDir(), join(import.meta.dirname, "right")].flatMap((base) =>
  readdirSync(base, { recursive: true, encoding: "utf8" })
    .filter((path) => /(redis|sentinel|replica)\.conf(\.hbs)?$/.test(path))
    .map((path) => join(base, path)),
);
const [first = "", ...rest] = files.map((path) => readFileSync(path, "utf8"));

describe("the text comes back", () => {
  it.each(files)("%s", (path) => {
    const text = readFileSync(path, "utf8");
    expect(textOf(parseRedis(text))).toBe(text);
  });

  it("whatever it is, in little time", () => {
    const pieces = "bind port include sentinel monitor shop 10.0.0.1 6379 2 appendonly yes".split(
      " ",
    );
    survives(500, { files: [first, ...rest], pieces: ["replicaof", ...pieces] }, (text) =>
      textOf(parseRedis(text)),
    );
  });
});
