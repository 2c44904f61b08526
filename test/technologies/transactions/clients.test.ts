/** What the client's program is told, and what is made of what it says. */
import { expect, it } from "vitest";
import { howFailed } from "../../../cli/core/journal/failures.ts";
import { clientOf } from "../../../cli/technologies/transactions/client.ts";
import { isIn, parseRanges, rangesText } from "../../../cli/technologies/transactions/numbers.ts";
import { kind as reader } from "../../../cli/technologies/transactions/probes/reader.ts";
import { kind as writable } from "../../../cli/technologies/transactions/probes/writable.ts";
import { kind as writer } from "../../../cli/technologies/transactions/probes/writer.ts";
import { parseReads } from "../../../cli/technologies/transactions/reads.ts";
import { areAlike, parseRows } from "../../../cli/technologies/transactions/rows.ts";
import { latest, parseTouch, spansOf } from "../../../cli/technologies/transactions/touches.ts";

const to = { from: "client", to: ["pg1", "pg2"], driver: "postgresql" };

it("a writer is told whom it asks, as whom, and how often", () => {
  const spec = writer.schema.parse({ kind: "writer", ...to, session: "synchronous_commit=local" });
  expect(writer.command?.(spec)).toMatchObject({ from: "client" });
  expect(writer.command?.(spec).argv.join(" ")).toBe(
    "write --driver postgresql --to pg1,pg2 --database halab --user halab --table writes --session synchronous_commit=local --connections 4 --every-us 5000 --timeout-us 2000000",
  );
});

it("a writable asks each node as often as it says", () => {
  const spec = writable.schema.parse({ kind: "writable", ...to, every: "100ms", port: 6000 });
  const { argv = [] } = writable.follow?.(spec) ?? {};
  expect(argv.slice(0, 2)).toEqual(["halab-transactions", "touch"]);
  expect(argv.join(" ")).toMatch(/--port 6000 .*--table touches .*--every-us 50000/);
});

it.each([
  ["a driver that there is none of", { driver: "oracle" }],
  ["a table that is a statement", { table: "a;drop table b" }],
  ["a password of two words", { password: "two words" }],
  ["a setting that is a statement", { session: "x=1; drop table b" }],
  ["nobody to ask", { to: [] }],
])("a writer takes no %s", (_, more) => {
  expect(writer.schema.safeParse({ kind: "writer", ...to, ...more }).success).toBe(false);
});

it("what else a reader says is kept, and anything else is not", () => {
  const spec = reader.schema.parse({ kind: "reader", ...to });
  const parse = reader.command?.(spec).parse;
  expect(parse?.("n 1234 0:-1 1:17 2:18")).toEqual({ atNs: 1234, value: "0:-1 1:17 2:18" });
  expect(parse).toBe(parseReads);
  for (const line of ["s 0 0 17 1610 ok pg1", "n 12", "n x 0:1", ""])
    expect(parseReads(line)).toBeUndefined();
});

it("the client of a writer, and of nothing else, can be asked to read back", () => {
  const spec = writer.schema.parse({ kind: "writer", ...to, table: "orders" });
  expect(clientOf(spec)).toMatchObject({ from: "client", table: "orders" });
  expect(clientOf({ kind: "http", from: "client", url: "http://10.0.0.1/" })).toBeUndefined();
  expect(clientOf(undefined)).toBeUndefined();
});

it("lists of numbers", () => {
  const ranges = parseRanges("0-4,6,9-12") ?? [];
  expect([0, 4, 5, 6, 8, 9, 12, 13].filter((n) => isIn(ranges, n))).toEqual([0, 4, 6, 9, 12]);
  expect(parseRanges("-")).toEqual([]);
  expect(isIn([], 0)).toBe(false);
  for (const text of ["", "1-", "a", "1,,2"]) expect(parseRanges(text)).toBeUndefined();
  expect(rangesText([1, 2, 3, 7])).toBe("1-3, 7");
  expect(rangesText([1, 3, 5, 7, 9])).toBe("1, 3, 5, 7, ...");
});

it("rows that were read back, and nodes that gave none", () => {
  const nodes = parseRows(
    "rows pg1 3 00000000000000aa 0-2\nrows pg2 0 00000000000000bb -\nnone pg3 Connection refused\nodd\n",
  );
  expect(nodes).toEqual([
    { node: "pg1", count: 3, digest: "00000000000000aa", numbers: "0-2" },
    { node: "pg2", count: 0, digest: "00000000000000bb", numbers: "-" },
    { node: "pg3", why: "Connection refused" },
  ]);
  expect(areAlike(nodes)).toBe(false);
  expect(areAlike(nodes.slice(0, 1))).toBe(true);
  expect(areAlike(nodes.slice(2))).toBe(false);
});

it("who takes writes, and from when to when", () => {
  expect(parseTouch("w 5 pg1 yes")).toEqual({ atNs: 5, value: "pg1 yes" });
  expect(parseTouch("w 5 pg1 maybe")).toBeUndefined();
  const words = ["pg1 yes", "pg2 no", "pg1 yes", "pg1 no", "pg2 yes"];
  const spans = spansOf(words.map((value, t) => ({ t, value })));
  expect(spans).toEqual([
    { node: "pg1", fromNs: 0, toNs: 3, over: true },
    { node: "pg2", fromNs: 4, toNs: 4, over: false },
  ]);
  expect(latest(spans)).toEqual(["pg2"]);
});

it("steady is a cluster of which one takes writes", () => {
  const spec = writable.schema.parse({ kind: "writable", ...to });
  const lacks = (...values: string[]) => {
    const words = values.map((value, t) => ({
      ...{ kind: "told", probe: "primary", node: "client", t, value },
    })) as Parameters<NonNullable<typeof writable.unsteady>>[1]["words"];
    return writable.unsteady?.(spec, { words, nowNs: 9 });
  };
  expect(lacks()).toBe("no node takes writes");
  expect(lacks("pg1 yes", "pg2 no")).toBeUndefined();
  expect(lacks("pg1 yes", "pg2 yes")).toBe("pg1 and pg2 take writes");
});

it("an error of a database is said with its SQLSTATE", () => {
  expect(howFailed("bad", "25006")).toBe("SQLSTATE 25006");
  expect(howFailed("bad", "40P01")).toBe("SQLSTATE 40P01");
  expect(howFailed("bad", "SERVFAIL")).toBe("SERVFAIL");
  expect(howFailed("bad", "503")).toBe("HTTP 503");
});
