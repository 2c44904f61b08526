import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { labsDir, templatesDir } from "../../../../cli/core/base/home.ts";
import { openLab } from "../../../../cli/core/lab/open.ts";
import { createRenderer } from "../../../../cli/render/render.ts";
import { parseConfig } from "../../../../cli/technologies/keepalived/config/config.ts";
import { tokensOf } from "../../../../cli/technologies/keepalived/config/tokens.ts";
import { casesOfLab } from "../../../fixtures/diagnosis/diagnosed.ts";
import { Random } from "../../../fixtures/random.ts";

function joined(text: string): string {
  return tokensOf(text)
    .map((token) => token.text)
    .join("");
}

/** "word priority 3:5", without what only separates. */
function shown(text: string): string[] {
  return tokensOf(text)
    .filter(({ kind }) => kind !== "space" && kind !== "end")
    .map(({ kind, text: own, line, column }) => `${kind} ${own} ${line}:${column}`);
}

describe("tokens of keepalived.conf", () => {
  it.each([
    ["words", "priority 100", ["word priority 1:1", "word 100 1:10"]],
    ["both kinds of comments", "a # b\n! c", ["word a 1:1", "comment # b 1:3", "comment ! c 2:1"]],
    ["a comment in a word", "a#b", ["word a 1:1", "comment #b 1:2"]],
    ["an escaped comment character", "a\\#b c", ["word a\\#b 1:1", "word c 1:6"]],
    [
      "a quote keeps blanks, comments, braces",
      's "a # {b}" c',
      ["word s 1:1", 'word "a # {b}" 1:3', "word c 1:13"],
    ],
    ["an escaped quote in a quote", '"a \\" b" c', ['word "a \\" b" 1:1', "word c 1:10"]],
    [
      "braces part words",
      "a{b}c",
      ["word a 1:1", "open { 1:2", "word b 1:3", "close } 1:4", "word c 1:5"],
    ],
    ["CRLF and tabs", "\ta\r\n\tb\r\n", ["word a 1:2", "word b 2:2"]],
    ["a byte order mark is a letter", "\ufeffa", ["word \ufeffa 1:1"]],
    [
      "a definition",
      "$A=1 2 # x\na $A",
      ["definition $A=1 2  1:1", "comment # x 1:8", "word a 2:1", "word $A 2:3"],
    ],
    [
      "a definition of several lines",
      "$A=a \\\n  b\nc",
      ["definition $A=a \\ 1:1", "definition b 2:3", "word c 3:1"],
    ],
    ["braces of a reference", `a $\{B}c {`, ["word a 1:1", `word $\{B}c 1:3`, "open { 1:9"]],
    ["a condition", "@lb1 priority 1", ["condition @lb1 1:1", "word priority 1:6", "word 1 1:15"]],
    ["a generator", "~SEQ(i, 1, 3) a { $i }", ["generator ~SEQ(i, 1, 3) a { $i } 1:1"]],
    [
      "an include with braces in its pattern",
      "include /etc/{a,b}.conf # c",
      ["word include 1:1", "word /etc/{a,b}.conf 1:9", "comment # c 1:25"],
    ],
    ["a quote that nothing closes", 'a "b {\nc', ["word a 1:1", 'word "b { 1:3', "word c 2:1"]],
  ])("%s", (_, text, expected) => {
    expect(shown(text)).toEqual(expected);
    expect(joined(text)).toBe(text);
  });
});

const root = join(import.meta.dirname, "../../../..");
const shipped = globSync(
  "{labs,templates}/**/{keepalived.conf*,vrrp*.hbs,lvs.conf.hbs,virtual-server*.hbs}",
  { cwd: root },
);

it.each(shipped)("%s comes back byte for byte, unrendered", (path) => {
  const text = readFileSync(join(root, path), "utf8");
  expect(joined(text)).toBe(text);
});

