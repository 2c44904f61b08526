import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { templatesDir } from "../../../cli/core/base/home.ts";
import { agents } from "../../../cli/technologies/pacemaker/agents/table.ts";
import { kind as explains } from "../../../cli/technologies/pacemaker/explains/pacemaker.ts";
import { scoreOf } from "../../../cli/technologies/pacemaker/meaning/constraints.ts";
import {
  metaNames,
  partNames,
  propertyNames,
  statementNames,
} from "../../../cli/technologies/pacemaker/syntax/names.ts";
import { parseCrm, textOf } from "../../../cli/technologies/pacemaker/syntax/statements.ts";
import {
  options,
  parts,
  statements,
} from "../../../cli/technologies/pacemaker/wording/directives.ts";
import { survives } from "../../fixtures/diagnosis/hostile-text.ts";

const shown = (text: string) =>
  parseCrm(text).statements.map(({ keyword, words }) => [
    keyword,
    ...words.map(({ value }) => value),
  ]);

describe("statements, as crm reads them", () => {
  it.each<[string, readonly (readonly string[])[]]>([
    ["primitive a Dummy\r\n", [["primitive", "a", "Dummy"]]],
    ["PRIMITIVE a \\\n\t b\\\n  c \\ \n d", [["primitive", "a", "bc", "d"]]],
    ["# x \\\nprimitive a b\nc d", [["c", "d"]]],
    ["a b \\\n\nc", [["a", "b"], ["c"]]],
    ["a 'b c' \"d \\\" e\" f\\ g ''", [["a", "b c", 'd " e', "f g", ""]]],
    ["a 'b \\\n  c' d", [["a", "b c", "d"]]],
    ["a b\\\\\nc", [["a", "bc"]]],
    ["a # b", [["a", "#", "b"]]],
    ["  \n\t\n", []],
    ["", []],
  ])("%j", (text, expected) => {
    expect(shown(text)).toEqual(expected);
  });

  it("have their places, and say what was glued together", () => {
    const [one] = parseCrm("# x\nprimitive a \\\n  params b=1\\\n  c=2\n").statements;
    expect(one?.word).toMatchObject({ value: "primitive", line: 2, column: 1, first: true });
    expect(one?.words.at(-1)).toEqual({
      value: "b=1c=2",
      line: 3,
      column: 10,
      first: false,
      glued: { line: 4, column: 3, value: "c=2" },
    });
  });

  it("say whose quotes are open, and what a comment has swallowed", () => {
    const { statements: all, swallowed } = parseCrm("a 'b\nc\n# d \\\n# e \\\nf\n");
    expect(all.map(({ unbalanced }) => unbalanced)).toEqual([true, false]);
    expect(swallowed).toEqual([{ line: 5, comment: 3 }]);
  });

  it.each([
    ["inf:", 1_000_000],
    ["-INFINITY:", -1_000_000],
    ["+inf", 1_000_000],
    ["Mandatory:", 1_000_000],
    ["advisory:", 0],
    ["-50:", -50],
    ["Serialize:", undefined],
  ])("%s is %s", (text, score) => {
    expect(scoreOf(text)).toBe(score);
  });
});

const right = join(import.meta.dirname, "right");
const files = [
  join(templatesDir(), "pacemaker/web-group.crm.hbs"),
  ...readdirSync(right).map((name) => join(right, name)),
];
const [first = "", ...rest] = files.map((path) => readFileSync(path, "utf8"));

describe("the text comes back", () => {
  it.each(files)("%s", (path) => {
    const text = readFileSync(path, "utf8");
    expect(textOf(parseCrm(text))).toBe(text);
  });

  it("whatever it is, in little time", () => {
    const pieces =
      "primitive params meta op monitor interval=10s group location inf: n1 order \\\n ( a b ) # '";
    survives(
      500,
      { files: [first, ...rest], pieces: ["ocf:heartbeat:IPaddr2", ...pieces.split(" ")] },
      (text) => textOf(parseCrm(text)),
    );
  });
});

describe("what a line means", () => {
  const text = `property stonith-enabled=false
rsc_defaults \\
  resource-stickiness=100 \\
  nonsense=1
primitive vip ocf:heartbeat:IPaddr2 \\
  params ip=10.0.0.1 \\
  op monitor interval=10s

# location
location prefer vip 50: n1
order one Mandatory: a b
`;

  it.each([
    [1, "stonith-enabled"],
    [2, "rsc_defaults"],
    [3, "resource-stickiness"],
    [5, "primitive"],
    [6, "params"],
    [7, "op"],
    [10, "location"],
    [11, "order"],
  ])("line %i is %s", (line, name) => {
    expect(explains.at(text, line)?.name).toBe(name);
  });

  it.each([4, 8, 9, 0, 99])("says nothing of line %i", (line) => {
    expect(explains.at(text, line)).toBeUndefined();
  });

  it("is of cluster.crm", () => {
    expect(explains.takes("/etc/pacemaker/cluster.crm")).toBe(true);
    expect(explains.takes("/etc/corosync/corosync.conf")).toBe(false);
  });

  it("explains no word that the tables have not", () => {
    for (const name of statements.keys()) expect(statementNames.has(name), name).toBe(true);
    for (const name of parts.keys()) expect(partNames.has(name), name).toBe(true);
    const others = ["interval", "timeout", "on-fail", "standby"];
    for (const name of options.keys())
      expect(propertyNames.has(name) || metaNames.has(name) || others.includes(name), name).toBe(
        true,
      );
  });
});

describe("the agents of Debian 12", () => {
  it("are those of resource-agents and of Pacemaker", () => {
    const counts = [...agents].map(([provider, all]) => [provider, all.size]);
    expect(counts).toEqual([
      ["heartbeat", 141],
      ["pacemaker", 13],
    ]);
  });

  it("have their parameters and the time that they ask for", () => {
    const address = agents.get("heartbeat")?.get("IPaddr2");
    expect(address?.parameters.get("ip")).toBe(true);
    expect(address?.parameters.get("cidr_netmask")).toBe(false);
    expect(agents.get("heartbeat")?.get("nginx")?.advised.get("stop")).toBe(60);
  });
});
