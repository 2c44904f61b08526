import { describe, expect, it } from "vitest";
import type { JournalEvent } from "../../../cli/core/journal/events.ts";
import { RunView } from "../../../cli/core/journal/view.ts";
import { grade, worst } from "../../../cli/core/judge/grade.ts";
import type { Report } from "../../../cli/core/judge/report.ts";
import { makeRun } from "../../fixtures/journal.ts";
import { graded, kinds } from "../../fixtures/kinds.ts";
import { seeded } from "../../fixtures/seeded.ts";

describe("grading", () => {
  const check = { check: "lost", probe: "site", "at-most": 0 };
  const none = { ...kinds, checks: new Map() };
  const lines = seeded({ check });

  it.each([
    [[], "pass"],
    [["pass", "pass"], "pass"],
    [["pass", "unknown"], "unknown"],
    [["unknown", "fail", "pass"], "fail"],
  ] as const)("worst of %j is %s", (verdicts, expected) => {
    expect(worst(verdicts)).toBe(expected);
  });

  it("of an empty journal is unknown", () => {
    expect(grade(RunView.of([]), none)).toMatchObject({ verdict: "unknown", points: 0, steps: [] });
  });

  it("of a journal cut off anywhere is never a pass", async () => {
    const checks = kinds.checks;
    const spec = { ...checks.get("lost")?.schema.parse(check), points: 5 };
    const events: JournalEvent[] = seeded({ check: spec });
    expect(graded(events)).toMatchObject({ verdict: "pass", points: 5 });
    for (let length = 0; length < events.length; length += 1) {
      expect(graded(events.slice(0, length)).verdict, `${length} lines`).not.toBe("pass");
    }
  });

  it("takes no notice of what clean-up still saw", () => {
    const late: JournalEvent = { kind: "note", t: 1e18, text: "late" };
    expect(grade(RunView.of([...lines, late]), none)).toEqual(grade(RunView.of(lines), none));
  });

  it("is the same from the events and from their JSON", () => {
    const { events } = makeRun();
    const again: JournalEvent[] = JSON.parse(JSON.stringify(events));
    expect(JSON.stringify(grade(RunView.of(again), none))).toBe(
      JSON.stringify(grade(RunView.of(events), none)),
    );
  });

  it("says when the fault came and went, and what it cost", () => {
    const report: Report = grade(RunView.of(lines), none);
    expect(report.steps[0]).toMatchObject({
      fault: { kind: "power-off", node: "lb1", effective: true, effectAt: 10, healedAt: 20 },
      impact: { probe: "site", outage: 0, lost: 0 },
      startAt: 10,
      endAt: 30,
    });
    expect(report).toMatchObject({ took: 31, prober: { p50Ms: 0.05 }, availability: { ratio: 1 } });
  });
});
