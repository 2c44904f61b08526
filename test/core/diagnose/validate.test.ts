import { describe, expect, it } from "vitest";
import { diagnose } from "../../../cli/core/diagnose/diagnose.ts";
import { factsOf } from "../../../cli/core/diagnose/facts.ts";
import { loadRules, type NamedRule } from "../../../cli/core/diagnose/rules.ts";
import { loadTests, type NamedTest, validate } from "../../../cli/core/diagnose/validate.ts";
import { depths, type RuleKind } from "../../../cli/core/kinds/rule.ts";
import { categories, type ValidationKind } from "../../../cli/core/kinds/validation.ts";
import { validationText } from "../../../cli/report/text/validation.ts";
import { makePlan } from "../../fixtures/plan.ts";

const place = { node: "lb1", file: "/etc/a", line: 7, text: "line 7" };

function rule(id: string, more: Partial<RuleKind> & { readonly silent?: true } = {}): NamedRule {
  const { silent, ...kind } = more;
  return {
    id: `t/${id}`,
    rule: {
      ...{ kind: id, severity: "error", rank: 50, needs: "files", source: "RFC 3768" },
      find: () => (silent ? [] : [{ where: [place], args: {} }]),
      ...kind,
    },
    texts: {
      title: `Title of ${id}`,
      because: "",
      see: "",
      hints: ["", "", ""],
      why: "",
      example: "",
    },
  };
}

function test(kind: ValidationKind["kind"], rules: readonly string[], more = {}): NamedTest {
  const tongue = { language: "en", phrases: {} };
  const own = { kind, applies: () => true, rules: rules.map((name) => `t/${name}`), ...more };
  return { id: `t/${kind}`, test: own, title: `About ${kind}`, tongue };
}

const asked = { answers: new Map(), silent: new Map() };

function found(
  rules: readonly NamedRule[],
  tests: readonly NamedTest[],
  { live = false }: { readonly live?: boolean } = {},
) {
  const facts = factsOf(makePlan(), live ? { looked: depths, asked } : { looked: ["files"] });
  return validate(facts, { rules, tests, rest: "The rest" });
}

const outcomesOf = ({ categories: all }: ReturnType<typeof found>) =>
  Object.fromEntries(all.map(({ category, outcome }) => [category, outcome]));

describe("a validation", () => {
  it("passes what its rules find nothing in, warns by warnings, and fails by errors", () => {
    const rules = [
      rule("silent", { silent: true }),
      rule("hint", { severity: "hint" }),
      rule("warning", { severity: "warning" }),
      rule("error"),
    ];
    const tests = [
      test("names", ["silent", "hint"]),
      test("keys", ["warning"]),
      test("quorum", ["warning", "error"]),
    ];
    const all = found(rules, tests);
    expect(outcomesOf(all)).toEqual({
      ...{ names: "passed", keys: "warning", quorum: "failed" },
      other: "not-run",
    });
    expect(all.outcome).toBe("failed");
    expect(all.counts).toEqual({ passed: 1, warning: 1, failed: 1, "not-run": 1 });
    expect(found(rules.slice(0, 3), tests.slice(0, 2)).outcome).toBe("warning");
  });

  it("does not run by files what nodes have to be asked", () => {
    const rules = [rule("node", { needs: "node", silent: true }), rule("file", { silent: true })];
    const tests = [test("names", ["node", "file"]), test("paths", ["node"])];
    const [names, paths] = found(rules, tests).categories;
    expect(names?.tests[0]).toMatchObject({ outcome: "passed", notAsked: ["t/node"] });
    expect(paths?.tests[0]).toMatchObject({ outcome: "not-run", why: "needs-nodes", rules: [] });
    expect(outcomesOf(found(rules, tests, { live: true }))).toMatchObject({ paths: "passed" });
  });

  it("does not run what looks at answers while nobody was asked, whatever the rule needs", () => {
    const rules = [rule("file", { silent: true })];
    const tests = [test("daemons", ["file"], { asks: true, seen: () => "3 answer" })];
    expect(found(rules, tests).categories[0]?.tests[0]).toMatchObject({
      outcome: "not-run",
      seen: null,
    });
    expect(found(rules, tests, { live: true }).categories[0]?.tests[0]).toMatchObject({
      outcome: "passed",
      seen: "3 answer",
    });
  });

  it("says that a broken rule of halab's was not run, and passes nothing for it", () => {
    const broken = rule("broken", {
      find: () => {
        throw new Error("oops");
      },
    });
    const [keys] = found([broken], [test("keys", ["broken"])]).categories;
    expect(keys?.tests[0]).toMatchObject({ outcome: "not-run", why: "rules-broken" });
  });

  it("asks all rules that are nobody's, of tests that do not apply as well", () => {
    const rules = [rule("mine", { silent: true }), rule("nobody's")];
    const tests = [test("keys", ["mine"], { applies: () => false })];
    const all = found(rules, tests);
    expect(all.nothing).toEqual([...categories]);
    expect(all.categories.map(({ category }) => category)).toEqual(["other"]);
    expect(all.categories[0]?.tests[0]?.rules).toEqual(["t/mine", "t/nobody's"]);
    expect(all.outcome).toBe("failed");
  });

  it("misses no finding, however many others there are", () => {
    const many = rule("many", {
      rank: 1,
      find: () => Array.from({ length: 60 }, () => ({ where: [place], args: {} })),
    });
    const rules = [many, rule("late", { rank: 99 })];
    const tests = [test("names", ["many"]), test("keys", ["late"])];
    expect(outcomesOf(found(rules, tests))).toMatchObject({ keys: "failed" });
    const facts = factsOf(makePlan(), { looked: ["files"] });
    expect(diagnose(facts, rules).findings).toHaveLength(40);
  });
});

