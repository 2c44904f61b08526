/**
 * What every check has to keep to, as it stands in the labs: no evidence is no pass, a fault that
 * missed proves nothing, and a late prober measures no time.
 */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Plan } from "../../../cli/core/cluster/plan.ts";
import { RunView } from "../../../cli/core/journal/view.ts";
import { grade } from "../../../cli/core/judge/grade.ts";
import type { CheckReport } from "../../../cli/core/judge/report.ts";
import { refsIn } from "../../../cli/core/kinds/ref.ts";
import { toldBy } from "../../fixtures/dumps.ts";
import { kinds, viewOf } from "../../fixtures/kinds.ts";
import { labJournal, type Story } from "../../fixtures/lab-journal.ts";
import { checkUses, shipped } from "../../fixtures/shipped.ts";
import { aboutText, expectPlaces, leakedText, lineText } from "./words.ts";

const all = [...kinds.checks.values()];

const technologies = join(import.meta.dirname, "../../technologies");
const tests = globSync("*/*.test.ts", { cwd: technologies }).map((file) =>
  readFileSync(join(technologies, file), "utf8"),
);

interface Judged {
  readonly where: string;
  readonly report: CheckReport;
}

/** All checks of all labs, judged by what a story left in the journal. */
function judgedBy(story: (plan: Plan) => Story): ReadonlyMap<string, readonly Judged[]> {
  const found = new Map<string, Judged[]>(all.map(({ kind }) => [kind, []]));
  for (const plan of shipped)
    for (const step of grade(RunView.of(labJournal(plan, story(plan))), kinds).steps)
      for (const report of step.checks)
        found
          .get(report.check)
          ?.push({ where: `${plan.lab}, ${step.id}: ${report.title}`, report });
  return found;
}

/** The nodes of the role that most nodes have: who serves, most likely. */
function servers({ nodes }: Plan): readonly string[] {
  const roles = new Map<string, string[]>();
  for (const { name, role } of nodes) roles.set(role, [...(roles.get(role) ?? []), name]);
  return [...roles.values()].sort((a, b) => b.length - a.length)[0] ?? [];
}

const stories: Readonly<Record<string, (plan: Plan) => Story>> = {
  "all goes well": (plan) => ({ servers: servers(plan), known: toldBy(plan) }),
  "nothing was broken": (plan) => ({ servers: servers(plan), known: toldBy(plan), fault: "none" }),
  "one server for all": (plan) => ({ servers: servers(plan).slice(0, 1), known: toldBy(plan) }),
  "nobody answers for a while": (plan) => {
    return { servers: servers(plan), known: toldBy(plan), outS: 3 };
  },
};
const told = new Map(Object.entries(stories).map(([name, story]) => [name, judgedBy(story)]));
const lateTold = new Map(
  Object.entries(stories).map(([name, story]) => {
    return [name, judgedBy((plan) => ({ ...story(plan), lateMs: 400 }))];
  }),
);
const unheard = (["no", "begin"] as const).flatMap((heard) =>
  (["healed", "none"] as const).map((fault) =>
    judgedBy((plan) => ({ servers: servers(plan), known: toldBy(plan), heard, fault })),
  ),
);
const missed = (["intent", "failed"] as const).map((fault) =>
  judgedBy((plan) => ({ servers: servers(plan), known: toldBy(plan), fault })),
);

/** Does it ask a probe that sends? Only such a one can be late. */
function asksProber(kind: string, plan: Plan, spec: Readonly<Record<string, unknown>>): boolean {
  const refs = refsIn(kinds.checks.get(kind)?.schema, spec);
  return refs.some(({ to, name }) => {
    return to === "probe" && plan.probes.some((probe) => probe.name === name && probe.sends);
  });
}

/** The phases of a run that were played, with the checks that stand there. */
function phasesOf(run: RunView) {
  const steps = run.plan?.steps ?? [];
  return steps.flatMap((step) =>
    (["expect", "mended"] as const).flatMap((phase) => {
      const view = viewOf(run, step, phase);
      return view ? step[phase].map((spec) => ({ spec, view })) : [];
    }),
  );
}

