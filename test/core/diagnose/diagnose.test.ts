import { describe, expect, it } from "vitest";
import { diagnose } from "../../../cli/core/diagnose/diagnose.ts";
import { factsOf } from "../../../cli/core/diagnose/facts.ts";
import { causesBySteps } from "../../../cli/core/diagnose/of-run.ts";
import type { NamedRule } from "../../../cli/core/diagnose/rules.ts";
import type { Depth, Found, RuleKind } from "../../../cli/core/kinds/rule.ts";
import { diagnosisText } from "../../../cli/report/text/diagnosis.ts";
import { makePlan } from "../../fixtures/plan.ts";

const place = (file: string, line = 7) => ({ node: "lb1", file, line, text: `line ${line}` });

function rule(
  id: string,
  more: Partial<RuleKind> & { readonly found?: readonly Found[] },
): NamedRule {
  const { found = [{ where: [place(`/etc/${id}`)], args: { mine: 51, theirs: 52 } }], ...kind } =
    more;
  return {
    id: `t/${id}`,
    rule: {
      ...{ kind: id, severity: "error", rank: 50, needs: "files", source: "RFC 3768 5.3.2" },
      find: () => found,
      ...kind,
    },
    texts: {
      title: `Title of ${id}`,
      because: "{node} sends {mine}, the other listens for {theirs}; {unknown} stays",
      see: "halab exec {lab} {node} -- tcpdump",
      hints: ["Which?", "Look at line {line}.", "Write {theirs}."],
      why: "It matters.",
      example: "virtual_router_id 51",
    },
  };
}

function found(rules: readonly NamedRule[], looked: readonly Depth[] = ["files"]) {
  return diagnose(factsOf(makePlan(), { looked }), rules);
}

const idsOf = (rules: readonly NamedRule[]) => found(rules).findings.map((one) => one.rule);

describe("findings", () => {
  it("have the values of what was found in their texts", () => {
    const [one] = found([rule("a", {})]).findings;
    expect(one).toMatchObject({
      because: "lb1 sends 51, the other listens for 52; {unknown} stays",
      see: `halab exec ${makePlan().lab} lb1 -- tcpdump`,
      hints: ["Which?", "Look at line 7.", "Write 52."],
      followsFrom: null,
      breaks: [],
    });
  });

  it("come graver first, and by rank among those", () => {
    const rules = [
      rule("hint", { severity: "hint", rank: 0 }),
      rule("late", { rank: 60 }),
      rule("warning", { severity: "warning", rank: 1 }),
      rule("early", { rank: 10 }),
    ];
    expect(idsOf(rules)).toEqual(["t/early", "t/late", "t/warning", "t/hint"]);
  });

  it("that follow from another come after all causes, and name it", () => {
    const rules = [rule("effect", { rank: 0, follows: ["t/cause"] }), rule("cause", { rank: 90 })];
    const { findings } = found(rules);
    expect(findings.map((one) => [one.rule, one.followsFrom])).toEqual([
      ["t/cause", null],
      ["t/effect", "t/cause"],
    ]);
    expect(idsOf(rules.slice(0, 1))).toEqual(["t/effect"]);
    expect(found(rules.slice(0, 1)).findings[0]?.followsFrom).toBeNull();
  });

  it("follow from what covers their file, in that file only", () => {
    const where = [place("/etc/a")];
    const rules = [
      rule("cover", { covers: true, rank: 90, found: [{ where, args: {} }] }),
      rule("inside", { found: [{ where, args: {} }] }),
      rule("outside", {}),
    ];
    const { findings } = found(rules);
    expect(findings.map((one) => [one.rule, one.followsFrom])).toEqual([
      ["t/outside", null],
      ["t/cover", null],
      ["t/inside", "t/cover"],
    ]);
  });

  it("name the steps that they break", () => {
    const [step] = makePlan().steps;
    const breaks: RuleKind["breaks"] = ({ id }) => id === step?.id;
    expect(found([rule("a", { breaks })]).findings[0]?.breaks).toEqual([step?.id]);
  });
});

