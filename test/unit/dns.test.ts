import { beforeAll, describe, expect, it } from "vitest";
import { nodePlanText } from "../../cli/core/cluster/plan.ts";
import type { JournalEvent } from "../../cli/core/journal/events.ts";
import { RunView, stepView } from "../../cli/core/journal/view.ts";
import { resolveBound } from "../../cli/core/judge/bounds.ts";
import { gradeView } from "../../cli/core/judge/grade.ts";
import type { CheckReport, Report } from "../../cli/core/judge/report.ts";
import { type AnyCheck, loadChecks } from "../../cli/core/kinds/check.ts";
import { loadProbes } from "../../cli/core/kinds/probe.ts";
import { usersText } from "../../cli/report/text/compared.ts";
import { renderSummary } from "../../cli/report/text/summary.ts";
import { nameOf } from "../../cli/technologies/bind/formulas/dns.ts";
import {
  answeredTtl,
  type BindInForce,
  bindSeconds,
  parseBind,
} from "../../cli/technologies/bind/readers/bind9.ts";
import { makePlan } from "../fixtures/plan.ts";
import { outFrom, type Seed, seeded } from "../fixtures/seeded.ts";

let checks: ReadonlyMap<string, AnyCheck>;
beforeAll(async () => {
  checks = await loadChecks();
});

const www = "www.lab.test";
const header = (flags: string, rows: string) =>
  `;; Got answer:\n;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 4\n;; flags: ${flags}; QUERY: 1, ANSWER: 3\n\n${rows}`;
const three = `${www}.\t\t4\tIN\tA\t10.84.0.21\n${www}.\t\t4\tIN\tA\t10.84.0.22\n`;

describe("what BIND has in force", () => {
  it.each([
    ["4", 4],
    ["1h30m", 5400],
    ["1W", 604_800],
    ["PT1M", 60],
    ["P1DT1H", 90_000],
    ["never", undefined],
    ["", undefined],
  ])("a time %j is %s s", (text, seconds) => {
    expect(bindSeconds(text)).toBe(seconds);
  });

  it.each([
    ["with authority", header("qr aa", three), 4],
    ["from a cache", header("qr ra", three), undefined],
    ["that there is none", header("qr aa", ""), undefined],
    [
      "through an alias, whose own TTL says nothing of the addresses",
      header("qr aa", `${www}. 600 IN CNAME farm.lab.test.\nfarm.lab.test. 5 IN A 10.84.0.21\n`),
      5,
    ],
    ["nothing, because nobody answered", ";; communications error: timed out\n", undefined],
  ])("an answer %s", (_, text, ttl) => {
    expect(answeredTtl(text)).toBe(ttl);
  });

  it("its limits are its defaults, or what its configuration says", () => {
    const answers = new Map([[www, header("qr aa", three)]]);
    expect(parseBind("options {\n};\n", answers)).toEqual({
      zones: [],
      ttlS: { [www]: 4 },
      maxCacheS: 604_800,
      minCacheS: 0,
    });
    const text = "options {\n\tmax-cache-ttl 1h;\n\tmin-cache-ttl 30;\n\tmax-ncache-ttl 7;\n};\n";
    expect(parseBind(text, new Map())).toMatchObject({ ttlS: {}, maxCacheS: 3600, minCacheS: 30 });
  });
});

/** The seeded plan's probe `site` becomes a new client of www.lab.test, whose resolver is web2. */
function eventsOf(check: Readonly<Record<string, unknown>>, seed: Partial<Seed>): JournalEvent[] {
  const spec = {
    ...(checks.get(String(check["check"]))?.schema.parse(check) ?? check),
    points: 10,
  };
  return seeded({ ...seed, check: spec }).map((event) => {
    if (event.kind !== "run") return event;
    const resolver = event.plan.nodes.find(({ name }) => name === "web2")?.links[0]?.address;
    const site = { url: `http://${www}/`, resolver, timeout: 250 };
    const probes = event.plan.probes.map((probe) =>
      probe.name === "site" ? { ...probe, kind: "http-name", spec: site } : probe,
    );
    return { ...event, plan: { ...event.plan, probes, compare: ["site", "vip"] } };
  });
}

const bind = (ttlS: BindInForce["ttlS"], more: Partial<BindInForce> = {}): BindInForce => ({
  zones: [],
  ttlS,
  maxCacheS: 604_800,
  minCacheS: 0,
  ...more,
});

