import { describe, expect, it } from "vitest";
import type { JournalEvent } from "../../../cli/core/journal/events.ts";
import { probeReader } from "../../../cli/core/run/lines.ts";
import { kinds } from "../../fixtures/kinds.ts";

describe("a stream probe of many connections", () => {
  it.each([
    [{}, []],
    [{ connections: 20 }, ["--connections", "20"]],
  ])("%j is told to the prober as %j", async (more, argv) => {
    const kind = kinds.probes.get("stream");
    const to = "10.77.0.100:7000";
    const spec = kind?.schema.parse({ kind: "stream", from: "client", to, ...more });
    expect(spec && kind?.command?.(spec).argv).toEqual([
      ...["stream", "--to", to, "--every-us", "20000", "--timeout-us", "5000000"],
      ...argv,
    ]);
  });

  it("tells what ends or makes a connection, and no attempt that fails", () => {
    const events: JournalEvent[] = [];
    const read = probeReader("long", { offsetNs: 1000, now: () => 5 }, (event) =>
      events.push(event),
    );
    const lines = ["t0 9000 5000", "c -2 connected 0", "c 3 connected 1", "c 7 reset 1"];
    for (const line of [...lines, "c 8 refused 1", "c 9 renewed 0", "c 10 connected 0"]) read(line);
    const found = events.flatMap((event) =>
      event.kind === "stream" ? [[event.t, event.connection, event.event]] : [],
    );
    expect(found).toEqual([
      [8000, 0, "connected"],
      [13_000, 1, "connected"],
      [17_000, 1, "reset"],
      [19_000, 0, "renewed"],
      [20_000, 0, "connected"],
    ]);
  });

  it("is read as its only connection when an older prober names none", () => {
    const events: JournalEvent[] = [];
    const read = probeReader("long", { offsetNs: 0, now: () => 5 }, (event) => events.push(event));
    for (const line of ["t0 9000 5000", "c 1 connected", "c 2 eof"]) read(line);
    expect(events.slice(1)).toMatchObject([
      { kind: "stream", connection: 0, event: "connected" },
      { kind: "stream", connection: 0, event: "eof" },
    ]);
  });
});
