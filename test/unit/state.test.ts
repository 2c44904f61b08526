import { appendFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { JournalFile, readJournal } from "../../cli/core/journal/file.ts";
import { forget, isKept, markKept } from "../../cli/core/state/keep.ts";
import {
  type OpenFault,
  openFaults,
  recordFault,
  recordHealed,
} from "../../cli/core/state/open-faults.ts";
import { ownerId, ownerState } from "../../cli/core/state/owner.ts";
import { TempDir, TempState } from "../fixtures/temp.ts";

describe("what is written down about a cluster", () => {
  const fault = (id: string): OpenFault => ({
    id,
    kind: "kill",
    title: id,
    nodes: ["lb1"],
    undo: { kind: "kill", node: "lb1" },
    keeper: null,
  });
  const ids = () => openFaults("c").map((one) => one.id);
  const path = (state: TempState) => join(state.state, "clusters/c/faults.ndjson");

  it("faults are open from their record to their healing, oldest first", () => {
    using _state = new TempState();
    expect(ids()).toEqual([]);
    for (const id of ["one", "two", "three"]) recordFault("c", fault(id));
    recordHealed("c", "two");
    expect(openFaults("c")).toEqual([fault("one"), fault("three")]);
  });

  it("a line that a crash cut off is ignored, and swallows nothing", () => {
    using state = new TempState();
    recordFault("c", fault("one"));
    appendFileSync(path(state), '{"open":{"id":"half');
    expect(ids()).toEqual(["one"]);
    recordFault("c", fault("two"));
    expect(ids()).toEqual(["one", "two"]);
  });

  it("lines that are not ours are ignored", () => {
    using state = new TempState();
    recordFault("c", fault("one"));
    appendFileSync(path(state), 'null\n{"open":{"id":7}}\n[]\n');
    expect(ids()).toEqual(["one"]);
  });

  it("a healing of a cluster that is gone leaves nothing behind", () => {
    using state = new TempState();
    recordHealed("c", "one");
    expect(existsSync(path(state))).toBe(false);
  });

  it("a cluster is kept by its instance, until it is forgotten", () => {
    using _state = new TempState();
    expect(isKept("c", "1")).toBe(false);
    markKept("c", "1");
    expect([isKept("c", "1"), isKept("c", "2")]).toEqual([true, false]);
    forget("c");
    expect(isKept("c", "1")).toBe(false);
  });
});

describe("the owner of a cluster", () => {
  const [pid, start, boot] = ownerId().split("/");
  it.each([
    ["this process", ownerId(), "alive"],
    ["another process with its number", `${pid}/1/${boot}`, "dead"],
    ["a process that is gone", `4194303/${start}/${boot}`, "dead"],
    ["a process of another machine", `${pid}/${start}/other`, "elsewhere"],
    ["nothing that we wrote", "", "elsewhere"],
  ])("%s: %s is %s", (_, owner, state) => {
    expect(ownerState(owner)).toBe(state);
  });
});

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
    using dir = new TempDir({ "j.ndjson": '{"kind":"note","t":1}\n{"ki\n{"kind":"note","t":3}\n' });
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