function inForce(given: Readonly<Record<string, BindInForce>>): NonNullable<Seed["also"]> {
  return Object.entries(given).map(
    ([node, bind]) => [1, { kind: "in-force", node, vrrp: [], balancer: null, bind }] as const,
  );
}

describe("the formula dns-ttl", () => {
  function bound(given: Readonly<Record<string, BindInForce>>, probe = "site") {
    const also = inForce(given);
    const run = RunView.of(eventsOf({ check: "lost", probe: "site", "at-most": 0 }, { also }));
    const step = run.plan?.steps[0];
    const view = step && stepView(run, step, "hold");
    return view ? resolveBound({ formula: "dns-ttl" }, view, probe) : "no view";
  }

  it.each([
    ["the TTL of the zone", { web1: bind({ [www]: 4 }), web2: bind({}) }, 4, "0 .. TTL"],
    [
      "not longer than the resolver keeps anything",
      { web1: bind({ [www]: 4 }), web2: bind({}, { maxCacheS: 2 }) },
      2,
      "0 .. min(TTL, max-cache-ttl)",
    ],
    [
      "not shorter than the resolver keeps everything",
      { web1: bind({ [www]: 4 }), web2: bind({}, { minCacheS: 60 }) },
      60,
      "0 .. max(TTL, min-cache-ttl)",
    ],
    [
      "not limited by what some other cache does",
      { web1: bind({ [www]: 4 }, { maxCacheS: 1 }), web2: bind({}) },
      4,
      "0 .. TTL",
    ],
  ] as const)("is %s", (_, given, hi, formula) => {
    expect(bound(given)).toMatchObject({ lo: 0, hi, formula, source: "RFC 1034 3.6, RFC 2181 8" });
  });

  it("needs a name, and somebody who answers for it with authority", () => {
    expect(bound({ web1: bind({}) })).toBe(
      "no name server gave the TTL of www.lab.test with authority",
    );
    expect(bound({}, "vip")).toBe('probe "vip" resolves no name');
  });

  it.each([
    [{ url: "http://www.lab.test:81/x" }, "www.lab.test"],
    [{ name: "lab.test." }, "lab.test"],
    [{ url: "http://10.84.0.100/" }, undefined],
    [{ address: "10.84.0.100" }, undefined],
  ])("the name of %j is %s", (spec, name) => {
    expect(nameOf(spec)).toBe(name);
  });
});

/** Every third request is lost, from one second to another. */
const third =
  (from: number, to: number): NonNullable<Seed["answers"]> =>
  (second, k) =>
    second >= from && second < to && k % 3 === 0 ? null : `web${(k % 2) + 1}`;

describe("failing, a third", () => {
  const rows: readonly [string, CheckReport["verdict"], Partial<Seed>][] = [
    ["a third, to the end", "pass", { answers: third(10, 21) }],
    ["none", "fail", {}],
    ["all", "fail", { answers: outFrom(10, 21) }],
    ["a third, but it passes", "fail", { answers: third(10, 17.5) }],
    ["too few requests", "unknown", { heard: [0, 10.2] }],
    ["a prober that was late", "unknown", { answers: third(10, 21), lateUs: () => 90_000 }],
    ["a fault without effect", "unknown", { answers: third(10, 21), fault: "failed" }],
    ["a step that was not played", "unknown", { answers: third(10, 21), played: "no" }],
  ];
  const check = { check: "failing", probe: "site", share: 0.333, during: "4s" };
  it.each(rows)("%s: %s", (_, verdict, seed) => {
    const report = gradeView(RunView.of(eventsOf(check, seed)), checks);
    const found = report.steps[0]?.checks[0];
    expect(found, found?.evidence.join("; ")).toMatchObject({ verdict });
    expect(found?.evidence).not.toEqual([]);
  });

  it("is watched for as long as it says, and that is time that the lab asks for", () => {
    const events = eventsOf(check, { answers: third(10, 21) });
    const ready = (second: number) => {
      const run = new RunView();
      for (const event of events) if (event.t <= 5e14 + second * 1e9) run.apply(event);
      const step = run.plan?.steps[0];
      const view = step && stepView(run, step, "hold", 5e14 + second * 1e9);
      const spec = step?.expect[0] ?? {};
      return view && checks.get("failing")?.ready(spec, view);
    };
    expect([ready(11), ready(13.5), ready(14.5)]).toEqual([false, false, true]);
    expect(gradeView(RunView.of(events), checks).steps[0]?.protocolTime).toBe(4);
  });
});

