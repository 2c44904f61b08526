import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { JournalEvent } from "../../../cli/core/journal/events.ts";
import { readJournal } from "../../../cli/core/journal/file.ts";
import { RunView } from "../../../cli/core/journal/view.ts";
import { calmNs } from "../../../cli/core/judge/evidence.ts";
import { grade } from "../../../cli/core/judge/grade.ts";
import { type Played, play } from "../../../cli/core/run/run.ts";
import { openFaults } from "../../../cli/core/state/open-faults.ts";
import { createFake } from "../../fake/index.ts";
import { type TestCtx, testCtx } from "../../fixtures/ctx.ts";
import { editedLab, labDir, type Opened, openDir } from "../../fixtures/labs.ts";
import { TempDir, TempState } from "../../fixtures/temp.ts";

const name = "small";

async function opened(...edits: readonly (readonly [string, string])[]): Promise<Opened> {
  if (edits.length === 0) return openDir(labDir("small"));
  using dir = new TempDir({ "lab.yaml": editedLab(...edits) });
  return openDir(dir.path);
}

/** The small lab with one step only, which breaks something. */
function oneStep(fault: string, rest = ""): Promise<Opened> {
  const steps = editedLab();
  const all = steps.slice(steps.indexOf("steps:"));
  return opened([all, `steps:\n  - { id: only, title: Only, break: { ${fault} }${rest} }\n`]);
}

function verdicts({ report }: Played): Record<string, string> {
  return Object.fromEntries(report.steps.map((step) => [step.id, step.verdict]));
}

/** What a run wrote down. */
function eventsOf(dir: string): JournalEvent[] {
  return readJournal(join(dir, "journal.ndjson"));
}

/** "step expect", "fault intent" ... in the journal's order. */
function story(events: readonly JournalEvent[]): string[] {
  return events.flatMap((event) =>
    event.kind === "step" || event.kind === "fault" ? [`${event.kind} ${event.phase}`] : [],
  );
}

