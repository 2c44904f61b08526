import { describe, expect, it } from "vitest";
import { statementsIn } from "../../../../cli/technologies/bind/config/statement-names.ts";
import {
  insideOf,
  nameOf,
  parseNamedConf,
} from "../../../../cli/technologies/bind/config/statements.ts";
import { kind as namedConf } from "../../../../cli/technologies/bind/explains/named-conf.ts";
import { kind as zoneFile } from "../../../../cli/technologies/bind/explains/zone-file.ts";
import { statements } from "../../../../cli/technologies/bind/wording/statements.ts";
import { renderedFiles } from "../config/shipped.ts";

describe("a line of named.conf", () => {
  const text = [
    "options {",
    "  min-refresh-time 1; min-retry-time 1;",
    "  also-notify {",
    "    10.79.0.12;",
    "  };",
    "};",
    'zone "x" { type primary; };',
    "# a comment",
    "view x {",
    "",
    "};",
  ].join("\n");

  it.each([
    [1, "options"],
    [2, "min-refresh-time"],
    [3, "also-notify"],
    [4, "also-notify"],
    [6, "options"],
    [7, "zone"],
    [8, undefined],
    [10, undefined],
    [11, "view"],
    [99, undefined],
  ])("%i is %s", (line, name) => {
    expect(namedConf.at(text, line)?.name).toBe(name);
  });

  it("has an entry for every statement that the labs use", async () => {
    const files = (await renderedFiles()).filter(({ path }) => namedConf.takes(path));
    const used = files.flatMap(({ text }) =>
      parseNamedConf(text).statements.flatMap((one) => [
        nameOf(one),
        ...(statementsIn(nameOf(one)) ? insideOf(one).map(nameOf) : []),
      ]),
    );
    const known = statements.map(({ name }) => name);
    expect([...new Set(used)].filter((name) => !known.includes(name))).toEqual([]);
    expect(new Set(known).size).toBe(known.length);
    expect(known.length).toBeGreaterThan(60);
  });
});

describe("a line of a zone file", () => {
  const text = [
    "$TTL 4",
    "@ IN SOA ns1 hostmaster (",
    "  1 ; serial",
    "  5",
    "  2 15",
    "  1 )",
    "  NS ns1",
    "www 5 A 192.0.2.1",
    "$GENERATE 1-2 h-$ A 192.0.2.$",
  ].join("\n");

  it.each([
    [1, "$TTL"],
    [2, "SOA"],
    [3, "serial"],
    [4, "refresh"],
    [5, "SOA"],
    [6, "negative TTL"],
    [7, "NS"],
    [8, "A"],
    [9, "$GENERATE"],
    [10, undefined],
  ])("%i is %s", (line, name) => {
    expect(zoneFile.at(text, line)?.name).toBe(name);
  });
});

it("knows its files by their paths", () => {
  const takes = (path: string) => [namedConf.takes(path), zoneFile.takes(path)];
  expect(takes("/etc/bind/named.conf")).toEqual([true, false]);
  expect(takes("/etc/bind/transfer.key")).toEqual([true, false]);
  expect(takes("/etc/bind/db.lab.test")).toEqual([false, true]);
  expect(takes("/var/lib/bind/lab.test.zone")).toEqual([false, true]);
  expect(takes("/etc/nginx/nginx.conf")).toEqual([false, false]);
});