describe("the page", () => {
  const rules = [
    rule("error"),
    rule("effect", { follows: ["t/error"] }),
    rule("node", { needs: "node", silent: true }),
  ];
  const tests = [test("keys", ["error"]), test("quorum", ["effect"]), test("clocks", ["node"])];
  const page = validationText(found(rules, tests), { width: 80, language: "en", rest: "halab up" });

  it("tells each category, its tests, places, and what follows from what", () => {
    expect(page).toBe(
      [
        `Validation of ${makePlan().lab}: its files; no cluster was looked at`,
        "",
        "Keys",
        "  FAILED   About keys",
        "           - Title of error",
        "               lb1/etc/a:7  line 7",
        "               halab explain t/error",
        "Quorum",
        "  FAILED   About quorum",
        "           - Title of effect",
        "               lb1/etc/a:7  line 7",
        "               follows from t/error",
        "Clocks",
        "  not run  About clocks",
        "Everything else",
        "  not run  The rest",
        "",
        "This cluster has nothing of: Nodes, Names and addresses, Settings that have to",
        "  be alike, Fencing, Network paths, Versions, Daemons",
        "0 passed, 0 warnings, 2 failed, 2 not run",
        "What was not run needs running nodes:",
        "  halab up",
      ].join("\n"),
    );
  });

  it.each(["en", "de", "hu"] as const)("fits into 80 columns in %s, and into 60", (language) => {
    for (const width of [80, 60]) {
      const text = validationText(found(rules, tests), { width, language });
      for (const line of text.split("\n")) expect(line.length, line).toBeLessThanOrEqual(width);
    }
  });
});

describe("all tests that there are", () => {
  it("name rules that there are, each rule once", async () => {
    const [tests, rules] = await Promise.all([loadTests(), loadRules()]);
    const named = tests.flatMap(({ test: { rules: all } }) => all);
    const known = new Set(rules.map(({ id }) => id));
    expect(named.filter((id) => !known.has(id))).toEqual([]);
    expect(named.filter((id, at) => named.indexOf(id) < at)).toEqual([]);
  });

  it("ask answers exactly where their rules look at nothing else", async () => {
    const tests = await loadTests();
    const asking = tests.filter(({ test: one }) => one.asks).map(({ id }) => id);
    expect(asking).toEqual([
      "machine/clocks",
      "machine/nodes",
      "network/paths",
      "service/daemons",
      "service/versions",
    ]);
  });
});
