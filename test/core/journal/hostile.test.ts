import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { HalabError } from "../../../cli/core/base/error.ts";
import type { JournalEvent } from "../../../cli/core/journal/events.ts";
import { readJournal } from "../../../cli/core/journal/file.ts";
import { JournalParser } from "../../../cli/core/journal/parser.ts";
import { RunView } from "../../../cli/core/journal/view.ts";
import { contradictedBy } from "../../../cli/core/judge/two-words.ts";
import { Random } from "../../fixtures/random.ts";
import { TempDir } from "../../fixtures/temp.ts";

/** Of a file with these bytes. */
function readIn(dir: TempDir, bytes: string | Uint8Array): HalabError | undefined {
  const path = join(dir.path, "j.ndjson");
  writeFileSync(path, bytes);
  return asked(() => readJournal(path));
}

/** Of lines, each of them JSON. */
function parsed(lines: readonly string[]): HalabError | undefined {
  const parser = new JournalParser("j.ndjson");
  return asked(() => lines.flatMap((line) => parser.next(Buffer.from(line)) ?? []));
}

/** Asks the view as grading does; what that or the reading throws must be a HalabError. */
function asked(read: () => readonly JournalEvent[]): HalabError | undefined {
  try {
    const view = RunView.of(read());
    for (const series of view.series.values()) {
      series.gaps(0, view.endNs);
      series.tally(0, view.endNs);
    }
    for (const owners of view.owners.values()) owners.at(view.endNs);
    for (const port of view.heard.values())
      for (const node of port.nodes) port.spans(node, true, view.endNs);
    for (const probe of view.heard.keys()) contradictedBy(view, probe, 0, view.endNs);
    for (const stream of view.streams.values()) stream.openAt(view.endNs);
    return undefined;
  } catch (error) {
    if (error instanceof HalabError) return error;
    throw error;
  }
}

const whole: readonly JournalEvent[] = [
  { kind: "up", t: 2, tookMs: 1 },
  { kind: "in-force", t: 3, node: "lb1", service: "keepalived", value: { vrrp: [] } },
  { kind: "step", t: 4, step: "s", phase: "expect" },
  {
    ...{ kind: "fault", t: 5, id: "f", step: "s", fault: "stop", title: "t", phase: "effect" },
    ...{ nodes: ["lb1"], evidence: ["it ended"], undo: null },
  },
  { kind: "probe", t: 6, probe: "site", t0: 5, intervalUs: 5000 },
  { kind: "samples", t: 7, probe: "site", rows: [[0, 0, 1, 2, "ok", "web1"]] },
  { kind: "responders", t: 8, probe: "site", rows: [[0, ["lb1"]]] },
  { kind: "stream", t: 9, probe: "line", connection: 0, event: "connected" },
  { kind: "basket", t: 10, probe: "shop", user: 1, event: "lost", had: 2, has: 1 },
  { kind: "lateness", t: 11, probe: "site", sent: 1, p50Us: 1, p99Us: 1, maxUs: 1 },
  { kind: "owner", t: 12, probe: "vip", node: "lb1", owns: true },
  { kind: "wire", t: 13, probe: "vip", nodes: ["lb1"] },
  { kind: "heard", t: 13, probe: "vip", node: "lb1", answers: true },
  { kind: "heard", t: 13, probe: "vip", node: "lb1", answers: null },
  { kind: "advert", t: 13, node: "lb1", service: "keepalived", value: { vrid: 51 } },
  { kind: "watch", t: 14, probe: "vip", node: "lb1", ok: true, why: "" },
  { kind: "node", t: 15, node: "lb1", state: "off" },
  {
    ...{ kind: "measure", t: 16, step: "s", name: "m", measure: "file-hash", title: "t" },
    ...{ value: null, unit: "", evidence: [], tookMs: 1 },
  },
  { kind: "refusal", t: 16, node: "lb1", why: "x" },
  { kind: "outside", t: 17, node: "", text: "x" },
  { kind: "note", t: 17, text: "x" },
  { kind: "end", t: 18, reason: "finished", text: "" },
];
const lines = whole.map((one) => JSON.stringify(one));

