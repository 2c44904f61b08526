/** What every reader has to keep to: what it reads today is graded from a file in years. */
import { describe, expect, it } from "vitest";
import { RunView } from "../../../cli/core/journal/view.ts";
import { joinS, leadersOf, timerRows, valuesOf } from "../../../cli/core/kinds/reader.ts";
import { dumpsOf } from "../../fixtures/dumps.ts";
import { inForce, kinds } from "../../fixtures/kinds.ts";

const all = [...kinds.readers.values()];

/** As it is when it comes out of a journal's file. */
const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe.each(all)("the reader $kind", (reader) => {
  const { kind } = reader;
  const dumps = [...dumpsOf(kind)];
  const read = (text: string) => {
    const value = reader.parse(text);
    if (value === undefined) throw new Error(`${kind} reads nothing from its own dump`);
    return value;
  };

  it("has a dump of its daemon among the fixtures", () => {
    expect(dumps, `keep one as test/technologies/TECHNOLOGY/dumps/${kind}.NAME`).not.toEqual([]);
  });

  it("reads nothing where the daemon said nothing", () => {
    expect(reader.parse("")).toBeUndefined();
  });

  it.each([
    ["words", "no such thing\n"],
    ["odd bytes", "\u0000\u0001\n\n = \n"],
    ["an endless line", "x".repeat(10_000)],
  ])("lives with %s, and gives what its schema takes, or nothing", (_, text) => {
    const value = reader.parse(text);
    if (value !== undefined) expect(reader.schema.parse(value)).toEqual(value);
  });

  // A daemon may be heard while it still writes. What the schema refuses would be written down all
  // the same, and nobody could say later why the node has no timers.
  it.each(dumps)("%s cut off after any line gives what its schema takes, or nothing", (_, text) => {
    const lines = text.split("\n");
    for (let length = 0; length < lines.length; length += 1) {
      const value = reader.parse(lines.slice(0, length).join("\n"));
      if (value === undefined) continue;
      const { error } = reader.schema.safeParse(value);
      expect(error?.issues ?? [], `${length} lines`).toEqual([]);
    }
  });

  it.each(dumps)("%s gives a value that its schema takes whole", (_, text) => {
    const value = read(text);
    expect(reader.schema.parse(value)).toEqual(value);
  });

  it.each(dumps)("%s gives a value that is the same after its way through a file", (_, text) => {
    const value = read(text);
    const stored = throughJson(value);
    expect(stored).toEqual(value);
    expect(reader.schema.parse(stored)).toEqual(value);
  });

  it.each(dumps)("%s gives rows for the table of timers", (_, text) => {
    const rows = reader.rows(read(text));
    expect(rows).not.toEqual([]);
    for (const { of, values } of rows) {
      expect(of.trim()).not.toBe("");
      expect(Object.keys(values)).not.toEqual([]);
    }
    expect(new Set(rows.map(({ of }) => of)).size).toBe(rows.length);
  });

  it.each(dumps)("%s is known to the view again, by its node and its service", (_, text) => {
    const value = read(text);
    const said = throughJson({ t: 1, ...inForce("lb1", kind, value) });
    const run = RunView.of([said as never]);
    expect(valuesOf(run, reader)).toEqual(new Map([["lb1", value]]));
    const rows = reader.rows(value).map((row) => ({ node: "lb1", ...row }));
    expect(timerRows(run, kinds.readers)).toEqual(rows);
    expect(leadersOf(run, kinds.readers)).toEqual(reader.leads?.(value) ? ["lb1"] : []);
    expect(joinS(run, kinds.readers)).toBeGreaterThanOrEqual(0);
    const gone = { ...(said as object), t: 2, value: null };
    expect(valuesOf(RunView.of([said as never, gone as never]), reader)).toEqual(new Map());
  });

  it.each(dumps)("%s tells for how long its nodes join", (_, text) => {
    const value = read(text);
    for (const values of [[], [value], [value, value]]) {
      const seconds = reader.joinS?.(values) ?? 0;
      expect(Number.isFinite(seconds)).toBe(true);
      expect(seconds).toBeGreaterThanOrEqual(0);
    }
  });

  it("says nothing for a value that is of another one, or of no form at all", () => {
    for (const value of [{ odd: true }, [{}], "text", 7, true]) {
      if (reader.schema.safeParse(value).success) continue;
      const run = RunView.of([{ t: 1, ...inForce("lb1", kind, value) }]);
      expect(valuesOf(run, reader)).toEqual(new Map());
      expect(timerRows(run, kinds.readers)).toEqual([]);
    }
  });
});