/** Every check of labs that were played without a prober. */
const unprobed = shipped.flatMap((plan) =>
  phasesOf(RunView.of(labJournal(plan, { servers: servers(plan), heard: "no" }))),
);

const isTime = (unit: string | undefined) => unit === "s" || unit === "ms";

describe.each(all)("the check $kind", (check) => {
  const { kind } = check;
  const uses = checkUses.get(kind) ?? [];
  const of = (judged: ReadonlyMap<string, readonly Judged[]>) => judged.get(kind) ?? [];

  it("says what it is", () => {
    expect(check.about).toMatch(aboutText);
    if (check.formerly) expect(kinds.checks.has(check.formerly)).toBe(false);
  });

  it("is tried by seeded journals of its own, beside its technology's tests", () => {
    expect(tests.filter((text) => text.includes(`check: "${kind}"`))).not.toEqual([]);
  });

  it("stands in a lab, from which these tests have their specs", () => {
    expect(uses, "a kind that no lab uses is tried by nobody").not.toEqual([]);
  });

  it("asks a sentence of its own of each spec, and names by their places what has to exist", () => {
    for (const { spec } of uses) {
      expect(check.title(spec)).toMatch(lineText);
      const refs = refsIn(check.schema, spec);
      expect(refs.length).toBeGreaterThan(0);
      expectPlaces(spec, refs);
    }
  });

  it("takes nothing that it does not know", () => {
    for (const wrong of [{ check: kind, colour: "red" }, { check: "telepathy" }, {}, null]) {
      expect(check.schema.safeParse(wrong).success).toBe(false);
    }
  });

  it("is decided by some story, so that what late probers do to it means something", () => {
    if (!uses.some(({ plan, spec }) => asksProber(kind, plan, spec))) return;
    const verdicts = [...told.values()].flatMap((judged) =>
      of(judged).map((one) => one.report.verdict),
    );
    expect(verdicts.some((verdict) => verdict !== "unknown")).toBe(true);
  });

  it("is never a pass where nothing was seen", () => {
    for (const judged of unheard)
      for (const { where, report } of of(judged)) expect(report.verdict, where).not.toBe("pass");
  });

  it("is unknown where the fault did not take effect", () => {
    for (const judged of missed)
      for (const { where, report } of of(judged)) {
        expect(report, where).toMatchObject({ verdict: "unknown", points: 0 });
        expect(report.evidence.join(), where).toMatch(/the fault (was not made|had no effect)/);
      }
  });

  it.each([...lateTold])(
    "believes no time of a late prober, and blames nobody for it: %s",
    (name) => {
      const [late, punctual] = [lateTold, told].map((judged) => of(judged.get(name) ?? new Map()));
      uses.forEach(({ plan, spec }, at) => {
        if (!asksProber(kind, plan, spec)) return;
        const report = late?.[at]?.report;
        const where = late?.[at]?.where;
        expect(report?.verdict, where).not.toBe("fail");
        if (report?.verdict !== "pass") return;
        // Who only counts, counts late answers as well; but no more than were counted in time.
        expect(isTime(report.unit), where).toBe(false);
        expect(punctual?.[at]?.report.verdict, where).toBe("pass");
      });
    },
  );

  it.each([...told, ...lateTold])("gives reasons and no number that is none: %s", (_, judged) => {
    for (const { where, report } of of(judged)) {
      expect(report.evidence, where).not.toEqual([]);
      expect(report.evidence.join(), where).not.toMatch(/the check broke/);
      expect(report.evidence.join(), where).not.toMatch(leakedText);
      const { measured = 0, bound } = report;
      for (const value of [measured, bound?.lo ?? 0, bound?.hi ?? 0])
        expect(Number.isFinite(value), where).toBe(true);
    }
  });

  it("can say at any time whether it has seen enough, and how long it looks on", () => {
    for (const { spec, view } of unprobed) {
      if (spec["check"] !== kind) continue;
      expect(check.ready(spec, view)).toBeTypeOf("boolean");
      for (const seconds of [check.watchesS?.(spec, view), check.afterS?.(spec, view)]) {
        expect(Number.isFinite(seconds ?? 0)).toBe(true);
        expect(seconds ?? 0).toBeGreaterThanOrEqual(0);
      }
    }
  });
});