describe("a journal that is none", () => {
  it.each([
    ["null\n", "1: not a line of a journal: it is no object"],
    ["[]\n1\n", "it is no object"],
    ["{}\n", "it has no `kind`"],
    ['{"kind":"note"}\n', "needs a time"],
    ['{"kind":"note","t":1}\n', "`text` of an event"],
    ['{"kind":"samples","t":1,"probe":"x","rows":[[1]]}\n', "`rows` of an event"],
    ['{"kind":"run","t":1,"schema":"halab/journal/9"}\n', "this halab knows halab/journal/1"],
    [
      '{"kind":"run","t":1,"schema":"halab/journal/2","run":"r","lab":"l","provider":"d","halab":"0","wall":"w","host":{},"plan":null}\n',
      "`plan` of an event",
    ],
    [
      '{"kind":"samples","t":1,"probe":"x","rows":[[4000000000,1,1,1,"ok","a"]]}\n',
      "request 4000000000 of x was never sent",
    ],
  ])("%j: %s", (text, why) => {
    using dir = new TempDir();
    expect(readIn(dir, text)?.message).toContain(why);
  });

  it("an event of a kind that a later halab writes is left alone", () => {
    using dir = new TempDir();
    expect(readIn(dir, '{"kind":"weather","t":1,"sun":true}\n')).toBeUndefined();
    expect(readIn(dir, '{"kind":"toString","t":1}\n')).toBeUndefined();
  });

  it("a folder, a device without an end: LAB_INVALID", () => {
    for (const path of ["/", "/dev/zero"])
      expect(() => readJournal(path)).toThrow("is no file: it is no journal of a run");
  });
});

describe("a journal of any bytes", () => {
  it("random ones", () => {
    using dir = new TempDir();
    const random = new Random(1);
    for (let turn = 0; turn < 300; turn += 1) {
      // With several ends of lines, after which nothing is read any more.
      const bytes = random.bytes(random.below(1000));
      const error = readIn(dir, bytes);
      if (error) expect(error.code).toBe("LAB_INVALID");
    }
  });

  it("a real one, with a value or a field of each event replaced or gone", () => {
    expect(parsed(lines)).toBeUndefined();
    const odd = [null, true, -1, 1e300, "", "x", [], {}, [null], [[]], [{}], { length: 3 }];
    for (const [at, event] of whole.entries())
      for (const key of Object.keys(event))
        for (const value of [...odd, undefined])
          parsed(lines.with(at, JSON.stringify({ ...event, [key]: value })));
  });

  it("a real one, with bytes flipped, doubled or gone", () => {
    using dir = new TempDir();
    const text = Buffer.from(`${lines.join("\n")}\n`);
    const random = new Random(2);
    for (let turn = 0; turn < 400; turn += 1) {
      const bytes = Buffer.from(text);
      const [at, length] = [random.below(bytes.length), random.below(20)];
      if (turn % 3 === 0) bytes[at] = random.below(256);
      const part = turn % 3 === 1 ? text.subarray(at, at + length) : Buffer.alloc(0);
      const cut = turn % 3 === 2 ? length : 0;
      readIn(dir, Buffer.concat([bytes.subarray(0, at), part, bytes.subarray(at + cut)]));
    }
  });

  it("a line without an end is not read to its end, nor kept", () => {
    using dir = new TempDir();
    const path = dir.write("j.ndjson", "");
    truncateSync(path, 200 * 2 ** 20);
    const before = process.memoryUsage();
    expect(() => readJournal(path)).toThrow("j.ndjson:1: not a line of a journal: it is longer");
    const after = process.memoryUsage();
    const grown = after.arrayBuffers + after.heapUsed - before.arrayBuffers - before.heapUsed;
    expect(grown).toBeLessThan(2 ** 26);
  });

  it("many events in the wrong order are put in order once: one by one would never end", () => {
    /** How often the time of one of so many events was looked at. */
    const looks = (events: number) => {
      let count = 0;
      const time = (t: number) => {
        const counted = { valueOf: () => t + 0 * ++count };
        return counted as unknown as number;
      };
      const owner = (at: number): JournalEvent => ({
        ...{ kind: "owner", t: time(events - at), probe: "vip" },
        ...{ node: `n${at % 5}`, owns: at % 2 === 0 },
      });
      const view = RunView.of(Array.from({ length: events }, (_, at) => owner(at)));
      expect(view.owners.get("vip")?.at(events)).toEqual(["n0", "n2", "n4"]);
      return count;
    };
    const few = looks(500);
    expect(few).toBeGreaterThan(500);
    expect(looks(4000)).toBeLessThan(2 * 8 * few);
  });

  it("many words of ports, in any order, take no longer than their number", () => {
    const random = new Random(3);
    const heard = Array.from({ length: 100_000 }, () => ({
      ...{ kind: "heard", t: random.below(100_000), probe: "vip", node: "n1" },
      answers: random.below(2) === 0,
    }));
    expect(parsed(heard.map((one) => JSON.stringify(one)))).toBeUndefined();
  });
});
