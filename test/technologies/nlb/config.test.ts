import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { labsDir, templatesDir } from "../../../cli/core/base/home.ts";
import { told } from "../../../cli/core/kinds/phrase.ts";
import type { FactFile, NodeFacts } from "../../../cli/core/kinds/rule.ts";
import { lexNft } from "../../../cli/technologies/nlb/config/nft-lex.ts";
import {
  type NftStatement,
  parseNft,
} from "../../../cli/technologies/nlb/config/nft-statements.ts";
import { linesOfNlb, parseNlbConf } from "../../../cli/technologies/nlb/config/nlb.ts";
import {
  nftablesConf,
  type Ruleset,
  rulesetOf,
} from "../../../cli/technologies/nlb/config/ruleset.ts";
import { durationMs } from "../../../cli/technologies/nlb/packets.ts";
import { survives } from "../../fixtures/diagnosis/hostile-text.ts";

function shipped(name: RegExp): [string, ...string[]] {
  const [first = "", ...others] = [labsDir(), templatesDir()].flatMap((dir) =>
    readdirSync(dir, { recursive: true, encoding: "utf8" })
      .filter((path) => name.test(path))
      .map((path) => readFileSync(join(dir, path), "utf8")),
  );
  return [first, ...others];
}

function nodeWith(files: Readonly<Record<string, string>>): NodeFacts {
  const all = Object.entries(files).map(([path, text]): [string, FactFile] => [
    path,
    { node: "n1", path, text, owner: "student" },
  ]);
  const services = ["nftables"];
  return {
    name: "n1",
    role: "server",
    services,
    links: [],
    sysctls: {},
    routes: [],
    files: new Map(all),
  };
}

const facts = { parsed: <T>(parser: (text: string) => T, file: FactFile): T => parser(file.text) };

function ruleset(text: string, others: Readonly<Record<string, string>> = {}): Ruleset {
  return rulesetOf(nodeWith({ [nftablesConf]: text, ...others }), facts);
}

function rulesIn({ tables }: Ruleset): string[] {
  return tables.flatMap(({ family, name, chains }) =>
    [...chains.values()].flatMap((chain) =>
      chain.rules.map(
        ({ words, place }) => `${family} ${name} ${chain.name} ${place.line}: ${words.join(" ")}`,
      ),
    ),
  );
}

describe("nlb.conf", () => {
  it("is read as the daemon reads it, with places", () => {
    const config = parseNlbConf(
      "# n1\r\n\tid\t2 # mine\r\nto 10.0.0.255:7001\nto 10.0.0.2:7001\nheartbeat 150ms\ndead 1s\nset  inet  a b\n",
    );
    expect(config.id).toEqual({ value: 2, line: 2 });
    expect(config.targets).toEqual([
      { address: "10.0.0.255", port: 7001, line: 3 },
      { address: "10.0.0.2", port: 7001, line: 4 },
    ]);
    expect([config.heartbeatMs.value, config.deadMs.value]).toEqual([150, 1000]);
    expect(config.set).toEqual({ value: "inet a b", line: 7 });
    expect(config.quorum).toEqual({ value: 1, line: 0 });
    expect(config.refused).toEqual([]);
    expect(config.lines[1]).toMatchObject({ key: "id", value: "2", column: 5 });
  });

  it("says what the daemon refuses", () => {
    const { refused } = parseNlbConf("id 9\nto nobody\ndead 5 s\nset a b\nhertbeat 1s\nquorum\n");
    const english = { language: "en", phrases: {} };
    expect(refused.map(({ line, why }) => told(`${line} ${why}`, english))).toEqual([
      '1 "9" is no value for id',
      '3 "5 s" is no value for dead',
      '4 "a b" is no value for set',
      '5 there is no word "hertbeat"',
      '6 "" is no value for quorum',
      '2 "nobody" is not ADDRESS:PORT',
    ]);
  });

  it("comes back byte for byte", () => {
    const again = (text: string) =>
      linesOfNlb(text)
        .map(({ raw }) => raw.join(""))
        .join("");
    const files = shipped(/nlb\.conf(\.hbs)?$/);
    for (const text of files) expect(again(text)).toBe(text);
    const pieces = [
      "id 1",
      "to 10.0.0.1:7001",
      "heartbeat 1s",
      "set ip nlb mine",
      "quorum 2",
    ] as const;
    survives(500, { files, pieces: [...pieces] }, (text) => {
      parseNlbConf(text);
      return again(text);
    });
  });
});

