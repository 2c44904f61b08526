import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { templatesDir } from "../../cli/core/base/home.ts";
import { labNames, openLab, studentFiles } from "../../cli/core/lab/open.ts";
import { casesOf } from "../../cli/core/run/cases.ts";
import { createRenderer } from "../../cli/render/render.ts";
import { caseNames, type HostileCase, isRefusedUnread, readCase } from "./case.ts";
import { groupsOf } from "./groups.ts";

const cases = caseNames().map(readCase);
const renderer = createRenderer(templatesDir());
const labs = new Map(
  await Promise.all(
    [...new Set(cases.map(({ lab }) => lab))].map(
      async (lab) => [lab, (await openLab(lab, { renderer })).lab] as const,
    ),
  ),
);

it("has at least sixty cases, more than half of which meet a cluster", () => {
  expect(cases.length).toBeGreaterThanOrEqual(60);
  const played = cases.filter((one) => !isRefusedUnread(one));
  expect(played.length).toBeGreaterThan(cases.length / 2);
  expect(new Set(played.map(({ lab }) => lab)).size).toBeGreaterThanOrEqual(5);
});

/** What a case names and there is not. */
function strangers(one: HostileCase): string[] {
  const lab = labs.get(one.lab);
  if (!lab || !labNames().includes(one.lab)) return [`lab ${one.lab}`];
  const steps = lab.file.steps.map(({ id }) => id);
  const failing = "failing" in one.expect ? one.expect.failing : [];
  const last = one.until === undefined ? steps.length - 1 : steps.indexOf(one.until);
  const named = one.until === undefined ? [] : [one.until];
  const mutants = casesOf(lab).flatMap(({ kind, name }) => (kind === "mutant" ? [name] : []));
  return [
    ...[...named, ...failing].filter((id) => !steps.slice(0, last + 1).includes(id)),
    ...(one.twin === undefined || mutants.includes(one.twin) ? [] : [`mutant ${one.twin}`]),
  ];
}

it("names labs, steps and mutants that there are", () => {
  expect(cases.flatMap((one) => strangers(one).map((what) => `${one.name}: ${what}`))).toEqual([]);
});

it("says of each case what comes of it, as its kind wants", () => {
  const wrong = cases.filter((one) => {
    const { expect: wanted, kind, points, twin } = one;
    if (kind === "refused") return !("code" in wanted);
    if ("code" in wanted) return true;
    if (kind === "right") return wanted.verdict !== "pass" || wanted.failing.length > 0;
    if (wanted.verdict === "any") return wanted.failing.length > 0;
    // Only of what is nobody's business nothing has to be said.
    if (one.says === ".") return true;
    return wanted.failing.length === 0 || (points === undefined) === (twin === undefined);
  });
  expect(wrong.map(({ name }) => name)).toEqual([]);
  for (const { says, name } of cases) expect(() => new RegExp(says), name).not.toThrow();
});

it("hands in what nodes take, where it is meant to meet one", async () => {
  const played = cases.filter((one) => !isRefusedUnread(one));
  for (const { name, lab, dir } of played) {
    const sources = studentFiles(join(dir, "files"));
    const { plan } = await openLab(lab, { renderer, sources });
    const theirs = plan.nodes.flatMap(({ files }) =>
      files.filter(({ owner }) => owner === "student"),
    );
    expect(theirs.length, name).toBeGreaterThan(0);
  }
});

it("has a recipe where there are no files", () => {
  const has = ({ dir }: HostileCase) =>
    ["files", "make.sh"].some((what) => existsSync(join(dir, what)));
  expect(cases.filter((one) => !has(one)).map(({ name }) => name)).toEqual([]);
});

it("plays each case once, with others of its lab, and one at a time where nodes are VMs", () => {
  const groups = groupsOf(cases, { jobs: 3, heavy: new Set(["balancer-sessions"]) });
  const all = groups.flatMap((group) => group.cases.map(({ name }) => name));
  expect(all.toSorted()).toEqual(caseNames());
  const [unread, ...rest] = groups;
  expect(unread?.cases.every(isRefusedUnread)).toBe(true);
  for (const group of rest) {
    expect(group.cases.every(({ lab }) => lab === group.lab)).toBe(true);
    expect(group.cases.length).toBeLessThanOrEqual(group.lab === "balancer-sessions" ? 1 : 3);
  }
});