describe("a run on a fake cluster", () => {
  it("passes the small lab within milliseconds and leaves nothing", async () => {
    using _state = new TempState();
    const [{ lab, plan }, ctx, provider] = [await opened(), testCtx(), createFake()];
    const played = await play({ lab, plan, provider, name }, ctx);
    expect(verdicts(played)).toEqual({
      steady: "pass",
      failover: "pass",
      failback: "pass",
      goodbye: "pass",
    });
    expect(played.report).toMatchObject({ verdict: "pass", points: 6, maxPoints: 6, nodes: 3 });
    expect(await provider.list(ctx)).toEqual([]);
    expect(openFaults(name)).toEqual([]);
  });

  it("measures the outage that VRRP's timers promise", async () => {
    using _state = new TempState();
    const { lab, plan } = await opened(["default: 1 }", "default: 2 }"]);
    const { report } = await play({ lab, plan, provider: createFake(), name }, testCtx());
    const outage = report.steps[1]?.checks[0];
    expect(outage).toMatchObject({ verdict: "pass", bound: { lo: 4.609, hi: 6.609 } });
    expect(outage?.measured).toBeGreaterThan(4.6);
  });

  it("looks on for two calms at least, whatever its checks need", async () => {
    using _state = new TempState();
    const { lab, plan } = await oneStep("fault: power-off, node: a");
    const { dir } = await play({ lab, plan, provider: createFake(), name }, testCtx());
    const events = eventsOf(dir);
    const at = (is: (event: JournalEvent) => boolean) => events.find(is)?.t ?? Number.NaN;
    const effectNs = at((event) => event.kind === "fault" && event.phase === "effect");
    const overNs = at((event) => event.kind === "step" && ["mended", "done"].includes(event.phase));
    expect(overNs - effectNs).toBeGreaterThanOrEqual(2 * calmNs);
  });

  it("gives the same report, byte for byte, when its journal is graded again", async () => {
    using _state = new TempState();
    const { lab, plan } = await opened();
    const { dir } = await play({ lab, plan, provider: createFake(), name }, testCtx());
    const again = grade(RunView.of(eventsOf(dir)), lab.kinds);
    const stored = readFileSync(join(dir, "report.json"), "utf8");
    expect(`${JSON.stringify(again, null, 2)}\n`).toBe(stored);
  });

  it("notes what a daemon only warns of, once, as it says it", async () => {
    using _state = new TempState();
    const { lab, plan } = await opened();
    const lines = [
      "(Line 3) cut",
      "(Line 3) cut",
      ...Array.from({ length: 9 }, (_, at) => `(x) ${at}`),
    ];
    const provider = createFake(new Map([["keepalived", `${lines.join("\n")}\n`]]));
    const { report } = await play({ lab, plan, provider, name }, testCtx());
    const of = (node: string) => report.notes.filter((note) => note.includes(` of ${node} `));
    expect(of("a")).toEqual([
      "keepalived of a warns: (Line 3) cut",
      ...[0, 1, 2, 3].map((at) => `keepalived of a warns: (x) ${at}`),
      "keepalived of a warns of 5 more",
    ]);
    expect(of("b")).toHaveLength(6);
  });

  it("is the same twice but for its name", async () => {
    using _state = new TempState();
    const { lab, plan } = await opened();
    const one = await play({ lab, plan, provider: createFake(), name }, testCtx());
    const two = await play({ lab, plan, provider: createFake(), name }, testCtx());
    expect({ ...two.report, run: "" }).toEqual({ ...one.report, run: "" });
  });

  it("keeps the files that the nodes were given", async () => {
    using _state = new TempState();
    const { lab, plan } = await opened();
    const { dir } = await play({ lab, plan, provider: createFake(), name }, testCtx());
    expect(readFileSync(join(dir, "files/a/etc/nginx/nginx.conf"), "utf8")).toContain("server a;");
    expect(existsSync(join(dir, "logs/b.log"))).toBe(true);
  });

  it("leaves the cluster there when it is to be kept", async () => {
    using _state = new TempState();
    const [{ lab, plan }, ctx, provider] = [await opened(), testCtx(), createFake()];
    await play({ lab, plan, provider, name, keep: true }, ctx);
    const status = await (await provider.find(name, ctx))?.status(ctx);
    expect(status?.nodes.map((node) => node.state)).toEqual(["running", "running", "running"]);
  });

  it("stops at the first step that fails, and what it did not play is unknown", async () => {
    using _state = new TempState();
    const { lab, plan } = await opened([
      "within: { formula: vrrp-crash }, points: 2",
      "within: { formula: vrrp-crash }, limit: 1s, points: 2",
    ]);
    const played = await play(
      { lab, plan, provider: createFake(), name, stopAtFail: true },
      testCtx(),
    );
    expect(verdicts(played)).toMatchObject({ failover: "fail", failback: "unknown" });
  });
});

/** Seconds that the second of two steps waited for a steady cluster. */
async function settledFor(keys: string): Promise<number> {
  const steps = editedLab();
  const off = (node: string) => `break: { fault: power-off, node: ${node} }, heal: false`;
  const { lab, plan } = await opened([
    steps.slice(steps.indexOf("steps:")),
    `steps:\n  - { id: one, title: One, ${off("a")} }\n  - { id: two, title: Two, ${off("b")}${keys} }\n`,
  ]);
  const { dir } = await play({ lab, plan, provider: createFake(), name }, testCtx());
  const events = eventsOf(dir);
  const [from, to] = (["settle", "expect"] as const).map(
    (phase) =>
      events.find((one) => one.kind === "step" && one.step === "two" && one.phase === phase)?.t,
  );
  return ((to ?? 0) - (from ?? 0)) / 1e9;
}

describe("a step", () => {
  it("waits for a steady cluster, or begins in the trouble that is there", async () => {
    using _state = new TempState();
    expect(await settledFor("")).toBeGreaterThan(2);
    expect(await settledFor(", settle: 0s")).toBeLessThan(0.1);
  });
});

