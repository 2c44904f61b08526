import { expect, it } from "vitest";
import type { JournalEvent } from "../../../cli/core/journal/events.ts";
import { RunView } from "../../../cli/core/journal/view.ts";

it("an error is counted with its own words, the first that it said", () => {
  const rows = [0, 1, 2].map((k) => [k, k * 10, k * 10, k * 10 + 1, "bad", "503"] as const);
  const events: JournalEvent[] = [
    { kind: "probe", t: 1, probe: "site", t0: 0, intervalUs: 10 },
    { kind: "error-text", t: 2, probe: "site", status: 503, text: "no server" },
    { kind: "error-text", t: 3, probe: "site", status: 503, text: "another" },
    { kind: "error-text", t: 3, probe: "unknown", status: 503, text: "another" },
    { kind: "samples", t: 40, probe: "site", rows: [...rows, [3, 30, 30, 31, "bad", "404"]] },
  ];
  const series = RunView.of(events).series.get("site");
  expect([...(series?.tally(0, 1e9).failures ?? [])]).toEqual([
    ["HTTP 503 (no server)", 3],
    ["HTTP 404", 1],
  ]);
});
