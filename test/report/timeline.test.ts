import { expect, it } from "vitest";
import type { JournalEvent } from "../../cli/core/journal/events.ts";
import { RunView } from "../../cli/core/journal/view.ts";
import { timeline } from "../../cli/report/chart/timeline.ts";
import { makeRun } from "../fixtures/journal.ts";

type FaultEvent = Extract<JournalEvent, { kind: "fault" }>;

/** A run with these faults instead of its own, in seconds. */
function withFaults(faults: readonly (Partial<FaultEvent> & { at: number })[]) {
  const { events, report } = makeRun();
  const [first] = events;
  const startNs = first?.t ?? 0;
  const rest = events.filter(({ kind }) => kind !== "fault" && kind !== "end");
  const made = faults.map(({ at, ...event }): FaultEvent => {
    const common = { kind: "fault", title: "", fault: "", id: "", step: "", evidence: [] } as const;
    return { ...common, nodes: ["lb1"], phase: "effect", ...event, t: startNs + at * 1e9 };
  });
  const all = [...rest, ...made].toSorted((a, b) => a.t - b.t);
  const whole = timeline(
    RunView.of([...all, ...events.filter(({ kind }) => kind === "end")]),
    report,
  );
  return whole.faults.map(({ id, from, to, open }) => [id, from, to, open]);
}

const off = { id: "off", step: "failover" };
const on = { id: "on", step: "failback" };

it("a power-off ends at its power-on, which is a moment", () => {
  const healed = { ...off, at: 12, phase: "healed" } as const;
  expect(withFaults([{ ...off, at: 4 }, { ...on, at: 10 }, healed])).toEqual([
    ["off", 4, 10, false],
    ["on", 10, 10, false],
  ]);
});

it.each([
  ["at another node", { ...on, nodes: ["lb2"] }],
  ["in the same step", { ...on, step: "failover" }],
])("a fault %s ends nothing, and lasts until it is healed", (_, other) => {
  const healed = { ...off, at: 12, phase: "healed" } as const;
  expect(withFaults([{ ...off, at: 4 }, { ...other, at: 10 }, healed])).toEqual([
    ["off", 4, 12, false],
    ["on", 10, 26, true],
  ]);
});

it("what nobody heals lasts to the end", () => {
  expect(
    withFaults([
      { ...off, at: 4 },
      { ...on, at: 10 },
    ]),
  ).toEqual([
    ["off", 4, 26, true],
    ["on", 10, 26, true],
  ]);
});
