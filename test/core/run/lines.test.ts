import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { JournalEvent } from "../../../cli/core/journal/events.ts";
import { JournalFile, readJournal } from "../../../cli/core/journal/file.ts";
import { RunView } from "../../../cli/core/journal/view.ts";
import { toldBy } from "../../../cli/core/kinds/probe.ts";
import { ownerReader, probeReader, toldReader, wireReader } from "../../../cli/core/run/lines.ts";
import { TempDir } from "../../fixtures/temp.ts";

describe("what nodes print becomes events", () => {
  const events: JournalEvent[] = [];
  const emit = (event: JournalEvent) => events.push(event);
  const clocks = (offsetNs: number, now = () => 5) => ({ offsetNs, now });
  const feed = async (read: (line: string) => void, lines: readonly string[]) => {
    events.length = 0;
    for (const line of lines) read(line);
    await turn();
    return [...events];
  };

  it("halab-probe's, gathered into one event a batch", async () => {
    const read = probeReader("site", clocks(1000), emit);
    const lines = [
      "t0 9000 5000",
      "s 0 0 40 900 ok web1",
      "s 1 5000 5050 255000 timeout -",
      "s 2 1 2 3 odd",
      "s 3 1 2 3 forged web1",
      "l 200 85 129 640",
      "what is this",
    ];
    expect(await feed(read, lines)).toEqual([
      { kind: "probe", t: 5, probe: "site", t0: 10_000, intervalUs: 5000 },
      { kind: "lateness", t: 5, probe: "site", sent: 200, p50Us: 85, p99Us: 129, maxUs: 640 },
      {
        kind: "samples",
        t: 5,
        probe: "site",
        rows: [
          [0, 0, 40, 900, "ok", "web1"],
          [1, 5000, 5050, 255_000, "timeout", "-"],
          [2, 1, 2, 3, "error", "-"],
          [3, 1, 2, 3, "forged", "web1"],
        ],
      },
    ]);
  });

  it("what an error says of itself, as people would read it", async () => {
    const read = probeReader("site", clocks(1000), emit);
    const page =
      "<html><body><h1>503 Service Unavailable</h1> No server is available to handle this request. </body></html>";
    const lines = [
      `b 503 ${page}`,
      "b 500 \u001b[31mout of order",
      `b 404 ${"x".repeat(200)}`,
      "b 502",
      "b x y",
    ];
    const said = await feed(read, lines);
    expect(
      said.map((event) => (event.kind === "error-text" ? [event.status, event.text] : [])),
    ).toEqual([
      [503, "No server is available to handle this request."],
      [500, "out of order"],
      [404, `${"x".repeat(79)}…`],
    ]);
  });

  it("halab-probe arp's, whenever another set of nodes answers", async () => {
    const nodes = new Map([
      ["m1", "lb1"],
      ["m2", "lb2"],
    ]);
    const lines = [
      "t0 1000 100000",
      "a 0 0 m1",
      "a 1 100000 m1",
      "a 2 200000 m2,m1",
      "a 3 300000 -",
      "a 4 400000 m9",
    ];
    const said = await feed(wireReader("vip", nodes, clocks(500), emit), lines);
    expect(said.map((event) => (event.kind === "wire" ? [event.t, event.nodes] : []))).toEqual([
      [1500, ["lb1"]],
      [1500 + 200e6, ["lb1", "lb2"]],
      [1500 + 300e6, []],
      [1500 + 400e6, ["m9"]],
    ]);
  });

  it("halab-watch's, and events that the kernel dropped are a gap in the watch", async () => {
    const said = await feed(ownerReader("vip", "lb1", clocks(1), emit), [
      "state 10 1",
      "lost 20",
      "state 30 0",
    ]);
    expect(said).toMatchObject([
      { kind: "owner", t: 11, node: "lb1", owns: true },
      { kind: "watch", t: 21, ok: false },
      { kind: "watch", t: 21, ok: true },
      { kind: "owner", t: 31, owns: false },
    ]);
  });

  it("what a probe follows, by the node's own clock, and nothing from before", async () => {
    const parse = (line: string) => {
      const [, at, word] = /^\[(\d+)\] (.*)$/.exec(line) ?? [];
      return at === undefined ? undefined : { atNs: Number(at), value: { word } };
    };
    const tell = (t: number, value: unknown) =>
      emit({ kind: "told", t, probe: "log", node: "n1", value });
    const read = toldReader(
      { parse },
      clocks(1000, () => 5e9),
      tell,
    );
    const said = await feed(read, ["[4900000000] start", "no line of its", "[1000] long ago"]);
    expect(said).toEqual([
      { kind: "told", t: 4900001000, probe: "log", node: "n1", value: { word: "start" } },
    ]);
    const view = RunView.of(said);
    const schema = z.object({ word: z.string() });
    expect(toldBy(view, "log", schema)).toEqual([
      { t: 4900001000, node: "n1", value: { word: "start" } },
    ]);
    expect(toldBy(view, "log", z.object({ view: z.number() }))).toEqual([]);
    expect(toldBy(view, "other", schema)).toEqual([]);
  });

  it("garbage does not, and what never was: the journal stays one", async () => {
    using dir = new TempDir();
    const path = join(dir.path, "journal.ndjson");
    const at = clocks(0, () => 5e9);
    const nodes = new Map([["m1", "lb1"]]);
    const read = [ownerReader("vip", "lb1", at, emit), wireReader("vip", nodes, at, emit)];
    const probe = probeReader("site", at, emit);
    const wild = ["x", "-1e30", "9e99", "1e999", "3e9", "7e9", "Infinity"];
    const said = await feed(
      (line) => {
        for (const one of [...read, probe]) one(line);
      },
      [
        ...["state", "lost", "t0", "a 0"].flatMap((kind) =>
          wild.map((ns) => `${kind} ${ns} 1 x x x`),
        ),
        "t0 5e9 5000",
        ...["s", "c", "u", "l", "r"].flatMap((kind) =>
          wild.map((n) => `${kind} ${n} lost ${n} ${n} ${n} connected`),
        ),
        ...["constructor 1", "c 0 connected x", "r 2e6 m1", "r 1.5 m1", "state", ""],
        ...["s 0 0 1 2 ok web1", "state 5e9 1"],
      ],
    );
    expect(said).toMatchObject([
      { kind: "probe", t0: 5e9, intervalUs: 5000 },
      { kind: "owner", t: 5e9, owns: true },
      { kind: "samples", rows: [[0, 0, 1, 2, "ok", "web1"]] },
    ]);
    using file = new JournalFile(path);
    for (const event of said) file.write(event);
    expect(readJournal(path)).toEqual(said);
  });
});
