/** A class whose names are as names are, and worse. */
import { loadRules } from "../../../cli/core/diagnose/rules.ts";
import { type Details, detailsOf } from "../../../cli/grading/out/details.ts";
import type { OutOptions } from "../../../cli/grading/out/format.ts";
import type { Graded, GradeSheet } from "../../../cli/grading/sheet.ts";

const steps: Graded["steps"] = [
  { id: "steady", title: "Nothing is broken", verdict: "pass", points: 10, maxPoints: 10 },
  { id: "failover", title: "Power off the master", verdict: "pass", points: 60, maxPoints: 60 },
  { id: "split-brain", title: "Cut the adverts", verdict: "pass", points: 20, maxPoints: 20 },
];

export function gradedAs(id: string, rest: Partial<Graded> = {}): Graded {
  return {
    id,
    verdict: "pass",
    points: 100,
    maxPoints: 100,
    static: { points: 10, maxPoints: 10 },
    tries: 1,
    same: null,
    report: `${id}/report.json`,
    firstCause: null,
    steps,
    reason: null,
    ...rest,
  };
}

/** What the rule itself says of two directors whose router ids differ. */
async function causeIn(language: string): Promise<NonNullable<Graded["firstCause"]>> {
  const named = (await loadRules(language)).find(({ id }) => id === "keepalived/vrid-differs");
  if (!named) throw new Error("keepalived/vrid-differs has another name now");
  const fill = (text: string) => text.replace(/\{([\w-]+)\}/g, "<$1>");
  const { title, because, hints } = named.texts;
  return { rule: named.id, title: fill(title), because: fill(because), hints: hints.map(fill) };
}

export async function sample(): Promise<GradeSheet> {
  const failed = steps.map((step, at) =>
    at === 1 ? { ...step, verdict: "fail", points: 27.5 } : step,
  );
  const open = steps.map((step, at) =>
    at === 2 ? { ...step, verdict: "unknown", points: 0 } : step,
  );
  return {
    schema: "halab/grades/1",
    lab: "vrrp-failover",
    batch: "b1a2c3d4",
    submissions: [
      gradedAs("Ada Example_4711_assignsubmission_file_", {
        student: { name: "Ada Example", email: "ada@example.org", number: "0042" },
      }),
      gradedAs('Müller, Jürgen; "der" Große_4712_assignsubmission_file_', {
        verdict: "fail",
        points: 67.5,
        firstCause: await causeIn("en"),
        steps: failed,
        tries: 2,
        student: { name: "Müller, Jürgen", email: "jm@example.org" },
      }),
      gradedAs("=cmd|' /C calc'!A0_4713_assignsubmission_file_", {
        verdict: "not gradable",
        points: null,
        steps: open,
        tries: 3,
        reason: "the prober was late in 3 tries",
        student: { name: "Őze Ágnes", number: "0043" },
      }),
      gradedAs("snake_case\nname", {
        verdict: "fail",
        points: 0,
        static: { points: 0, maxPoints: 10 },
        tries: 0,
        report: null,
        steps: steps.map((step) => ({ ...step, verdict: "skipped", points: 0 })),
        reason:
          "there is no lb1/etc/keepalived/keepalived.conf\nthere is no lb2/etc/haproxy/haproxy.cfg",
      }),
      gradedAs("Zoë Copy", { tries: 0, same: "Ada Example_4711_assignsubmission_file_" }),
    ],
  };
}

function reportOf(outages: readonly (number | null)[], seen: string | undefined): Details {
  const details = detailsOf({
    schema: "halab/report/1",
    took: 61.5,
    steps: steps.map(({ id }, at) => ({
      id,
      impact: typeof outages[at] === "number" ? { outage: outages[at] } : null,
      checks:
        at === 1 && seen !== undefined
          ? [{ title: "users wait no longer than VRRP allows", verdict: "fail", evidence: [seen] }]
          : [],
    })),
  });
  if (!details) throw new Error("a report's form has changed");
  return details;
}

export async function sampleDetails(): Promise<ReadonlyMap<string, Details>> {
  const [ada, jurgen, calc] = (await sample()).submissions.map(({ id }) => id);
  return new Map([
    [ada ?? "", reportOf([0, 2.915, 0], undefined)],
    [jurgen ?? "", reportOf([0.01, 9.2, 0], "9.2 s is longer than 3.61 s | <b>bold</b>")],
    [calc ?? "", reportOf([0, 3.1, null], undefined)],
  ]);
}

export const plainOptions: OutOptions = {
  language: "en",
  told: 3,
  at: "2026-11-20T09:14:03.120Z",
};
