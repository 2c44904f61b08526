import { describe, expect, it } from "vitest";
import type { NodeAgent } from "../../cli/core/cluster/provider.ts";
import type { JournalEvent } from "../../cli/core/journal/events.ts";
import { RunView, stepView } from "../../cli/core/journal/view.ts";
import { resolveBound } from "../../cli/core/judge/bounds.ts";
import { grade } from "../../cli/core/judge/grade.ts";
import { loadFaults } from "../../cli/core/kinds/fault.ts";
import { loadMeasures } from "../../cli/core/kinds/measure.ts";
import { loadProbes } from "../../cli/core/kinds/probe.ts";
import { share } from "../../cli/core/lab/schema.ts";
import { probeReader } from "../../cli/core/run/watching.ts";
import { type NlbTimers, parseNlb } from "../../cli/technologies/nlb/readers/nlb.ts";
import { testCtx } from "../fixtures/ctx.ts";
import { editedLab, openDir } from "../fixtures/labs.ts";
import { checks, journalOf, timers } from "../fixtures/many-clients.ts";
import { makePlan } from "../fixtures/plan.ts";
import { atNs } from "../fixtures/seeded.ts";
import { TempDir } from "../fixtures/temp.ts";

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
    const events = journalOf({ check: "clients-hit", probe: "site", share: 0 }, {});
    // D + H, and six clients come once, one each 10 ms.
    expect(grade(events, checks).protocolTime).toBe(0.66);
  });

  it("are followed by a round of all clients, whose requests have their time", () => {
    const within = { formula: "nlb-crash" };
    const { steps } = grade(journalOf({ check: "responders", probe: "site", within }, {}), checks);
    expect(steps[0]?.protocolTime).toBe(0.5 + 0.06 + 0.25);
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
      sources: "10.77.0.128-10.77.0.191",
    });
    expect(spec && kind?.command?.(spec)).toEqual({
      from: "client",
      argv: [
        ...["clients", "--url", "http://10.77.0.100/", "--sources", "10.77.0.128-10.77.0.191"],
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
    // A request each 10 ms. Each node says by its own clock, a second behind, when it was read:
    // 100 requests of the one's time, 200 of the other's.
    const counts: Record<string, string[]> = {
      lb1: [`${atNs(9)}\n100\n`, `${atNs(10)}\n600\n`],
      web1: [`${atNs(9)}\n50\n`, `${atNs(11)}\n850\n`],
    };
    const run = (node: string) => async (argv: readonly string[]) => ({
      exitCode: 0,
      stdout: String(argv[1]).includes("links") ? "lan eth0\n" : (counts[node]?.shift() ?? ""),
      stderr: "",
    });
    const agent = async (node: string) => ({ node, run: run(node), clockOffsetNs: 1e9 });
    const env = { view, agent } as never;
    const spec = kind.schema.parse({
      ...{ measure: "packets-per-request", nodes: ["lb1", "web1"], probe: "site", as: "heard" },
    });
    const taken = await kind.take(spec, env, testCtx());
    expect(taken).toMatchObject({ value: 4, unit: "" });
    expect(taken.evidence[0]).toBe("lb1 received 5 packets for each request of all clients");
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
