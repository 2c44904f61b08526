import { describe, expect, it } from "vitest";
import { RunView } from "../../../cli/core/journal/view.ts";
import type { Report } from "../../../cli/core/judge/report.ts";
import { usersText } from "../../../cli/report/text/compared.ts";
import { renderSummary } from "../../../cli/report/text/summary.ts";
import { graded } from "../../fixtures/kinds.ts";
import { type Seed, seeded } from "../../fixtures/seeded.ts";
import { eventsOf, third } from "../../fixtures/www.ts";

describe("side by side", () => {
  function compared(seed: Partial<Seed>): Report {
    const check = { check: "lost", probe: "site", "at-most": 0 };
    return graded(eventsOf(check, seed));
  }

  it("tells what passes from what goes on, and whoever sent nothing", () => {
    const [passes, goesOn, none] = [third(10, 12), third(10, 20), third(0, 0)].map(
      (answers) => compared({ answers }).sideBySide?.steps[0]?.users,
    );
    expect(passes?.[0]).toMatchObject({ sent: 976, goesOn: false });
    expect(passes?.[0]?.lostFor).toBeCloseTo(2, 1);
    expect(usersText(passes?.[0] ?? null)).toBe("6.8 % in 1.98 s");
    expect(usersText(goesOn?.[0] ?? null)).toBe("33.3 % on and on");
    expect(none?.[0]).toMatchObject({ lost: 0, lostFor: 0, outage: 0, goesOn: false });
    expect(usersText(none?.[0] ?? null)).toMatch(/^0, wait 0\.\d\d s$/);
    expect(none?.[1]).toBeNull();
    expect(usersText(null)).toBe("-");
  });

  it("stands in the summary, and in no report of a lab that compares nothing", () => {
    const events = eventsOf({ check: "lost", probe: "site", "at-most": 0 }, {});
    const report = graded(events);
    const text = renderSummary(report, RunView.of(events), { columns: 80, colour: false });
    expect(text).toMatch(/lost by +site +vip\n +s +0, wait \d\.\d\d s +-\n/);
    const plain = seeded({ check: { check: "lost", probe: "site", "at-most": 0 } });
    expect(graded(plain).sideBySide).toBeUndefined();
  });
});