describe("a fault in a run", () => {
  it.each([
    ["kill of a service", "fault: kill, node: a, service: keepalived", 2],
    ["hang of a service", "fault: hang, node: a, service: keepalived", 2],
    ["freeze of a node", "fault: freeze, node: a", 2],
    ["cut of the adverts", "fault: cut, between: [a, b], protocol: vrrp", 2],
  ])("%s: intent, effect, two owners, healed, one owner", async (_, fault, count) => {
    using _state = new TempState();
    const owners = (n: number) =>
      `{ check: owners, probe: vip, count: ${n}, within: 6s, points: 1 }`;
    const { lab, plan } = await oneStep(
      fault,
      `, expect: [${owners(count)}], mended: [${owners(1)}]`,
    );
    const { report, dir } = await play({ lab, plan, provider: createFake(), name }, testCtx());
    const events = eventsOf(dir);
    expect(report).toMatchObject({ verdict: "pass", points: 2 });
    expect(story(events)).toEqual([
      "step settle",
      "step expect",
      "fault intent",
      "fault effect",
      "step mended",
      "fault healed",
      "step done",
    ]);
    expect(openFaults(name)).toEqual([]);
  });

  it("that nothing ran into is unknown, said why, and healed", async () => {
    using _state = new TempState();
    const { lab, plan } = await oneStep(
      "fault: cut, between: [a, user], protocol: vrrp",
      ", expect: [{ check: lost, probe: site, at-most: 0, points: 1 }]",
    );
    const { report, dir } = await play({ lab, plan, provider: createFake(), name }, testCtx());
    const events = eventsOf(dir);
    expect(report).toMatchObject({ verdict: "unknown", points: 0 });
    expect(report.steps[0]).toMatchObject({
      fault: { effective: false },
      checks: [{ verdict: "unknown", evidence: [expect.stringContaining("no frame ran into it")] }],
    });
    expect(story(events)).toContain("fault failed");
    expect(openFaults(name)).toEqual([]);
  });

  it("without effect makes its step unknown even if the step checks nothing", async () => {
    using _state = new TempState();
    const { lab, plan } = await oneStep("fault: cut, between: [a, user], protocol: vrrp");
    const { report } = await play({ lab, plan, provider: createFake(), name }, testCtx());
    expect(report).toMatchObject({ verdict: "unknown" });
  });

  it("that cannot be made here is unknown, and the run goes on", async () => {
    using _state = new TempState();
    const { lab, plan } = await oneStep("fault: stop, node: user, service: nginx");
    const { report, dir } = await play({ lab, plan, provider: createFake(), name }, testCtx());
    const events = eventsOf(dir);
    expect(report.verdict).toBe("unknown");
    expect(events.at(-1)).toMatchObject({ kind: "end" });
    expect(events.find((event) => event.kind === "fault")).toMatchObject({
      phase: "failed",
      evidence: [expect.stringContaining("nginx does not run on user")],
    });
  });

  it("of whoever owns the address is meant when it is made", async () => {
    using _state = new TempState();
    const { lab, plan } = await oneStep("fault: freeze, node: not-owner-of vip");
    const { report } = await play({ lab, plan, provider: createFake(), name }, testCtx());
    expect(report.steps[0]?.fault).toMatchObject({ node: "b", effective: true });
  });

  it("is written down, with what undoes it, before it is made", async () => {
    using _state = new TempState();
    const [{ lab, plan }, ctx, provider] = [
      await oneStep("fault: kill, node: a, service: keepalived"),
      testCtx(),
      createFake(),
    ];
    let before: unknown;
    const stopAtIntent: TestCtx = {
      ...ctx,
      progress: (event) => {
        if (event.state === "note") before = { open: openFaults(name).length, at: event.text };
      },
    };
    const { dir } = await play({ lab, plan, provider, name }, stopAtIntent);
    expect(before).toEqual({ open: 0, at: "kill keepalived a" });
    const intent = eventsOf(dir).find((event) => event.kind === "fault");
    expect(intent).toMatchObject({
      phase: "intent",
      undo: { kind: "kill", node: "a", service: "keepalived" },
    });
  });
});
