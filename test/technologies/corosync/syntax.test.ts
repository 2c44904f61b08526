import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { templatesDir } from "../../../cli/core/base/home.ts";
import { kind as explains } from "../../../cli/technologies/corosync/explains/corosync.ts";
import { keysIn, parseConf, textOf } from "../../../cli/technologies/corosync/syntax/conf.ts";
import { keyNames, numbers } from "../../../cli/technologies/corosync/syntax/names.ts";
import { keyDirectives } from "../../../cli/technologies/corosync/wording/keys.ts";
import { survives } from "../../fixtures/diagnosis/hostile-text.ts";

const shown = (text: string) => keysIn(parseConf(text)).map(({ path, value }) => [path, value]);

describe("lines, as Corosync reads them", () => {
  it.each<[string, readonly (readonly string[])[]]>([
    ["totem {\n  token: 1000\r\n}", [["totem.token", "1000"]]],
    ["totem{\n\ttoken:1000 \t\n}\n", [["totem.token", "1000"]]],
    ["# a: b\n   # c {\n", []],
    [
      "a {\n b {\n c: d: e\n }\n f:\n}",
      [
        ["a.b.c", "d: e"],
        ["a.f", ""],
      ],
    ],
    ["totem: {\n a: 1 # no comment\n}", [["totem.a", "1 # no comment"]]],
    ["", []],
  ])("%j", (text, expected) => {
    expect(shown(text)).toEqual(expected);
    expect(parseConf(text).trouble).toBeUndefined();
  });

  it.each<[string, number, string]>([
    ["a {\n b: 1\n", 1, "unclosed"],
    ["a {\n}\n}\n", 3, "too many"],
    ["a {\n b: 1\n} c\n", 3, "beside a brace"],
    ["a { b: 1\n}\n", 1, "beside a brace"],
    ["a {\n : 1\n}\n", 2, "no name"],
    [" {\n}\n", 1, "no name"],
    ["a {\n b\n}\n", 2, "neither"],
  ])("%j: line %i is %s", (text, line, why) => {
    expect(parseConf(text).trouble).toEqual({ line, why });
  });
});

const right = join(import.meta.dirname, "right");
const files = [
  join(templatesDir(), "corosync/corosync.conf.hbs"),
  ...readdirSync(right).map((folder) => join(right, folder, "corosync.conf")),
];
const [first = "", ...rest] = files.map((path) => readFileSync(path, "utf8"));

describe("the text comes back", () => {
  it.each(files)("%s", (path) => {
    const text = readFileSync(path, "utf8");
    expect(textOf(parseConf(text))).toBe(text);
  });

  it("whatever it is, in little time", () => {
    const pieces = "totem { } token: 1000 nodelist node ring0_addr: 10.0.0.1 quorum two_node: 1";
    survives(
      500,
      { files: [first, ...rest], pieces: ["nodeid: 1", ...pieces.split(" ")] },
      (text) => textOf(parseConf(text)),
    );
  });
});

describe("what a line means", () => {
  const text = `totem {
  version: 2
  interface {
    knet_ping_timeout: 600
  }
}
nodelist {
  node {
    ring0_addr: 10.0.0.1
    quorum_votes: 2
  }
}
quorum {
  device {
    net {
      host: w
    }
  }
  some_future_key: 1
}
`;

  it.each([
    [1, "totem"],
    [2, "totem.version"],
    [4, "totem.interface.knet_ping_timeout"],
    [8, "nodelist.node"],
    [9, "nodelist.node.ring0_addr"],
    [10, "nodelist.node.quorum_votes"],
    [16, "quorum.device.net.host"],
  ])("line %i is %s", (line, name) => {
    expect(explains.at(text, line)?.name).toBe(name);
  });

  it.each([5, 12, 19, 0, 99])("says nothing of line %i", (line) => {
    expect(explains.at(text, line)).toBeUndefined();
  });

  it("is of Corosync's own files", () => {
    expect(explains.takes("/etc/corosync/corosync.conf")).toBe(true);
    expect(explains.takes("/etc/pacemaker/cluster.crm")).toBe(false);
  });

  it("explains no key that the parser's tables have not", () => {
    for (const path of [...keyDirectives.keys(), ...numbers]) {
      const at = path.lastIndexOf(".");
      const isKnown =
        keyNames.has(path) || keyNames.get(path.slice(0, at))?.includes(path.slice(at + 1));
      expect(isKnown, path).toBe(true);
    }
  });
});