describe("nftables.conf", () => {
  it("is a tree of statements with places", () => {
    const text = `table ip t {\n  set s { type mark; elements = {\n 1, 2 } }\n  chain c { # x\n    type filter hook input priority 0; policy drop;\n    ip saddr { 1.2.3.4,\n      5.6.7.8 } \\\n accept\n  }\n}\n`;
    const shown = (all: readonly NftStatement[]): unknown =>
      all.map(({ words, block, line }) => [
        `${line}: ${words.map(({ raw }) => raw).join(" ")}`,
        ...(block ? [shown(block)] : []),
      ]);
    expect(shown(parseNft(text))).toEqual([
      [
        "1: table ip t",
        [
          ["2: set s", [["2: type mark"], ["2: elements = { 1 , 2 }"]]],
          [
            "4: chain c",
            [
              ["5: type filter hook input priority 0"],
              ["5: policy drop"],
              ["6: ip saddr { 1.2.3.4 , 5.6.7.8 } accept"],
            ],
          ],
        ],
      ],
    ]);
  });

  it("comes back byte for byte", () => {
    const again = (text: string) =>
      lexNft(text)
        .map(({ raw }) => raw)
        .join("");
    const files = shipped(/nftables\.conf(\.hbs)?$/);
    expect(files.length).toBeGreaterThan(10);
    for (const text of files) expect(again(text)).toBe(text);
    const pieces = [
      ...["table ip nlb {", "chain c {", "}", "set mine { type mark; }", "add rule ip nlb c drop"],
      ...["define X = $X", "$X", 'include "/etc/nftables.conf"', "delete table ip nlb", "jump c"],
      ...["meta mark set jhash ip saddr mod 24 seed 1", "update @lease { oifname }", "{ 1, 2 }"],
    ];
    survives(500, { files, pieces: ["drop", ...pieces] }, (text) => {
      ruleset(text);
      return again(text);
    });
  });

  it("is what the kernel has after all of its commands", () => {
    const text = [
      "table ip t { chain c { drop\n } }",
      "delete table ip t",
      'define V = 10.0.0.1\ninclude "/etc/nftables.d/*.nft"',
      "table t { chain c { type filter hook input priority mangle - 5; ip daddr $V accept; } }",
      "add rule ip t c counter drop",
      "insert rule t c tcp dport 80 accept",
    ].join("\n");
    const found = ruleset(text, {
      "/etc/nftables.d/b.nft": "table inet i { chain x { accept\n } }",
      "/etc/nftables.d/a.nft": "table inet i { chain x { drop\n } }",
      "/etc/nftables.d/no.conf": "table inet i { chain x { reject\n } }",
    });
    expect(found.certain).toBe(true);
    expect(rulesIn(found)).toEqual([
      "inet i x 1: drop",
      "inet i x 1: accept",
      "ip t c 8: tcp dport 80 accept",
      "ip t c 6: ip daddr 10.0.0.1 accept",
      "ip t c 7: counter drop",
    ]);
    expect(found.tables[1]?.chains.get("c")?.hook).toEqual({
      hook: "input",
      priority: -155,
      drops: false,
    });
  });

  it.each<[string, string]>([
    ["a file that is not there", 'include "/etc/other.conf"'],
    ["a file that includes itself", `include "${nftablesConf}"`],
    ["a variable that nobody defined", "table ip t { chain c { ip daddr $X drop\n } }"],
    [
      "a rule at a place by number",
      "table ip t { chain c { drop\n } }\nadd rule ip t c position 0 accept",
    ],
    ["a command that is not known", "rename chain ip t c d"],
  ])("is not certain with %s", (_, text) => {
    expect(ruleset(text).certain).toBe(false);
  });

  it("has times of all units", () => {
    expect(["750ms", "5s", "1m30s", "2", "1d", "5 s", ""].map(durationMs)).toEqual([
      ...[750, 5000, 90_000, 2000, 86_400_000, undefined, undefined],
    ]);
  });
});
