import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { JournalEvent } from "../../../cli/core/journal/events.ts";
import { followJournal } from "../../../cli/core/journal/follow.ts";
import { Sink } from "../../../cli/core/journal/sink.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { TempDir } from "../../fixtures/temp.ts";

const note = (t: number): JournalEvent => ({ kind: "note", t, text: `ä ${t}` });
const end: JournalEvent = { kind: "end", t: 9, reason: "finished", text: "" };
const line = (event: JournalEvent) => `${JSON.stringify(event)}\n`;

describe("the stream of a run", () => {
  it("reaches every listener in its order, from when it joined until it left", () => {
    const [sink, first, late]: [Sink, number[], number[]] = [new Sink(), [], []];
    sink.listen((event) => first.push(event.t));
    sink.emit(note(1));
    const joined = sink.listen((event) => late.push(event.t));
    sink.emit(note(2));
    joined[Symbol.dispose]();
    sink.emit(note(3));
    expect([first, late]).toEqual([[1, 2, 3], [2]]);
  });

  it("ends with the end: what clean-up still sees is no part of the run", () => {
    const [sink, heard]: [Sink, string[]] = [new Sink(), []];
    sink.listen(({ kind }) => heard.push(kind));
    for (const event of [note(1), end, note(10)]) sink.emit(event);
    expect(heard).toEqual(["note", "end"]);
  });
});

describe("another process that listens", () => {
  it("hears what was written before, and what comes, up to the end", async () => {
    using dir = new TempDir();
    const path = join(dir.path, "journal.ndjson");
    // Half a line is no event yet, and a letter may be cut in two.
    const whole = Buffer.from(line(note(1)) + line(note(2)) + line(end));
    writeFileSync(path, whole.subarray(0, 60));
    const heard: JournalEvent[] = [];
    let at = 60;
    const ctx = testCtx();
    const grows = () => {
      appendFileSync(path, whole.subarray(at, at + 1));
      at += 1;
      return false;
    };
    await followJournal(path, (event) => heard.push(event), grows, ctx);
    expect(heard).toEqual([note(1), note(2), end]);
  });

  it("stops when nobody writes any more, though there is no end", async () => {
    using dir = new TempDir();
    const path = join(dir.path, "journal.ndjson");
    writeFileSync(path, line(note(1)));
    const heard: JournalEvent[] = [];
    await followJournal(
      path,
      (event) => heard.push(event),
      () => true,
      testCtx(),
    );
    expect(heard).toEqual([note(1)]);
  });

  it("is told that there is no journal", async () => {
    const heard = followJournal(
      "/nowhere",
      () => {},
      () => true,
      testCtx(),
    );
    await expect(heard).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
