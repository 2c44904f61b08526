import { describe, expect, it } from "vitest";
import type { Report, Verdict } from "../../cli/core/judge/report.ts";
import { loadFaults } from "../../cli/core/kinds/fault.ts";
import { requireTargets, specFromArgs } from "../../cli/core/kinds/spec-args.ts";
import { anchorsOf, lintGuide } from "../../cli/core/lab/lint-guide.ts";
import { casesOf, chooseCases, type LabCase, wrongWith } from "../../cli/core/run/cases.ts";
import { editedLab, openDir } from "../fixtures/labs.ts";
import { makeReport } from "../fixtures/report.ts";
import { TempDir } from "../fixtures/temp.ts";

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
      'alternative.yaml:  Unrecognized key: "who"',
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

describe("a guide", () => {
  it("has the anchors that renderers make of its headings", () => {
    const text = "# One two\n\n## Fail-over, and back!\n### Übung 3\nno # heading\n";
    expect(anchorsOf(text)).toEqual(["one-two", "fail-over-and-back", "übung-3"]);
  });
  it.each([
    ["a heading that is there", "# All is well\n", "all-is-well", ""],
    [
      "a heading that is not",
      "# All is well\n",
      "all-is-wel",
      '28:11: guide.md has no heading for "#all-is-wel" (did you mean "all-is-well"?)',
    ],
    ["a guide that is not there", undefined, "x", "28:11: there is no guide.md"],
  ])("leads a step to %s", async (_, guide, anchor, expected) => {
    using dir = new TempDir({
      "lab.yaml": editedLab([
        "    title: All is well",
        `    tell: guide.md#${anchor}\n    title: All is well`,
      ]),
      ...(guide === undefined ? {} : { "guide.md": guide }),
    });
    const { lab } = await openDir(dir.path);
    let said = "";
    try {
      lintGuide(lab);
    } catch (error) {
      said = String(error);
    }
    if (expected === "") expect(said).toBe("");
    else expect(said).toContain(expected);
  });
});

describe("arguments of `halab break`", () => {
  const usage: readonly [string, string[], Record<string, string>, unknown][] = [
    ["power-off", ["lb1"], {}, { fault: "power-off", node: "lb1" }],
    ["kill", ["lb1", "nginx"], {}, { fault: "kill", node: "lb1", service: "nginx" }],
    [
      "cut",
      ["a,b", "c"],
      { protocol: "vrrp" },
      { between: [["a", "b"], ["c"]], protocol: "vrrp", direction: "both" },
    ],
    ["loss", ["a", "b", "30"], {}, { percent: 30 }],
  ];
  it.each(usage)("%s %j", async (name, args, options, expected) => {
    const kind = (await loadFaults()).get(name);
    expect(kind && specFromArgs(kind, args, options)).toMatchObject(expected as object);
  });
  it.each([
    [
      "power-off",
      [],
      {},
      "power-off takes 1 arguments, not 0",
      "halab break CLUSTER power-off NODE",
    ],
    [
      "cut",
      ["a"],
      {},
      "cut takes 2 arguments, not 1",
      "halab break CLUSTER cut NODE[,NODE...] NODE[,NODE...]",
    ],
    ["cut", ["a", "b"], { protocol: "carrier-pigeon" }, "protocol: must be one of", undefined],
    ["power-off", ["lb1"], { protocol: "vrrp" }, "power-off has no --protocol", undefined],
    ["loss", ["a", "b", "many"], {}, "percent: must be a number", undefined],
  ])("%s %j %j is answered with its usage", async (name, args, options, message, hint) => {
    const kind = (await loadFaults()).get(name);
    let error: unknown;
    try {
      if (kind) specFromArgs(kind, args, options);
    } catch (caught) {
      error = caught;
    }
    expect(error).toMatchObject({ code: "USAGE", message: expect.stringContaining(message) });
    if (hint) expect(error).toMatchObject({ hint });
  });
  it("nodes and segments that the cluster has not are named with the nearest", async () => {
    const kind = (await loadFaults()).get("link-down");
    const known = { nodes: ["lb1", "lb2"], segments: ["lan"] };
    const wanted = (node: string, segment: string) => () =>
      kind && requireTargets(kind, { fault: "link-down", node, segment }, known);
    expect(wanted("lb1", "lan")).not.toThrow();
    expect(wanted("lb3", "lan")).toThrow('there is no node "lb3" (did you mean "lb1" or "lb2"?)');
    expect(wanted("lb1", "wan")).toThrow('there is no segment "wan" (did you mean "lan"?)');
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
