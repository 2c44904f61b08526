import { describe, expect, it } from "vitest";
import type { Report } from "../../../cli/core/judge/report.ts";
import type { Verdict } from "../../../cli/core/kinds/verdict.ts";
import { casesOf, chooseCases, type LabCase, wrongWith } from "../../../cli/core/run/cases.ts";
import { editedLab, openDir } from "../../fixtures/labs.ts";
import { makeReport } from "../../fixtures/report.ts";
import { TempDir } from "../../fixtures/temp.ts";

describe("cases of a lab", () => {
  const report = (...verdicts: Verdict[]): Report => {
    const { steps, ...rest } = makeReport();
    const judged = steps
      .slice(0, verdicts.length)
      .map((step, at) => ({ ...step, verdict: verdicts[at] ?? "pass" }));
    const verdict =
      (["fail", "unknown", "pass"] as const).find((one) => verdicts.includes(one)) ?? "pass";
    return { ...rest, verdict, steps: judged };
  };
  const one = (kind: LabCase["kind"], catches?: string): LabCase => ({
    kind,
    name: kind,
    why: "",
    catches,
    cause: undefined,
    unseen: undefined,
    sources: [],
  });
  it.each([
    ["a solution that passes", one("solution"), report("pass", "pass"), undefined],
    [
      "a solution that fails",
      one("solution"),
      report("pass", "fail"),
      "it must pass, but step failover gave fail",
    ],
    [
      "an alternative that is unknown",
      one("alternative"),
      report("unknown"),
      "it must pass, but step steady gave unknown",
    ],
    ["a starter that fails", one("starter"), report("fail"), undefined],
    [
      "a starter that is unknown",
      one("starter"),
      report("unknown"),
      "it must fail, but step steady gave unknown",
    ],
    [
      "a starter that passes",
      one("starter"),
      report("pass"),
      "it must fail, but every step passed",
    ],
    ["a mutant caught by its step", one("mutant", "failover"), report("pass", "fail"), undefined],
    [
      "a mutant caught too early",
      one("mutant", "failover"),
      report("fail", "fail"),
      "step failover must be the first to fail, but step steady gave fail",
    ],
    [
      "a mutant caught by an unknown",
      one("mutant", "failover"),
      report("pass", "unknown"),
      "step failover must be the first to fail, but step failover gave unknown",
    ],
    [
      "a mutant that lives",
      one("mutant", "failover"),
      report("pass", "pass"),
      "step failover must be the first to fail, but every step passed",
    ],
  ])("%s", (_, which, seen, wrong) => {
    expect(wrongWith(which, seen)).toBe(wrong);
  });

  it.each([
    [
      "in order",
      {
        "mutants/m/mutant.yaml": "why: x\ncatches: failover\n",
        "alternatives/z/alternative.yaml": "why: y\n",
        "starter/a/x": "",
      },
      "solution starter z m",
    ],
    ["without its description", { "mutants/m/x": "" }, "mutants/m/mutant.yaml is missing"],
    [
      "of a step that is not there",
      { "mutants/m/mutant.yaml": "why: x\ncatches: failver\n" },
      'unknown step "failver" (did you mean "failover"?)',
    ],
    [
      "with an unknown key",
      { "alternatives/z/alternative.yaml": "why: y\nwho: me\n" },
      'alternative.yaml:2:1: unknown key "who" (did you mean "why"?)',
    ],
  ])("are found %s", async (_, files, expected) => {
    using dir = new TempDir({ "lab.yaml": editedLab(), ...files });
    const { lab } = await openDir(dir.path);
    let said: string;
    try {
      said = casesOf(lab)
        .map((one) => one.name)
        .join(" ");
    } catch (error) {
      said = String(error);
    }
    expect(said).toContain(expected);
  });
});

describe("lab test --only", () => {
  const names = { starter: "starter", alternative: "other", mutant: "wrong" } as const;
  const all = Object.entries(names).map(([kind, name]) => ({ kind, name }) as LabCase);

  it.each([
    [["starter"], ["starter"]],
    [
      ["mutants", "other"],
      ["other", "wrong"],
    ],
    [["alternatives"], ["other"]],
  ])("%j", (wanted, chosen) => {
    expect(chooseCases(all, wanted, "x").map((one) => one.name)).toEqual(chosen);
  });

  it("says what there is", () => {
    expect(() => chooseCases(all, ["wrng"], "x")).toThrow(
      'x has no case "wrng" (did you mean "wrong"?)',
    );
  });
});
