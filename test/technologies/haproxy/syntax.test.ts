import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { labsDir, templatesDir } from "../../../cli/core/base/home.ts";
import { proxiesOf } from "../../../cli/technologies/haproxy/meaning/proxies.ts";
import { tokensOf } from "../../../cli/technologies/haproxy/syntax/lexer.ts";
import { parseFile, textOf } from "../../../cli/technologies/haproxy/syntax/tree.ts";
import { survives } from "../../fixtures/diagnosis/hostile-text.ts";

const words = (text: string) =>
  tokensOf(text).flatMap(({ kind, value }) => (kind === "word" ? [value] : []));

describe("words, as parse_line() splits them", () => {
  it.each<[string, readonly string[]]>([
    ["a b\tc", ["a", "b", "c"]],
    ['a "b c" d', ["a", "b c", "d"]],
    ["a 'b \\c' d", ["a", "b \\c", "d"]],
    ["a\\ b\\#c\\\\d", ["a b#c\\d"]],
    ["\\t\\n\\r\\x41\\1", ["\t\n\rA\\1"]],
    ["\\x4g \\x", ["\\x4g", "\\x"]],
    ["a\"b\"'c'd", ["abcd"]],
    ["a#b c", ["a"]],
    ['a "#b" # c', ["a", "#b"]],
    ["a '' b", ["a", "", "b"]],
    ['"\\"a\\" \\$b" \\$c', ['"a" $b', "\\$c"]],
    ["a b\r", ["a", "b"]],
    ["a b\rc d", ["a", "b"]],
    ["a \vb\fc", ["a", "b", "c"]],
    ['a "b c', ["a", "b c"]],
    ["", []],
    ["  # only a comment", []],
  ])("%j", (line, expected) => {
    expect(words(line)).toEqual(expected);
  });

  it("a variable counts between double quotes only", () => {
    const found = tokensOf(`"\${A}:80" $B '$C' "\\$D"`).filter(({ kind }) => kind === "word");
    expect(found.map(({ dynamic }) => dynamic)).toEqual([true, false, false, false]);
  });

  it("says which quote nobody closes", () => {
    expect(parseFile("global\n  log 'x\n").unclosed).toEqual([{ line: 2, column: 7 }]);
  });
});

describe("sections and directives", () => {
  it("have their lines and columns", () => {
    const { sections } = parseFile(
      "# x\nglobal\n\tmaxconn 10 # y\n\nlisten a from b\r\n  bind :80\r\n",
    );
    const shown = sections.map(({ kind, name, from, head, directives }) => ({
      ...{ kind, name, from, line: head.line },
      directives: directives.map(({ line, args }) => ({ line, args })),
    }));
    expect(shown).toEqual([
      {
        ...{ kind: "global", name: "", from: undefined, line: 2 },
        directives: [
          {
            line: 3,
            args: [
              { value: "maxconn", column: 2, dynamic: false },
              { value: "10", column: 10, dynamic: false },
            ],
          },
        ],
      },
      {
        ...{ kind: "listen", name: "a", from: "b", line: 5 },
        directives: [
          {
            line: 6,
            args: [
              { value: "bind", column: 3, dynamic: false },
              { value: ":80", column: 8, dynamic: false },
            ],
          },
        ],
      },
    ]);
  });

  it("no and default stand before a directive", () => {
    const { sections } = parseFile("defaults\n no option httplog\n default option httplog\n no\n");
    const all = sections[0]?.directives.map(({ prefix, words: own }) => [prefix, ...own]);
    expect(all).toEqual([
      ["no", "option", "httplog"],
      ["default", "option", "httplog"],
      ["", "no"],
    ]);
  });

  it("what stands before any section, and whether the end is missing", () => {
    const found = parseFile("\uFEFFglobal\nmaxconn 1\nfrontend a\n bind :80");
    expect(found.outside.map(({ words: own }) => own)).toEqual([
      ["\uFEFFglobal"],
      ["maxconn", "1"],
    ]);
    expect(found.cutOff).toBe(4);
    expect(parseFile("global\n").cutOff).toBeUndefined();
    expect(parseFile("").cutOff).toBeUndefined();
  });

  it("conditions of the file are told", () => {
    expect(parseFile(".if defined(A)\nglobal\n.endif\n").conditional).toBe(true);
    expect(parseFile("global\n").conditional).toBe(false);
  });
});

describe("what is in force of a server", () => {
  const servers = (text: string) => proxiesOf(parseFile(text)).flatMap((one) => one.servers);

  it("is its own, then that of the default-server lines above it, then that of defaults", () => {
    const text = `defaults
  default-server check inter 1s weight 5
backend a
  server x 10.0.0.1:80
  default-server inter 2s no-check
  server y ipv4@10.0.0.2:81 weight 7 backup
  server z name:+1000 check port 99
`;
    const shown = servers(text).map(({ name, host, port, checks, options, directive }) => ({
      ...{ name, host, port, line: directive.line },
      ...{ checked: checks.checked, interS: checks.interS },
      options: Object.fromEntries([...options].map(([word, { value }]) => [word, value])),
    }));
    expect(shown).toEqual([
      {
        ...{ name: "x", host: "10.0.0.1", port: 80, line: 4, checked: true, interS: 1 },
        options: { check: "", inter: "1s", weight: "5" },
      },
      {
        ...{ name: "y", host: "10.0.0.2", port: 81, line: 6, checked: false, interS: 2 },
        options: { inter: "2s", weight: "7", backup: "" },
      },
      {
        ...{ name: "z", host: "name", port: undefined, line: 7, checked: true, interS: 2 },
        options: { check: "", inter: "2s", weight: "5", port: "99" },
      },
    ]);
  });
});

const files = ["labs", "templates"].flatMap((name) => {
  const base = name === "labs" ? labsDir() : templatesDir();
  return readdirSync(base, { recursive: true, encoding: "utf8" })
    .filter((path) => /(^|\/)(haproxy|sessions[\w-]*|http)\.cfg(\.hbs)?$/.test(path))
    .map((path) => join(base, path));
});
const [first = "", ...rest] = files.map((path) => readFileSync(path, "utf8"));

describe("the text comes back", () => {
  it.each(files)("%s", (path) => {
    const text = readFileSync(path, "utf8");
    expect(textOf(parseFile(text))).toBe(text);
  });

  it("whatever it is, in little time", () => {
    const pieces =
      "global defaults frontend backend listen server bind no default option timeout 10.0.0.1:80 check inter 5s from acl { } if".split(
        " ",
      );
    survives(500, { files: [first, ...rest], pieces: ["peers", ...pieces] }, (text) => {
      const tree = parseFile(text);
      proxiesOf(tree);
      return textOf(tree);
    });
  });

  it("of a megabyte in a second", () => {
    const before = process.cpuUsage();
    for (const sign of ['"', "\\", "a ", "'x", "#\r", "bind :80\n"]) {
      const text = sign.repeat(Math.floor(1_000_000 / sign.length / 6));
      proxiesOf(parseFile(text));
    }
    const { user } = process.cpuUsage(before);
    expect(user / 1e6).toBeLessThan(2);
  });
});
