import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readJournal } from "../../../cli/core/journal/file.ts";
import { RunView } from "../../../cli/core/journal/view.ts";
import { play } from "../../../cli/core/run/run.ts";
import { Patience } from "../../../cli/core/run/waiting/patience.ts";
import { createFake } from "../../fake/index.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { kinds } from "../../fixtures/kinds.ts";
import { editedLab, type Opened, openDir } from "../../fixtures/labs.ts";
import { makePlan } from "../../fixtures/plan.ts";
import { vrrp } from "../../fixtures/seeded.ts";
import { TempDir, TempState } from "../../fixtures/temp.ts";

async function opened(...edits: readonly (readonly [string, string])[]): Promise<Opened> {
  using dir = new TempDir({ "lab.yaml": editedLab(...edits) });
  return openDir(dir.path);
}

async function playedOn({ lab, plan }: Opened) {
  using _state = new TempState();
  const ctx = testCtx();
  const { report, dir } = await play({ lab, plan, provider: createFake(), name: "x" }, ctx);
  const view = RunView.of(readJournal(join(dir, "journal.ndjson")));
  const steps = ctx.said.filter(({ task }) => task.startsWith("step "));
  return { report, view, steps };
}

/** Nobody answers, ever. */
function silenced({ lab, plan }: Opened): Opened {
  const nodes = plan.nodes.map((node) => ({
    ...node,
    files: node.files.map((file) => ({ ...file, content: `${file.content}# answers nobody\n` })),
  }));
  return { lab, plan: { ...plan, nodes } };
}

const small = () => opened(["title: A small lab", "title: Small"]);

/** The small lab with other steps. */
function withSteps(
  text: string,
  ...edits: readonly (readonly [string, string])[]
): Promise<Opened> {
  const all = editedLab();
  return opened([all.slice(all.indexOf("steps:")), `steps:\n${text}`], ...edits);
}

function step(id: string, fault: string, more: string): string {
  const check = "{ check: lost, probe: site, at-most: 9999, points: 1 }";
  return `  - { id: ${id}, title: T, break: { ${fault} }, expect: [${check}]${more} }\n`;
}

function seconds(view: RunView, step: string): number {
  const times = view.steps.get(step);
  return ((times?.expectNs ?? 0) - (times?.settleNs ?? 0)) / 1e9;
}

