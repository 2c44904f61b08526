import { describe, expect, it } from "vitest";
import { nodePlanText } from "../../../cli/core/cluster/plan.ts";
import { RunView } from "../../../cli/core/journal/view.ts";
import { resolveBound } from "../../../cli/core/judge/bounds.ts";
import { nameOf } from "../../../cli/technologies/bind/names.ts";
import {
  answeredTtl,
  type BindInForce,
  bindSeconds,
  parseBind,
} from "../../../cli/technologies/bind/readers/bind9.ts";
import { kinds, viewOf } from "../../fixtures/kinds.ts";
import { makePlan } from "../../fixtures/plan.ts";
import { bind, eventsOf, inForce, www } from "../../fixtures/www.ts";

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

describe("the formula dns-ttl", () => {
  function bound(given: Readonly<Record<string, BindInForce>>, probe = "site") {
    const also = inForce(given);
    const run = RunView.of(eventsOf({ check: "lost", probe: "site", "at-most": 0 }, { also }));
    const step = run.plan?.steps[0];
    const view = step && viewOf(run, step, "expect");
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

  it("is not guessed at for a resolver that gives stale answers", () => {
    const stale = { untimed: ["stale-answer-enable yes"] };
    expect(bound({ web1: bind({ [www]: 4 }), web2: bind({}, stale) })).toBe(
      "no formula knows how this changes the times: stale-answer-enable yes (named.conf)",
    );
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

describe("a new client each time", () => {
  const spec = { kind: "http-name", from: "client", url: `http://${www}/`, resolver: "10.84.0.54" };

  it("asks the resolver, then the first address, or more of them", async () => {
    const kind = kinds.probes.get("http-name");
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
      const kind = kinds.probes.get("http-name");
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
