import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type JournalEvent, journalSchema } from "../../../cli/core/journal/events.ts";
import { readJournal } from "../../../cli/core/journal/file.ts";
import { formerNames } from "../../../cli/core/kinds/all.ts";
import { play } from "../../../cli/core/run/run.ts";
import { renderError } from "../../../cli/ui/errors.ts";
import { createFake } from "../../fake/index.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { keptValues, toldBy } from "../../fixtures/dumps.ts";
import { makeRun } from "../../fixtures/journal.ts";
import { asJournal1, headerIn, oldChecks, oldFaults } from "../../fixtures/journal-1.ts";
import { graded, inForce, kinds } from "../../fixtures/kinds.ts";
import { labJournal } from "../../fixtures/lab-journal.ts";
import { editedLab, labDir, openDir } from "../../fixtures/labs.ts";
import { journalOf } from "../../fixtures/many-clients.ts";
import { makePlan } from "../../fixtures/plan.ts";
import { outFrom, type Seed, seeded } from "../../fixtures/seeded.ts";
import { shipped } from "../../fixtures/shipped.ts";
import { TempDir, TempState } from "../../fixtures/temp.ts";

function stored(text: string): JournalEvent[] {
  using dir = new TempDir({ "journal.ndjson": text });
  return readJournal(join(dir.path, "journal.ndjson"));
}

const lines = (...events: readonly object[]) =>
  events.map((event) => `${JSON.stringify(event)}\n`).join("");

const plan = (more: object) => ({ ...makePlan(), probes: [], steps: [], ...more });
const header = (more: object = {}) => ({
  ...{ kind: "run", t: 1, schema: "halab/journal/1", run: "r", lab: "l", provider: "docker" },
  ...{ halab: "0.1.0", wall: "", host: {}, plan: plan(more) },
});

const timers = {
  vrrp: [{ instance: "V", priority: 100 }],
  realServers: [{ service: "10.77.0.100:80" }],
  balancer: { checked: true, interS: 1 },
  bind: { zones: [], ttlS: {}, maxCacheS: 1, minCacheS: 0 },
  sentinels: [{ name: "shop" }],
  nlb: { id: 1, deadS: 0.5 },
};
const services = ["keepalived", "haproxy", "bind9", "sentinel", "nlb"];

describe("a journal of halab/journal/1", () => {
  it("has today's header", () => {
    expect(headerIn(stored(lines(header()))).schema).toBe(journalSchema);
  });

  it("told all timers of a node in one event, which is one of each service today", () => {
    const old = { kind: "in-force", t: 2, node: "lb1", ...timers };
    const [, ...events] = stored(lines(header(), old));
    const { vrrp, realServers, balancer, bind, sentinels, nlb } = timers;
    const values = [{ vrrp, realServers }, balancer, bind, sentinels, nlb];
    expect(events).toEqual(
      services.map((service, at) => ({ t: 2, ...inForce("lb1", service, values[at]) })),
    );
  });

  it.each([
    ["from before there were more", { vrrp: [], balancer: null }, []],
    ["of a node that only routes", { vrrp: timers.vrrp, balancer: null }, ["keepalived"]],
    ["of checkers only", { vrrp: [], balancer: null, realServers: [{}] }, ["keepalived"]],
    ["of a resolver", { vrrp: [], balancer: null, bind: timers.bind }, ["bind9"]],
  ])("says that the others do not run: %s", (_, told, running) => {
    const [, ...events] = stored(lines(header(), { kind: "in-force", t: 2, node: "n", ...told }));
    expect(events.map((one) => one.kind === "in-force" && one.service)).toEqual(services);
    const said = events.filter((one) => one.kind === "in-force" && one.value !== null);
    expect(said.map((one) => one.kind === "in-force" && one.service)).toEqual(running);
  });

  it("called the phases of a step otherwise", () => {
    const old = ["settle", "hold", "mend", "done"].map((phase, at) => {
      return { kind: "step", t: 2 + at, step: "s", phase };
    });
    const [, ...events] = stored(lines(header(), ...old));
    expect(events.map((one) => one.kind === "step" && one.phase)).toEqual([
      ...["settle", "expect", "mended", "done"],
    ]);
  });

  it.each(Object.entries(oldFaults))("called the fault %s %s", (now, then) => {
    const steps = [
      { id: "s", title: "", fault: { fault: then, node: "lb1" }, expect: [], mended: [] },
    ];
    const made = {
      ...{ kind: "fault", t: 2, id: "f", step: "s", fault: then, phase: "intent" },
      ...{ title: "", nodes: [], evidence: [] },
    };
    const events = stored(lines(header({ steps }), made));
    expect(headerIn(events).plan.steps[0]?.fault).toEqual({ fault: now, node: "lb1" });
    expect(events[1]).toEqual({ ...made, fault: now });
  });

  it.each(Object.entries(oldChecks))("called the check %s %s", (now, then) => {
    const spec = { check: then, points: 3 };
    const steps = [
      { id: "s", title: "", fault: null, expect: [spec], mended: [spec, { check: "lost" }] },
    ];
    const [step] = headerIn(stored(lines(header({ steps })))).plan.steps;
    expect(step).toMatchObject({
      fault: null,
      expect: [{ check: now, points: 3 }],
      mended: [{ check: now, points: 3 }, { check: "lost" }],
    });
  });

  it("did not say what its probes are", () => {
    // Probes that follow what nodes write are younger.
    const known = [...kinds.probes.values()].filter(({ follow }) => !follow);
    const probes = known.map(({ kind }) => ({
      name: kind,
      kind,
      label: "",
      spec: {},
    }));
    const said = headerIn(stored(lines(header({ probes })))).plan.probes;
    for (const { kind, sends, watches } of said) {
      expect(sends ?? false, kind).toBe(kinds.probes.get(kind)?.command !== undefined);
      expect(watches, kind).toBe(kinds.probes.get(kind)?.watches);
    }
  });

  it("leaves everything else as it was", () => {
    const others = [
      { kind: "up", t: 2, tookMs: 7 },
      { kind: "note", t: 3, text: "hold the line" },
      {
        ...{ kind: "measure", t: 4, step: "s", name: "drain", measure: "memory", value: 1 },
        ...{ title: "", unit: "s", evidence: [] },
      },
      { kind: "end", t: 5, reason: "finished", text: "" },
    ];
    expect(stored(lines(header(), ...others)).slice(1)).toEqual(others);
  });
});

