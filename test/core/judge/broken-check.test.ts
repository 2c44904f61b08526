import { describe, expect, it } from "vitest";
import { RunView } from "../../../cli/core/journal/view.ts";
import { grade } from "../../../cli/core/judge/grade.ts";
import type { AnyCheck } from "../../../cli/core/kinds/check.ts";
import { kinds } from "../../fixtures/kinds.ts";
import { seeded } from "../../fixtures/seeded.ts";
import { judged } from "../../fixtures/verdicts.ts";

describe("a check that fails itself", () => {
  it("is unknown when it throws, and says so", () => {
    const lost = kinds.checks.get("lost");
    if (!lost) throw new Error("there is no check lost");
    const broken: AnyCheck = {
      ...lost,
      judge: () => {
        throw new Error("divided by cucumber");
      },
    };
    const check = { check: "lost", probe: "site", "at-most": 0 };
    const report = grade(RunView.of(seeded({ check })), {
      ...kinds,
      checks: new Map([["lost", broken]]),
    });
    expect(report).toMatchObject({ verdict: "unknown", points: 0 });
    expect(report.steps[0]?.checks[0]?.evidence.join()).toContain("divided by cucumber");
  });

  it("is unknown when there is no such check", () => {
    expect(judged({ check: "telepathy" }).verdict).toBe("unknown");
  });
});
