import { beforeAll, describe, expect, it } from "vitest";
import { resolveBound } from "../../cli/core/bounds.ts";
import { type AnyCheck, loadChecks } from "../../cli/core/check.ts";
import { loadFaults } from "../../cli/core/fault.ts";
import { grade } from "../../cli/core/grade.ts";
import { type NlbTimers, parseNlb } from "../../cli/core/inforce-nlb.ts";
import type { JournalEvent } from "../../cli/core/journal.ts";
import { loadMeasures } from "../../cli/core/measure.ts";
import { loadProbes } from "../../cli/core/probe.ts";
import type { CheckReport } from "../../cli/core/report.ts";
import type { ResponderRow } from "../../cli/core/responders.ts";
import { share } from "../../cli/core/schema.ts";
import { RunView, stepView } from "../../cli/core/view.ts";
import { probeReader } from "../../cli/core/watching.ts";
import type { NodeAgent } from "../../cli/providers/provider.ts";
import { testCtx } from "../fixtures/ctx.ts";
import { editedLab, openDir } from "../fixtures/labs.ts";
import { makePlan } from "../fixtures/plan.ts";
import { atNs, outFrom, type Seed, seeded } from "../fixtures/seeded.ts";
import { TempDir } from "../fixtures/temp.ts";

let checks: ReadonlyMap<string, AnyCheck>;
beforeAll(async () => {
  checks = await loadChecks();
});

/** Six clients, two of each of three nodes; the fault comes at 10 s. */
const count = 6;
const servers = ["lb1", "web1", "web2"] as const;
const usual = (k: number): string => servers[(k % count) >> 1] ?? "";

const timers: NlbTimers = { id: 1, heartbeatS: 0.1, deadS: 0.5, quorum: 2 };

interface Given extends Partial<Seed> {
  /** Who answered the SYN of request k, due then; default: one node. */
  readonly responders?: (second: number, k: number) => readonly string[] | undefined;
  readonly timers?: readonly NlbTimers[];
  /** The probe is of this kind; default: clients. */
  readonly kind?: string;
}

function responderEvents(of: NonNullable<Given["responders"]>): Seed["also"] {
  return Array.from({ length: 30 }, (_, second) => {
    const rows = Array.from({ length: 100 }, (_, index): ResponderRow[] => {
      const k = second * 100 + index;
      const nodes = of(k / 100, k);
      return nodes ? [[k, nodes]] : [];
    });
    return [second + 1, { kind: "responders", probe: "site", rows: rows.flat() }] as const;
  });
}

function journalOf(check: Readonly<Record<string, unknown>>, given: Given): JournalEvent[] {
  const { responders, kind, timers: own, ...seed } = given;
  const spec = { ...checks.get(String(check["check"]))?.schema.parse(check), points: 10 };
  const inForce = (own ?? [timers]).map(
    (nlb, index) =>
      [0, { kind: "in-force", node: `n${index}`, vrrp: [], balancer: null, nlb }] as const,
  );
  const events = seeded({
    answers: (_, k) => usual(k),
    vrrp: [],
    ...seed,
    check: spec,
    also: [...inForce, ...(responderEvents(responders ?? ((_, k) => [usual(k)])) ?? [])],
  });
  return events.map((event) => {
    if (event.kind !== "run") return event;
    const probes = event.plan.probes.map((probe) =>
      probe.name === "site" ? { ...probe, spec: { kind: kind ?? "clients", count } } : probe,
    );
    return { ...event, plan: { ...event.plan, probes } };
  });
}

function judged(check: Readonly<Record<string, unknown>>, given: Given): CheckReport {
  const found = grade(journalOf(check, given), checks).steps[0]?.checks[0];
  if (!found) throw new Error("the journal has no check");
  return found;
}

type Row = readonly [title: string, verdict: CheckReport["verdict"], given: Given];

function table(check: Readonly<Record<string, unknown>>, rows: readonly Row[]): void {
  it.each(rows)("%s: %s", (_, verdict, given) => {
    const found = judged(check, given);
    expect(found, found.evidence.join("; ")).toMatchObject({
      verdict,
      points: verdict === "pass" ? 10 : 0,
    });
    expect(found.evidence).not.toEqual([]);
  });
}

/** lb1 dies at 10 s; from `untilS` on its clients are served by the other two. */
function takenOver(untilS: number) {
  return (second: number, k: number): string | null => {
    if (usual(k) !== "lb1" || second < 10) return usual(k);
    if (second < untilS) return null;
    return k % count === 0 ? "web1" : "web2";
  };
}

