import { describe, expect, it } from "vitest";
import {
  insideOf,
  type Part,
  parseNamedConf,
  type Statement,
} from "../../../../cli/technologies/bind/config/statements.ts";
import { cpuMs, mutated } from "./mutated.ts";
import { rawFiles, renderedFiles } from "./shipped.ts";

/** A statement in a line: words in quotes, blocks in braces, each with its place. */
function shown({ parts }: Statement): string {
  return parts.map(shownPart).join(" ");
}

function shownPart(part: Part): string {
  const at = `${part.line}:${part.column}`;
  if (part.is === "word") return `${at} "${part.text}"`;
  return `${at} {${part.statements.map(shown).join("; ")}} ${part.end.line}:${part.end.column}`;
}

function depthOf(statements: readonly Statement[]): number {
  return 1 + Math.max(0, ...statements.map((one) => depthOf(insideOf(one))));
}

function tree(text: string): string[] {
  return parseNamedConf(text).statements.map(shown);
}

function problems(text: string): string[] {
  return parseNamedConf(text).problems.map(({ what, line, column }) => `${what} ${line}:${column}`);
}

describe("named.conf as a tree", () => {
  it("has words, strings and blocks with their places", () => {
    expect(tree('zone "lab.test" IN {\n\ttype primary;\n};')).toEqual([
      '1:1 "zone" 1:6 "lab.test" 1:17 "IN" 1:20 {2:2 "type" 2:7 "primary"} 3:1',
    ]);
  });

  it("passes over three kinds of comments, also within words", () => {
    const text = "# one; {\nnotify//two\nno/* three\n */;recursion#\nno;";
    expect(tree(text)).toEqual(['2:1 "notify" 3:1 "no"', '4:5 "recursion" 5:1 "no"']);
  });

  it("keeps what quotes hold, and only an escaped quote loses its backslash", () => {
    expect(tree('a "b;{#//c" "d\\"e\\\\f" "two\nlines";')).toEqual([
      '1:1 "a" 1:3 "b;{#//c" 1:13 "d"e\\\\f" 1:23 "two\nlines"',
    ]);
  });

  it("takes 'not' for itself, with a blank behind it or none", () => {
    expect(tree("x { !10/8; ! any; };")).toEqual([
      '1:1 "x" 1:3 {1:5 "!" 1:6 "10/8"; 1:12 "!" 1:14 "any"} 1:19',
    ]);
  });

  it("goes on behind braces, as controls do", () => {
    expect(tree("inet * allow { any; } keys { k; };")).toEqual([
      '1:1 "inet" 1:6 "*" 1:8 "allow" 1:14 {1:16 "any"} 1:21 1:23 "keys" 1:28 {1:30 "k"} 1:33',
    ]);
  });

  it("reads Windows' line ends, tabs and a byte order mark as blanks", () => {
    expect(tree("\uFEFFrecursion\tno;\r\nnotify no;\r\n")).toEqual([
      '1:2 "recursion" 1:12 "no"',
      '2:1 "notify" 2:8 "no"',
    ]);
  });

  it.each([
    ["options { recursion no }", ["no-semicolon 1:21"]],
    ["options { recursion no;", ["no-closing-brace 1:9"]],
    ["notify no;;", ["lone-semicolon 1:11"]],
    ["notify no; }", ["no-opening-brace 1:12"]],
    ['file "x;\n', ["no-closing-quote 1:6"]],
    ["options {}\nzone x {};", ["no-semicolon 1:10"]],
    ["notify no", ["no-semicolon 1:8"]],
    ["zone x { type primary; };", []],
  ])("says what is not finished in %j", (text, expected) => {
    const found = problems(text);
    expect(found).toEqual(expected);
  });

  it("goes on with the next statement where a semicolon is missing behind a brace", () => {
    expect(tree("options { a b; }\nzone x { type hint; };")).toHaveLength(2);
  });

  it("stops nesting at a limit", () => {
    const deep = parseNamedConf(`${"a {".repeat(5000)}${"};".repeat(5000)}`);
    expect(deep.problems).toEqual([]);
    expect(depthOf(deep.statements)).toBe(42);
  });
});

describe("the round trip", () => {
  const joined = (text: string) =>
    parseNamedConf(text)
      .tokens.map((token) => token.text)
      .join("");

  it("gives every file that ships back byte for byte", async () => {
    const all = [...rawFiles(), ...(await renderedFiles())];
    expect(all.length).toBeGreaterThan(200);
    for (const { path, text } of all) expect(joined(text), path).toBe(text);
  });

  it("never throws, loses nothing and takes its time from nobody, whatever it reads", () => {
    const texts = rawFiles().map(({ text }) => text);
    for (const text of mutated(13, 500, texts)) {
      const ms = cpuMs(() => parseNamedConf(text));
      expect(joined(text)).toBe(text);
      expect(ms, text.slice(0, 200)).toBeLessThan(50);
    }
  });
});