describe("a cluster on which nothing ever answers", () => {
  it("is waited for once; then the run goes on, and marks what failed", async () => {
    const { report, view, steps } = await playedOn(silenced(await small()));
    expect(report.verdict).toBe("fail");
    expect(seconds(view, "steady")).toBeGreaterThan(11);
    expect(seconds(view, "goodbye")).toBeLessThan(2);
    expect(report.took).toBeLessThan(35);
    expect(report.notes.join("\n")).toMatch(/nothing was ever seen of http .*: the run waits/);
    const ends = steps.filter(({ state }) => ["done", "fail"].includes(state));
    const failed = new Set(report.steps.flatMap((one) => (one.verdict === "pass" ? [] : one.id)));
    for (const { state, text, task } of ends)
      expect([task, state, text]).toEqual([
        task,
        failed.has(task.slice("step ".length)) ? "fail" : "done",
        expect.stringMatching(state === "fail" ? /\((fail|unknown) \d+\/\d+/ : /./),
      ]);
    expect(steps.find(({ state }) => state === "wait")?.text).toMatch(
      /^steady waits for a steady cluster: http .* fails \(12 s at most\)$/,
    );
  });
});

describe("a cluster that answered once and does no more", () => {
  const lost = "{ check: lost, probe: site, at-most: 9999, points: 1 }";
  const look = (id: string) => `  - { id: ${id}, title: T, watch: 1s, expect: [${lost}] }\n`;
  const off = (id: string, node: string) =>
    step(id, `fault: power-off, node: ${node}`, ", heal: false");

  it("is waited for before two steps; whatever comes after them goes on at once", async () => {
    const text = ["one", "two", "three", "four"].map(look);
    const all = [look("first"), off("a-off", "a"), off("b-off", "b"), ...text].join("");
    const { view } = await playedOn(await withSteps(all));
    expect(seconds(view, "first")).toBeLessThan(6);
    expect(seconds(view, "one")).toBeGreaterThan(11);
    expect(seconds(view, "two")).toBeGreaterThan(11);
    expect(seconds(view, "three")).toBeLessThan(2);
    expect(seconds(view, "four")).toBeLessThan(2);
  });
});

it("nodes that say that they join for days are waited for before one step", () => {
  const view = new RunView();
  const value = { vrrp: [vrrp(150, { advertS: 1e6 })], realServers: [] };
  view.apply({ kind: "up", t: 0, tookMs: 1 });
  view.apply({ kind: "in-force", t: 0, node: "lb1", service: "keepalived", value });
  const session = { view, readers: kinds.readers, now: () => 20e9, refreshTimers: () => {} };
  const plan = { ...makePlan(), probes: [] };
  const [step] = plan.steps;
  if (!step) throw new Error("the plan has no step");
  const patience = new Patience(session as never, plan);
  const troubles = patience.troubles(step, false);
  expect(troubles.map(({ text }) => text)).toEqual(["nodes still listen for each other"]);
  expect(patience.isVain(troubles, 0)).toBe(false);
  patience.begins(troubles);
  expect(patience.isVain(troubles, 19.5e9)).toBe(false);
  expect(patience.isVain(troubles, 18e9)).toBe(true);
});

describe("between steps a steady cluster has the roles of the beginning", () => {
  const steps = (more: string) =>
    [
      step("one", "fault: power-off, node: a", ", heal: false, meant: owner-of vip"),
      step("two", "fault: power-on, node: a", more),
      step("three", "fault: freeze, node: a", `, meant: owner-of vip${more}`),
    ].join("");

  it("so a fault comes when whoever it is meant for has its role back", async () => {
    const { report, view } = await playedOn(await withSteps(steps("")));
    const owner = view.owners.get("vip")?.at(view.faultOf("three")?.intentNs ?? 0);
    expect(owner).toEqual(["a"]);
    expect(report.steps[2]?.verdict).toBe("pass");
  });

  it("unless the lab says that anybody will do", async () => {
    const { report, view } = await playedOn(await withSteps(steps(", owners: any")));
    expect(view.owners.get("vip")?.at(view.faultOf("three")?.intentNs ?? 0)).toEqual(["b"]);
    expect(report.steps[2]).toMatchObject({ verdict: "fail", points: 0 });
  });
});

it("a fault that hits another than the one it is meant for ends its step, not passed", async () => {
  const stop = step("only", "fault: stop, node: a, service: keepalived", ", meant: owner-of vip");
  const lab = await withSteps(stop, ["vars: { priority: 150 }", "vars: { priority: 90 }"]);
  const { report } = await playedOn(lab);
  const [goodbye] = report.steps;
  expect(goodbye).toMatchObject({ verdict: "fail", points: 0, impact: { lost: 0 } });
  expect(goodbye?.checks[0]?.evidence[0]).toContain("it hit a, but b held it");
});

it("a fault that a later step heals is told of it", async () => {
  const { report } = await playedOn(await small());
  const [, off, on] = report.steps;
  expect(off?.fault).toMatchObject({ healing: "left in by design, healed in step failback" });
  expect(off?.fault?.healedAt).toBeGreaterThan(off?.fault?.effectAt ?? 0);
  expect(on?.fault?.healing).toMatch(/nothing to heal/);
});

it("a node that does not come up again with its files fails its step, and the run goes on", async () => {
  using _state = new TempState();
  const { lab, plan } = await small();
  const ctx = testCtx();
  const broken = { path: "/etc/x", mode: 0o644, content: "this is broken", source: "x" };
  const breaking = {
    ...ctx,
    progress: (event: Parameters<typeof ctx.progress>[0]) => {
      const files = plan.nodes.find(({ name }) => name === "a")?.files as unknown[];
      if (event.text === "power-off a") files.push({ ...broken, owner: "student" });
    },
  };
  const { report } = await play({ lab, plan, provider: createFake(), name: "x" }, breaking);
  expect(report.verdict).toBe("fail");
  expect(report.steps[2]).toMatchObject({ id: "failback", verdict: "fail", points: 0 });
  expect(report.steps[2]?.checks[0]?.evidence[0]).toContain("did not come up");
});