const late: Given = { lateUs: () => 200_000 };

describe("clients-hit", () => {
  const check = { check: "clients-hit", probe: "site", share: "1/3", of: "lb1", tolerance: 0.1 };
  table(check, [
    ["the clients of the dead node", "pass", { answers: takenOver(10.5) }],
    ["nobody", "fail", {}],
    ["everybody", "fail", { answers: (second, k) => outFrom(10, 10.5)(second, k) && usual(k) }],
    [
      "those of another node",
      "fail",
      { answers: (s, k) => (s > 10 && k % 6 > 3 ? null : usual(k)) },
    ],
    ["a prober that was late", "unknown", { ...late, answers: takenOver(10.5) }],
    ["another kind of probe", "unknown", { kind: "http" }],
  ]);

  it("says how many, and whose", () => {
    const found = judged(check, { answers: takenOver(10.5) });
    expect(found).toMatchObject({ measured: 0.333, unit: "of the clients" });
    expect(found.evidence).toEqual([
      "2 of 6 clients lost 16 requests",
      "2 of them had been served by lb1",
    ]);
  });
});

describe("affinity", () => {
  const keep = { check: "affinity", probe: "site" };
  table(keep, [
    ["everybody keeps his server", "pass", {}],
    [
      "one client moves",
      "fail",
      { answers: (s, k) => (s > 15 && k % 6 === 0 ? "web2" : usual(k)) },
    ],
    [
      "one client gets no answer",
      "fail",
      { answers: (s, k) => (s > 9 && k % 6 === 0 ? null : usual(k)) },
    ],
    [
      "a client changes to and fro",
      "fail",
      { answers: (s, k) => (s > 12 && s < 13 ? "web2" : usual(k)) },
    ],
    ["nobody was answered before", "unknown", { answers: (s, k) => (s < 10 ? null : usual(k)) }],
    ["another kind of probe", "unknown", { kind: "http" }],
  ]);

  const within = { formula: "nlb-crash", plus: "100ms" };
  const third = { ...keep, moved: "1/3", from: "lb1", tolerance: 0.1, within };
  table(third, [
    ["the dead node's clients move", "pass", { answers: takenOver(10.5) }],
    ["they move too late", "fail", { answers: takenOver(12) }],
    ["nobody moves", "fail", {}],
    [
      "other clients move, too",
      "fail",
      {
        answers: (s, k) => (s > 10.5 && k % 6 === 5 ? "web1" : takenOver(10.5)(s, k)),
      },
    ],
    ["no timers were read", "unknown", { answers: takenOver(10.5), timers: [] }],
  ]);

  table({ ...keep, moved: "1/3", to: "web2", tolerance: 0.1 }, [
    [
      "all to the one that was added",
      "pass",
      {
        answers: (s, k) => (s > 10.2 && usual(k) === "lb1" ? "web2" : usual(k)),
      },
    ],
    ["half of them elsewhere", "fail", { answers: takenOver(10.2) }],
  ]);

  it("counts what happened while the fault was being healed", () => {
    // The healing began at 20 s, and was done somewhat later.
    const answers = (s: number, k: number) => (s < 20.005 && k % 6 < 2 ? "web2" : usual(k));
    const check = { ...keep, moved: "1/3", to: "lb1", tolerance: 0.1 };
    expect(judged(check, { mended: true, answers })).toMatchObject({ verdict: "pass" });
  });
});