it("only rules of a depth that was looked at are asked, and what was not is said", () => {
  const rules = [
    rule("files", {}),
    rule("node", { needs: "node" }),
    rule("wire", { needs: "wire" }),
  ];
  const deep = found(rules, ["files", "node"]);
  expect(deep.findings.map((one) => one.rule)).toEqual(["t/files", "t/node"]);
  expect(deep).toMatchObject({ depth: "node", notLookedAt: ["wire"] });
  expect(found(rules)).toMatchObject({ depth: "files", notLookedAt: ["node", "wire"] });
});

it("a rule that ends with an error costs nobody the others' findings", () => {
  const broken = rule("broken", {
    find: () => {
      throw new Error("oops");
    },
  });
  const result = found([broken, rule("a", {})]);
  expect(result.findings.map((one) => one.rule)).toEqual(["t/a"]);
  expect(result.broken).toEqual([{ rule: "t/broken", why: "oops" }]);
  expect(diagnosisText(result, { hints: 0, width: 80 })).toContain("t/broken is broken");
});

it("an error of what says which steps fail costs nobody the others, either", () => {
  const broken = rule("broken", {
    breaks: () => {
      throw new Error("oops");
    },
  });
  const result = found([broken, rule("a", {})]);
  expect(result.findings.map((one) => one.rule)).toEqual(["t/a"]);
  expect(result.broken).toEqual([{ rule: "t/broken", why: "oops" }]);
});

it("whatever stands in files, a diagnosis is no longer than what somebody reads", () => {
  const where = Array.from({ length: 500 }, () => ({ ...place("/x"), text: "x".repeat(1e6) }));
  const args = { mine: "y".repeat(1e6), theirs: 52 };
  const many = rule("many", { found: Array.from({ length: 5000 }, () => ({ where, args })) });
  const result = found([many]);
  expect(JSON.stringify(result).length).toBeLessThan(512 * 1024);
  expect(result.findings).toHaveLength(40);
});

describe("the first cause under a step that failed", () => {
  const of = (rules: readonly NamedRule[], failed: readonly string[]) => {
    const causes = causesBySteps(found(rules), failed);
    return [...causes].map(([step, { rule: id }]) => [step, id]);
  };
  const breaking = (id: string, step: string) => rule(id, { breaks: (one) => one.id === step });
  const [first] = makePlan().steps;
  const step = first?.id ?? "";

  it("is what breaks it; for the first step whatever was found", () => {
    expect(of([rule("a", {}), breaking("b", step)], [step])).toEqual([[step, "t/b"]]);
    expect(of([rule("a", {})], ["other", step])).toEqual([["other", "t/a"]]);
    expect(of([rule("a", { severity: "hint" })], [step])).toEqual([]);
    expect(of([], [step])).toEqual([]);
  });

  it("is said once", () => {
    expect(of([breaking("b", step)], [step, step])).toEqual([[step, "t/b"]]);
  });
});

describe("in a terminal", () => {
  const many = ["a", "b", "c", "d", "e"].map((id) => rule(id, {}));

  it("there are three at once, never wider than it is; the others are named", () => {
    const text = diagnosisText(found(many), { hints: 0, width: 60 });
    expect(text.match(/^error /gm)).toHaveLength(3);
    expect(text).toContain("and 2 more:\n  t/d: Title of d\n  t/e: Title of e");
    const words = text.split("\n").filter((line) => !/^ {9}(see:|more:)/.test(line));
    expect(Math.max(...words.map((line) => line.length))).toBeLessThanOrEqual(60);
    expect(text).toContain("not looked at: node, wire");
  });

  it("has as many hints as asked for", () => {
    const hints = (count: number) =>
      diagnosisText(found([rule("a", {})]), { hints: count, width: 80 }).match(/hint:/g)?.length ??
      0;
    expect([0, 1, 2, 3].map(hints)).toEqual([0, 1, 2, 3]);
  });

  it("says so when there is nothing", () => {
    expect(diagnosisText(found([]), { hints: 0, width: 80 })).toContain("nothing was found");
  });
});
