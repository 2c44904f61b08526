import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { HalabError } from "../../cli/core/base/error.ts";
import type { JournalEvent } from "../../cli/core/journal/events.ts";
import { readJournal } from "../../cli/core/journal/file.ts";
import { grade } from "../../cli/core/judge/grade.ts";
import { calmNs } from "../../cli/core/kinds/check.ts";
import { type Played, play } from "../../cli/core/run/run.ts";
import { openFaults } from "../../cli/core/state/open-faults.ts";
import { createFake } from "../../cli/providers/fake/index.ts";
import { type TestCtx, testCtx } from "../fixtures/ctx.ts";
import { editedLab, labDir, type Opened, openDir, runFolders } from "../fixtures/labs.ts";
import { TempDir, TempState } from "../fixtures/temp.ts";

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

/** "step hold", "fault intent" ... in the journal's order. */
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
    const events = [...readJournal(join(dir, "journal.ndjson"))];
    const at = (is: (event: JournalEvent) => boolean) => events.find(is)?.t ?? Number.NaN;
    const effectNs = at((event) => event.kind === "fault" && event.phase === "effect");
    const overNs = at((event) => event.kind === "step" && ["mend", "done"].includes(event.phase));
    expect(overNs - effectNs).toBeGreaterThanOrEqual(2 * calmNs);
  });

  it("gives the same report, byte for byte, when its journal is graded again", async () => {
    using _state = new TempState();
    const { lab, plan } = await opened();
    const { dir } = await play({ lab, plan, provider: createFake(), name }, testCtx());
    const again = grade(readJournal(join(dir, "journal.ndjson")), lab.kinds.checks);
    const stored = readFileSync(join(dir, "report.json"), "utf8");
    expect(`${JSON.stringify(again, null, 2)}\n`).toBe(stored);
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
  const { events } = await play({ lab, plan, provider: createFake(), name }, testCtx());
  const [from, to] = (["settle", "hold"] as const).map(
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
    const { report, events } = await play({ lab, plan, provider: createFake(), name }, testCtx());
    expect(report).toMatchObject({ verdict: "pass", points: 2 });
    expect(story(events)).toEqual([
      "step settle",
      "step hold",
      "fault intent",
      "fault effect",
      "step mend",
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
    const { report, events } = await play({ lab, plan, provider: createFake(), name }, testCtx());
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
    const { report, events } = await play({ lab, plan, provider: createFake(), name }, testCtx());
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
    const { events } = await play({ lab, plan, provider, name }, stopAtIntent);
    expect(before).toEqual({ open: 0, at: "kill keepalived a" });
    const intent = events.find((event) => event.kind === "fault");
    expect(intent).toMatchObject({
      phase: "intent",
      undo: { kind: "kill", node: "a", service: "keepalived" },
    });
  });
});

describe("a run that does not come to its end", () => {
  /** Stops it as soon as `when` is said. */
  async function cancelled(when: RegExp, lab: Opened) {
    const [ctx, provider] = [testCtx(), createFake()];
    const watching: TestCtx = {
      ...ctx,
      progress: (event) => {
        if (when.test(event.text)) ctx.stop.abort(new HalabError("CANCELLED", "cancelled"));
      },
    };
    const run = play({ ...lab, provider, name }, watching);
    await expect(run).rejects.toMatchObject({ code: "CANCELLED" });
    const journal = readJournal(join(runFolders()[0] ?? "", "journal.ndjson"));
    return { journal, left: await provider.list(ctx) };
  }

  it.each([
    ["while its nodes start", /starting 3 nodes/],
    ["while it waits for calm", /^steady: /],
    ["in the middle of a fault", /^power-off a$/],
    ["between power-off and power-on", /^failback: /],
    ["while a service is stopped", /^stop keepalived a$/],
  ])("cancelled %s: healed, removed, and the journal says so", async (_, when) => {
    using _state = new TempState();
    const { journal, left } = await cancelled(when, await opened());
    expect(left).toEqual([]);
    expect(openFaults(name)).toEqual([]);
    const end = journal.find((event) => event.kind === "end");
    expect(end).toMatchObject({ reason: "cancelled" });
  });

  it("never passes, whatever it had seen", async () => {
    using _state = new TempState();
    const lab = await opened();
    const { journal } = await cancelled(/^failback: /, lab);
    expect(grade(journal, lab.lab.kinds.checks).verdict).toBe("unknown");
  });

  it("because a node did not come up leaves nothing but the reason", async () => {
    using _state = new TempState();
    const [{ lab, plan }, ctx, provider] = [
      await opened(["title: A small lab", "title: this is broken"]),
      testCtx(),
      createFake(),
    ];
    const nodes = plan.nodes.map((node) =>
      node.name === "b"
        ? { ...node, files: node.files.map((file) => ({ ...file, content: "this is broken" })) }
        : node,
    );
    const run = play({ lab, plan: { ...plan, nodes }, provider, name }, ctx);
    await expect(run).rejects.toMatchObject({ code: "CONFIG_INVALID" });
    expect(await provider.list(ctx)).toEqual([]);
    const journal = readJournal(join(runFolders()[0] ?? "", "journal.ndjson"));
    expect(journal.map((event) => event.kind)).toEqual(["run", "end"]);
    expect(journal.at(-1)).toMatchObject({ reason: "broke-off" });
  });
});