describe("responders", () => {
  const always = { check: "responders", probe: "site" };
  const two = (s: number, k: number) => (s > 12 && k % 6 === 0 ? ["lb1", "web1"] : [usual(k)]);
  table(always, [
    ["one node answers each client", "pass", {}],
    ["two answer one of them", "fail", { responders: two }],
    [
      "nobody answers one of them",
      "fail",
      {
        answers: (s, k) => (s > 12 && s < 12.1 ? null : usual(k)),
        responders: (s, k) => (s > 12 && s < 12.1 ? [] : [usual(k)]),
      },
    ],
    [
      "an answer came, but its SYN-ACK was not seen",
      "pass",
      {
        responders: (s, k) => (s > 12 && s < 12.1 ? [] : [usual(k)]),
      },
    ],
    ["most were not seen", "unknown", { responders: (_, k) => (k % 2 ? [] : [usual(k)]) }],
    ["nobody watched", "unknown", { responders: () => undefined }],
    ["another kind of probe", "unknown", { kind: "http" }],
  ]);

  const soon = { ...always, within: { formula: "nlb-crash", plus: "100ms" } };
  const until = (end: number) => (s: number, k: number) =>
    s > 10 && s < end && usual(k) === "lb1" ? [] : [usual(k)];
  table(soon, [
    [
      "one again when the others have taken over",
      "pass",
      {
        answers: takenOver(10.5),
        responders: until(10.5),
      },
    ],
    [
      "sooner than anybody can notice",
      "fail",
      { answers: takenOver(10.1), responders: until(10.1) },
    ],
    ["two for ever", "fail", { responders: two }],
  ]);
  table({ ...always, count: 2 }, [["two were asked for", "fail", {}]]);

  it("says who answered", () => {
    expect(judged(always, { responders: two }).evidence[1]).toMatch(
      /^\d+ were answered by lb1 and web1$/,
    );
  });
});

describe("the bounds of a distributed balancer", () => {
  const boundOf = (formula: string, own: readonly NlbTimers[]) => {
    const run = RunView.of(journalOf({ check: "responders", probe: "site" }, { timers: own }));
    const view = run.plan?.steps[0] && stepView(run, run.plan.steps[0], "hold");
    return view && resolveBound({ formula }, view, "site");
  };
  const slow = { ...timers, heartbeatS: 1, deadS: 5 };
  it.each([
    ["nlb-crash", [timers], 0.4, 0.5],
    ["nlb-crash", [slow], 4, 5],
    // They agree when the last one has noticed; the first one stopped waiting before.
    ["nlb-crash", [timers, slow], 0, 5],
    ["nlb-cut", [timers], 0, 0.5],
    ["nlb-join", [timers], 0, 0.6],
    ["nlb-reunite", [slow], 0, 1],
  ] as const)("%s of %o is %s .. %s s", (formula, own, lo, hi) => {
    expect(boundOf(formula, own)).toMatchObject({ lo, hi });
  });

  it("need timers", () => {
    expect(boundOf("nlb-crash", [])).toBe("no timers of halab-nlb in force were read");
  });

  it("are what a run has to wait for before its first step, too", () => {
    const events = journalOf({ check: "responders", probe: "site" }, {});
    expect(grade(events, checks).protocolTime).toBe(0.6);
  });
});

describe("what halab-nlb says of itself", () => {
  const state = "id 2\nheartbeat 100 ms\ndead 500 ms\nquorum 2\nnodes 4\nbuckets 24\nsees 1 2\n";
  it("is read", () => {
    expect(parseNlb(state)).toEqual({ id: 2, heartbeatS: 0.1, deadS: 0.5, quorum: 2 });
  });
  it.each(["", "nlb does not run\n", state.replace("dead", "alive")])("%j is nothing", (text) => {
    expect(parseNlb(text)).toBeNull();
  });
});

describe("the probe clients", () => {
  it("sends for each address of a range", async () => {
    const kind = (await loadProbes()).get("clients");
    const spec = kind?.schema.parse({
      ...{ kind: "clients", from: "client", url: "http://10.77.0.100/" },
      ...{ first: "10.77.0.128", count: 64 },
    });
    expect(spec && kind?.command?.(spec)).toEqual({
      from: "client",
      argv: [
        ...["clients", "--url", "http://10.77.0.100/", "--clients", "10.77.0.128+64"],
        ...["--every-us", "5000", "--timeout-us", "250000"],
      ],
    });
  });

  it("hands on who answered, by the nodes' names", async () => {
    const events: JournalEvent[] = [];
    const names = new Map([
      ["m1", "n1"],
      ["m2", "n2"],
    ]);
    const read = probeReader(
      "site",
      0,
      (event) => events.push(event),
      () => 5,
      names,
    );
    for (const line of ["r 0 m2,m1", "r 1 -", "r 2 m9", "r 3"]) read(line);
    await new Promise((resolve) => setImmediate(resolve));
    const rows = [
      [0, ["n1", "n2"]],
      [1, []],
      [2, ["m9"]],
      [3, []],
    ];
    expect(events).toEqual([{ kind: "responders", t: 5, probe: "site", rows }]);
  });

  it.each([
    ["1/3", 1 / 3],
    [0.25, 0.25],
    ["0.5", 0.5],
    ["0", 0],
  ])("a share may be %s", (text, value) => {
    expect(share.parse(text)).toBeCloseTo(value, 9);
  });
  it.each(["1/0", "a third", "-1", 2])("%s is no share", (text) => {
    expect(share.safeParse(text).success).toBe(false);
  });
});

