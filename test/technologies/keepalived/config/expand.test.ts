import { describe, expect, it } from "vitest";
import { expanded } from "../../../../cli/technologies/keepalived/config/expand.ts";
import { piecesOf } from "../../../../cli/technologies/keepalived/config/statements.ts";

function expand(files: Readonly<Record<string, string>>) {
  return expanded("/etc/keepalived/keepalived.conf", {
    paths: Object.keys(files),
    read: (path) => piecesOf(files[path] ?? ""),
  });
}

/** "FILE:LINE words" */
function linesOf(files: Readonly<Record<string, string>>): string[] {
  return expand(files).pieces.flatMap((piece) => {
    if (piece.kind !== "line") return [];
    const [{ file, line }] = piece.words;
    return [`${file.split("/").at(-1)}:${line} ${piece.words.map(({ value }) => value).join(" ")}`];
  });
}

const main = "/etc/keepalived/keepalived.conf";

describe("includes of keepalived.conf", () => {
  it("are read where they stand, by absolute and relative paths and patterns", () => {
    const files = {
      [main]: "a\ninclude conf.d/*.conf\ninclude /etc/keepalived/one\nb",
      "/etc/keepalived/conf.d/20.conf": "twenty\ninclude ../one",
      "/etc/keepalived/conf.d/10.conf": "ten",
      "/etc/keepalived/conf.d/.hidden.conf": "hidden",
      "/etc/keepalived/conf.d/10.txt": "other",
      "/etc/keepalived/one": "one",
    };
    expect(linesOf(files)).toEqual([
      "keepalived.conf:1 a",
      "10.conf:1 ten",
      "20.conf:1 twenty",
      "one:1 one",
      "one:1 one",
      "keepalived.conf:4 b",
    ]);
  });

  it.each([
    ["?.conf", "a.conf", true],
    ["[a-c].conf", "b.conf", true],
    ["[!a-c].conf", "b.conf", false],
    ["*a*b*", "xaxbx", true],
    ["*a*b*", "xbxax", false],
    ["*", ".dot", false],
    [".*", ".dot", true],
    ["[", "[", true],
  ])("%s matches %s: %s", (pattern, name, isMatch) => {
    const files = { [main]: `include ${pattern}`, [`/etc/keepalived/${name}`]: "found" };
    // The file itself is among those that a wildcard names.
    expect(linesOf(files).includes(`${name}:1 found`)).toBe(isMatch);
  });

  it("say which of them match nothing", () => {
    const { missing } = expand({ [main]: "include gone.conf\ninclude *.none" });
    expect(missing.map(({ at, pattern }) => [at.line, pattern])).toEqual([
      [1, "/etc/keepalived/gone.conf"],
      [2, "/etc/keepalived/*.none"],
    ]);
  });

  it("end where files include each other, and nobody judges those", () => {
    const { files, unsure } = expand({
      [main]: "include other",
      "/etc/keepalived/other": "include keepalived.conf",
    });
    expect(files).toHaveLength(2);
    expect(unsure).toBe(true);
  });

  it("keep definitions from one file to the next", () => {
    const files = { [main]: "$A=1\ninclude other\nb $B", "/etc/keepalived/other": "$B=2\na $A" };
    expect(linesOf(files)).toEqual(["other:2 a 1", "keepalived.conf:3 b 2"]);
  });

  it.each(["~SEQ(i, 1, 3) x $i", "$A=a \\\n b\n", `x $\{NONE}`, "$A={\nx $A", "x $_RANDOM"])(
    "%j is more than files tell",
    (text) => {
      expect(expand({ [main]: text }).unsure).toBe(true);
    },
  );

  it("leave a dollar alone that is no definition's", () => {
    const { unsure } = expand({ [main]: "auth_pass $ecret$" });
    expect(unsure).toBe(false);
    expect(linesOf({ [main]: "auth_pass $ecret$" })).toEqual([
      "keepalived.conf:1 auth_pass $ecret$",
    ]);
  });

  it("do not grow without end", () => {
    const names = Array.from({ length: 300 }, (_, at) => `/etc/keepalived/f${at}`);
    const all = Object.fromEntries(names.map((name) => [name, "include f*\nx\n"]));
    const { files, unsure } = expand({ [main]: "include f*", ...all });
    expect(files.length).toBeLessThanOrEqual(200);
    expect(unsure).toBe(true);
  });
});
