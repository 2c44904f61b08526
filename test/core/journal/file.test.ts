import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { JournalFile, readJournal } from "../../../cli/core/journal/file.ts";
import { TempDir } from "../../fixtures/temp.ts";

describe("a journal's file", () => {
  it("gives back what was written, without a last line that was cut off", () => {
    using dir = new TempDir();
    const path = join(dir.path, "deep/journal.ndjson");
    using file = new JournalFile(path);
    file.write({ kind: "note", t: 1, text: "ü" });
    file.write({ kind: "note", t: 2, text: "\n" });
    appendFileSync(path, '{"kind":"note","t":3');
    expect(readJournal(path).map((event) => event.t)).toEqual([1, 2]);
  });
  it("that is cut off in its middle is not read as a shorter one", () => {
    using dir = new TempDir({
      "j.ndjson": '{"kind":"note","t":1,"text":""}\n{"ki\n{"kind":"note","t":3,"text":""}\n',
    });
    expect(() => readJournal(join(dir.path, "j.ndjson"))).toThrow(
      /j\.ndjson:2: not a line of a journal/,
    );
  });
  it("that is empty has no events, and one that is not there is NOT_FOUND", () => {
    using dir = new TempDir({ "j.ndjson": "" });
    expect(readJournal(join(dir.path, "j.ndjson"))).toEqual([]);
    expect(() => readJournal(join(dir.path, "none"))).toThrow("there is no journal");
  });
});