describe("packets-per-request", () => {
  it("divides what each node received by what was sent to all", async () => {
    const kind = (await loadMeasures()).get("packets-per-request");
    if (!kind) throw new Error("there is no such measure");
    const view = RunView.of(journalOf({ check: "responders", probe: "site" }, {}));
    // The clock stands at 10 s, then at 12 s: 200 requests.
    const times = [10, 10, 12, 12, 12];
    const ctx = {
      ...testCtx(),
      clock: { nowNs: () => atNs(times.shift() ?? 12), wait: async () => {} },
    };
    const counts: Record<string, number[]> = { lb1: [100, 1100], web1: [50, 850] };
    const run = (node: string) => async (argv: readonly string[]) => ({
      exitCode: 0,
      stdout: String(argv[1]).includes("links") ? "lan eth0\n" : `${counts[node]?.shift()}\n`,
      stderr: "",
    });
    const env = { view, agent: async (node: string) => ({ node, run: run(node) }) } as never;
    const spec = kind.schema.parse({
      ...{ measure: "packets-per-request", nodes: ["lb1", "web1"], probe: "site", as: "heard" },
    });
    expect(await kind.take(spec, env, ctx)).toMatchObject({ value: 4, unit: "" });
  });
});

describe("start", () => {
  function spare(pids: string, exitCode = 0) {
    const state = { pids, said: [] as string[] };
    const run = async (argv: readonly string[]) => {
      state.said.push(argv.join(" "));
      if (argv[1] === "start") state.pids = "77";
      if (argv[1] === "stop") state.pids = "";
      return { exitCode: argv[1] === "pids" ? exitCode : 0, stdout: state.pids, stderr: "" };
    };
    const agent = async (node: string) => ({ node, run }) as unknown as NodeAgent;
    const env = { plan: makePlan(), agent, resolve: (ref: string) => ref, ttlMs: 1000 };
    return { state, env: env as never };
  }
  const startOf = async () => {
    const kind = (await loadFaults()).get("start");
    if (!kind) throw new Error("there is no fault start");
    return { kind, spec: kind.schema.parse({ fault: "start", node: "web1", service: "nlb" }) };
  };

  it("starts what did not run, and stops it again", async () => {
    const { kind, spec } = await startOf();
    const { state, env } = spare("");
    const { undo, title } = await kind.prepare(spec, env, testCtx());
    expect(title).toBe("start nlb web1");
    expect(await kind.verify(undo, env, testCtx())).toMatchObject({ ok: false });
    await kind.inject(undo, env, testCtx());
    expect(state.said).toContain("halab-svc start nlb");
    expect(await kind.verify(undo, env, testCtx())).toMatchObject({ ok: true });
    await kind.heal?.(undo, env, testCtx());
    expect(await kind.verifyHealed?.(undo, env, testCtx())).toMatchObject({ ok: true });
  });

  it.each([
    ["what runs already", "12", 0, "nlb runs on web1 already"],
    ["what there is not", "", 2, 'web1 knows no service "nlb"'],
  ])("refuses %s", async (_, pids, exitCode, why) => {
    const { kind, spec } = await startOf();
    await expect(kind.prepare(spec, spare(pids, exitCode).env, testCtx())).rejects.toThrow(why);
  });
});

describe("a node without a service of its role", () => {
  const b = "b: { role: router, ";
  const planned = async (without: string) => {
    const edits = [[b, `${b}without: [${without}], `]] as const;
    using dir = new TempDir({ "lab.yaml": editedLab(...edits) });
    return (await openDir(dir.path)).plan.nodes;
  };

  it("does not start it; the others of the role do", async () => {
    const nodes = await planned("nginx");
    const services = (name: string) => nodes.find((node) => node.name === name)?.services;
    expect([services("a"), services("b")]).toEqual([["keepalived", "nginx"], ["keepalived"]]);
  });

  it("is a mistake when the role has no such service", async () => {
    await expect(planned("ngnix")).rejects.toThrow(
      'role "router" has no service "ngnix" (did you mean "nginx"?)',
    );
  });
});