describe("a journal of today", () => {
  it("is read as it was written, old names and all", () => {
    const events = seeded({ check: { check: "drain" } });
    const text = lines(...events, { kind: "step", t: 1e18, step: "s", phase: "hold" });
    expect(stored(text)).toEqual(
      text
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    );
  });
});

describe("the names of then", () => {
  it("are those that today's kinds say they had", () => {
    const before = { ...oldFaults, ...oldChecks };
    const told = Object.fromEntries([...formerNames(kinds)].map(([then, now]) => [now, then]));
    expect(told).toEqual(before);
  });

  it("are nobody's today", () => {
    for (const then of [...Object.values(oldFaults), ...Object.values(oldChecks)])
      for (const shelf of [kinds.faults, kinds.checks])
        expect([...shelf.keys()]).not.toContain(then);
  });
});

describe("a lab that still writes", () => {
  const said = async (edit: readonly [from: string, to: string]) => {
    using dir = new TempDir({ "lab.yaml": editedLab(edit) });
    return openDir(dir.path).then(
      () => "it is taken",
      (error) => renderError(error, { colour: false, debug: false }),
    );
  };

  it.each(Object.entries(oldFaults))("the fault %s as %s is told its name", async (now, then) => {
    const text = await said(["{ fault: power-on, node: a }", `{ fault: ${then}, node: a }`]);
    expect(text).toContain(`unknown fault "${then}" (did you mean "${now}"?)`);
  });

  it.each(Object.entries(oldChecks))("the check %s as %s is told its name", async (now, then) => {
    const text = await said([
      "{ check: shorter-than, probe: site, step: failover, points: 1 }",
      `{ check: ${then}, probe: site }`,
    ]);
    expect(text).toContain(`unknown check "${then}" (did you mean "${now}"?)`);
  });
});

/** Runs whose checks need timers of every daemon, and one of every lab. */
const runs: readonly (readonly [what: string, events: readonly JournalEvent[]])[] = [
  ["the fixture's", makeRun().events],
  ["an outage, by VRRP's timers", seed({ check: "outage", within: { formula: "vrrp-crash" } })],
  [
    "servers that die, by HAProxy's",
    seed({ check: "impaired", within: { formula: "server-down" } }),
  ],
  [
    "clients that are shared out",
    journalOf({ check: "responders", probe: "site", within: { formula: "nlb-crash" } }, {}),
  ],
  ...shipped.filter(isOld).map((one) => [`of the lab ${one.lab}`, ofLab(one)] as const),
];

function seed(check: Readonly<Record<string, unknown>>): JournalEvent[] {
  const [balancer] = keptValues.get("haproxy") ?? [];
  const also: Seed["also"] = [[0, inForce("lb1", "haproxy", balancer)]];
  return seeded({ check: { probe: "site", ...check }, also, answers: outFrom(10, 13) });
}

/** Probes that follow what nodes write are younger than that form, and so is what a builder says. */
function isOld({ probes, nodes }: (typeof shipped)[number]): boolean {
  const isYoung = nodes.some(({ services }) =>
    ["corosync", "choices"].some((one) => services.includes(one)),
  );
  return !isYoung && probes.every(({ kind }) => !kinds.probes.get(kind)?.follow);
}

function ofLab(one: (typeof shipped)[number]): JournalEvent[] {
  const servers = one.nodes.slice(0, 2).map(({ name }) => name);
  return labJournal(one, { servers, known: toldBy(one) });
}

describe("a run that was stored then", () => {
  it.each(runs)("grades as it does today: %s", (_, events) => {
    const report = graded(events);
    expect(graded(stored(asJournal1(events)))).toEqual(report);
    expect(report.steps.flatMap((step) => step.checks)).not.toEqual([]);
  });

  it("grades as it was graded when it was played", async () => {
    using _state = new TempState();
    const { lab, plan: small } = await openDir(labDir("small"));
    const options = { lab, plan: small, provider: createFake(), name: "u" };
    const { dir, report } = await play(options, testCtx());
    const text = asJournal1(readJournal(join(dir, "journal.ndjson")));
    expect(text).toContain('"halab/journal/1"');
    expect(text).not.toContain("halab/journal/2");
    expect(graded(stored(text))).toEqual(report);
    expect(report).toMatchObject({ verdict: "pass", points: 6 });
  });
});