describe("impaired, with a limit that is shorter than the formula", () => {
  it("is not waited for beyond the limit", () => {
    const check = { check: "impaired", probe: "site", within: { formula: "dns-ttl" }, limit: "3s" };
    const also = inForce({ web1: bind({ [www]: 3600 }), web2: bind({}) });
    const run = RunView.of(eventsOf(check, { answers: third(10, 31), also }));
    const step = run.plan?.steps[0];
    const view = step && stepView(run, step, "hold");
    expect(view && checks.get("impaired")?.ready(step?.expect[0] ?? {}, view)).toBe(true);
    expect(gradeView(run, checks).steps[0]?.checks[0]).toMatchObject({ verdict: "fail" });
  });
});

describe("side by side", () => {
  function compared(seed: Partial<Seed>): Report {
    const check = { check: "lost", probe: "site", "at-most": 0 };
    return gradeView(RunView.of(eventsOf(check, seed)), checks);
  }

  it("tells what passes from what goes on, and whoever sent nothing", () => {
    const [passes, goesOn, none] = [third(10, 12), third(10, 20), third(0, 0)].map(
      (answers) => compared({ answers }).sideBySide?.steps[0]?.users,
    );
    expect(passes?.[0]).toMatchObject({ sent: 976, goesOn: false });
    expect(passes?.[0]?.lostFor).toBeCloseTo(2, 1);
    expect(usersText(passes?.[0] ?? null)).toBe("6.8 % in 1.98 s");
    expect(usersText(goesOn?.[0] ?? null)).toBe("33.3 % on and on");
    expect(none?.[0]).toMatchObject({ lost: 0, lostFor: 0, outage: 0, goesOn: false });
    expect(usersText(none?.[0] ?? null)).toMatch(/^0, wait 0\.\d\d s$/);
    expect(none?.[1]).toBeNull();
    expect(usersText(null)).toBe("-");
  });

  it("stands in the summary, and in no report of a lab that compares nothing", () => {
    const events = eventsOf({ check: "lost", probe: "site", "at-most": 0 }, {});
    const report = gradeView(RunView.of(events), checks);
    const text = renderSummary(report, events, { columns: 80, colour: false });
    expect(text).toMatch(/lost by +site +vip\n +s +0, wait \d\.\d\d s +-\n/);
    const plain = seeded({ check: { check: "lost", probe: "site", "at-most": 0 } });
    expect(gradeView(RunView.of(plain), checks).sideBySide).toBeUndefined();
  });
});

describe("a new client each time", () => {
  const spec = { kind: "http-name", from: "client", url: `http://${www}/`, resolver: "10.84.0.54" };

  it("asks the resolver, then the first address, or more of them", async () => {
    const kind = (await loadProbes()).get("http-name");
    const argv = (more: object) => kind?.command?.(kind.schema.parse({ ...spec, ...more }))?.argv;
    const base = ["http-name", "--url", `http://${www}/`, "--server", "10.84.0.54"];
    const pace = ["--every-us", "10000", "--timeout-us", "250000"];
    expect(argv({})).toEqual([...base, ...pace]);
    expect(argv({ tries: 3, "try-for": "200ms" })).toEqual([
      ...[...base, ...pace],
      ...["--tries", "3", "--try-us", "200000"],
    ]);
    expect(kind?.label(kind.schema.parse(spec))).toBe("www.lab.test, first address");
  });

  it.each([["http://10.84.0.100/"], ["https://www.lab.test/"], ["www.lab.test"], ["http://-x/"]])(
    "has nothing to resolve in %s",
    async (url) => {
      const kind = (await loadProbes()).get("http-name");
      expect(kind?.schema.safeParse({ ...spec, url }).success).toBe(false);
    },
  );

  it("has its resolver in resolv.conf, where the role says so", () => {
    const plan = makePlan();
    const [node] = plan.nodes;
    if (!node) throw new Error("the plan has no node");
    const text = nodePlanText(plan, { ...node, nameservers: ["10.84.0.54"] }, () => "x");
    expect(text).toContain("\nnameserver 10.84.0.54\n");
    expect(nodePlanText(plan, node, () => "x")).not.toContain("nameserver");
  });
});