it.each(["vrrp-failover", "lvs-nat", "lvs-dr", "lvs-tun", "dns-round-robin", "balancer-sessions"])(
  "every keepalived.conf of %s comes back byte for byte, and has nothing broken",
  async (lab) => {
    const renderer = createRenderer(templatesDir());
    let files = 0;
    for (const { sources } of await casesOfLab(lab)) {
      const { plan } = await openLab(join(labsDir(), lab), { renderer, sources: () => sources });
      for (const { path, content } of plan.nodes.flatMap((node) => node.files)) {
        if (!path.endsWith("keepalived.conf")) continue;
        files += 1;
        expect(joined(content)).toBe(content);
        expect(parseConfig(content).problems).toEqual([]);
      }
    }
    expect(files).toBeGreaterThan(0);
  },
);

const pieces = [
  "vrrp_instance",
  "x",
  "{",
  "}",
  "{{",
  "\n",
  "\r\n",
  "\r",
  " ",
  "\t",
  '"',
  "'",
  "\\",
  "\\\n",
  "#",
  "!",
  "$A=",
  "$A",
  `$\{A}`,
  "${",
  "~SEQ(i,1,9)",
  "@lb1",
  "@^x ",
  "include ",
  "*",
  "[!a-",
  "]",
  "priority",
  "100",
  "10.0.0.1/24",
  "virtual_ipaddress",
  "\ufeff",
  "\0",
  "é",
  "\ud83d",
  "=",
  "\f",
  "\v",
  "include /x\n",
] as const;

/** Half of it parts of the grammar in any order, half of it real files with some bytes changed. */
function anyText(random: Random, real: readonly string[]): string {
  if (random.below(2) === 0) {
    const length = random.below(400);
    return Array.from({ length }, () => random.pick(pieces)).join("");
  }
  const text = [...(real[random.below(real.length)] ?? "")];
  const changes = 1 + random.below(8);
  for (let change = 0; change < changes; change += 1)
    text.splice(random.below(text.length), random.below(20), random.pick(pieces));
  return text.join("");
}

const inputs = Number(process.env["HALAB_FUZZ"] ?? 500);

it(`${inputs} random and mutated texts: no throw, the text comes back, below 50 ms each`, () => {
  const real = shipped.map((path) => readFileSync(join(root, path), "utf8"));
  const random = new Random(112);
  let slowest = 0;
  for (let input = 0; input < inputs; input += 1) {
    const text = anyText(random, real);
    const before = process.cpuUsage();
    const same = joined(text) === text;
    parseConfig(text);
    const { user, system } = process.cpuUsage(before);
    slowest = Math.max(slowest, (user + system) / 1000);
    if (!same) expect(joined(text)).toBe(text);
  }
  expect(slowest).toBeLessThan(50);
}, 600_000);

it.each([
  ["braces", "{".repeat(200_000)],
  ["blocks", "a {\n".repeat(100_000)],
  ["quotes", '"'.repeat(200_001)],
  ["backslashes", "\\".repeat(200_001)],
  ["references", `$\{a1`.repeat(50_000)],
  ["definitions", "$A=\\\n".repeat(50_000)],
  ["a long word", "a".repeat(500_000)],
  ["blanks", `${" ".repeat(300_000)}#`],
  [
    "definitions of each other",
    `$A0=${"x".repeat(400)}\n${Array.from({ length: 5_000 }, (_, at) => `$A${at + 1}=$A${at}$A${at}\nx $A${at + 1}\n`).join("")}`,
  ],
  ["includes of itself", "include /\n".repeat(5_000)],
  ["a definition of itself", `$A=$A$A$A$A\n${"$A $A\n".repeat(5_000)}`],
])("a great many %s take little time", (_, text) => {
  const before = process.cpuUsage();
  expect(joined(text)).toBe(text);
  parseConfig(text);
  const { user } = process.cpuUsage(before);
  expect(user / 1000).toBeLessThan(2_000);
});
