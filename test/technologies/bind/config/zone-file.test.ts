import { describe, expect, it } from "vitest";
import { filledIn, rangeOf } from "../../../../cli/technologies/bind/config/generate.ts";
import { parseZone } from "../../../../cli/technologies/bind/config/zone/lines.ts";
import { cpuMs, mutated } from "./mutated.ts";
import { rawFiles, renderedFiles } from "./shipped.ts";
import { recordsOf } from "./zone-facts.ts";

describe("the lines of a zone file", () => {
  it("joins what parentheses hold, and knows where each word stands", () => {
    const [soa, ns] = parseZone("@ IN SOA ns1 h ( ; begins\n  1 5\n\t2 15 1 )\n\tNS ns1\n").lines;
    expect(soa?.words.map(({ text, line, column }) => `${text} ${line}:${column}`)).toEqual([
      ...["@ 1:1", "IN 1:3", "SOA 1:6", "ns1 1:10", "h 1:14", "1 2:3", "5 2:5"],
      ...["2 3:2", "15 3:4", "1 3:7"],
    ]);
    expect(soa?.indented).toBe(false);
    expect(ns?.indented).toBe(true);
  });

  it("keeps semicolons, parentheses and blanks within quotes and behind a backslash", () => {
    const [line] = parseZone('a\\;b TXT "x; (y)" c\\ d ; no more\n').lines;
    expect(line?.words.map(({ text }) => text)).toEqual(["a\\;b", "TXT", "x; (y)", "c\\ d"]);
  });

  it("says what is not finished", () => {
    const what = (text: string) => parseZone(text).problems.map((one) => `${one.what} ${one.line}`);
    expect(what("@ SOA a b ( 1\n2 3 4 5\n")).toEqual(["no-closing-parenthesis 1"]);
    expect(what("a A 1 )\n")).toEqual(["no-opening-parenthesis 1"]);
    expect(what('a A 1\nt TXT "x\n')).toEqual(["no-closing-quote 2"]);
  });
});

describe("the records of a zone file", () => {
  it("have their whole names, from the origin that holds there", () => {
    const text =
      "@ NS Ns\n$ORIGIN sub\nwww A 1.1.1.1\n$ORIGIN .\nx.test A 2.2.2.2\ny.test. A 3.3.3.3\n";
    expect(recordsOf(text).map(({ owner }) => owner)).toEqual([
      ...["lab.test", "www.sub.lab.test", "x.test", "y.test"],
    ]);
  });

  it("take their owner from the record before, and TTL and class in either order", () => {
    const text =
      "$TTL 1h\nw 5 IN A 1.1.1.1\n  IN 6 A 1.1.1.2\n A 1.1.1.3\n\n; a comment\n IN A 1.1.1.4\n";
    expect(recordsOf(text).map(({ owner, ttlS, ttlBy }) => `${owner} ${ttlS} ${ttlBy}`)).toEqual([
      "w.lab.test 5 record",
      "w.lab.test 6 record",
      "w.lab.test 3600 default",
      "w.lab.test 3600 default",
    ]);
  });

  it("know BIND's units, and take the TTL before where there is no $TTL", () => {
    const text = "a 1w2d3H4m5s A 1.1.1.1\nb A 1.1.1.2\n";
    const ttl = 604_800 + 2 * 86_400 + 3 * 3600 + 4 * 60 + 5;
    expect(recordsOf(text).map(({ ttlS, ttlBy }) => [ttlS, ttlBy])).toEqual([
      [ttl, "record"],
      [ttl, "before"],
    ]);
  });

  it("are made by $GENERATE", () => {
    const text = `$GENERATE 1-5/2 h-\${10,3,d} 60 A 192.0.2.$\n`;
    expect(recordsOf(text).map(({ owner, data }) => `${owner} ${data[0]?.text}`)).toEqual([
      "h-011.lab.test 192.0.2.1",
      "h-013.lab.test 192.0.2.3",
      "h-015.lab.test 192.0.2.5",
    ]);
  });

  it("are not made without end", () => {
    const long = "$GENERATE 0-999999999 h-$ A 192.0.2.1\n";
    expect(
      cpuMs(() => recordsOf("$GENERATE 1-999999999 (\n)\n$GENERATE 1-999999999\n")),
    ).toBeLessThan(50);
    expect(recordsOf(`${long}${long}`)).toHaveLength(20_000);
  });

  it("are read from what the zone includes, with its own origin, which ends with the file", () => {
    const files = { "/z/more": "a A 1.1.1.1\n$ORIGIN else.\n", "/z/loop": "$INCLUDE /z/loop\n" };
    const text = "o A 1.1.1.0\n$INCLUDE /z/more sub\n  A 1.1.1.2\nb A 1.1.1.3\n$INCLUDE /z/loop\n";
    expect(recordsOf(text, files).map(({ owner }) => owner)).toEqual([
      ...["o.lab.test", "a.sub.lab.test", "o.lab.test", "b.lab.test"],
    ]);
  });
});

it("knows the ranges of $GENERATE, and what stands for the number", () => {
  expect(rangeOf("0-100/10")).toEqual({ from: 0, to: 100, step: 10 });
  expect([rangeOf("5-1"), rangeOf("1"), rangeOf("1-2/0")]).toEqual(Array(3).fill(undefined));
  expect(filledIn(`a$-\${-1,2,x}-\\$-$$`, 16)).toBe("a16-0f-$-$");
  expect(filledIn(`\${0,2,n}`, 16)).toBeUndefined();
});

describe("the round trip", () => {
  const joined = (text: string) =>
    parseZone(text)
      .tokens.map((token) => token.text)
      .join("");

  it("gives every file that ships back byte for byte", async () => {
    for (const { path, text } of [...rawFiles(), ...(await renderedFiles())])
      expect(joined(text), path).toBe(text);
  });

  it("never throws, loses nothing and takes its time from nobody, whatever it reads", () => {
    const texts = rawFiles().map(({ text }) => text);
    for (const text of mutated(1035, 500, texts)) {
      const ms = cpuMs(() => recordsOf(text));
      expect(joined(text)).toBe(text);
      expect(ms, text.slice(0, 200)).toBeLessThan(50);
    }
  });
});
