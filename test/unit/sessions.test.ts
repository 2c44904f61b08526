import { describe, expect, it } from "vitest";
import type { NodeAgent } from "../../cli/core/cluster/provider.ts";
import type { JournalEvent } from "../../cli/core/journal/events.ts";
import { RunView, stepView } from "../../cli/core/journal/view.ts";
import { resolveBound } from "../../cli/core/judge/bounds.ts";
import { loadFaults } from "../../cli/core/kinds/fault.ts";
import { loadProbes } from "../../cli/core/kinds/probe.ts";
import { specFromArgs } from "../../cli/core/kinds/spec-args.ts";
import { probeReader } from "../../cli/core/run/watching.ts";
import { parseServers } from "../../cli/technologies/haproxy/socket.ts";
import { parseSentinel } from "../../cli/technologies/redis/readers/sentinel.ts";
import { testCtx } from "../fixtures/ctx.ts";
import { makePlan } from "../fixtures/plan.ts";
import { atNs, seeded } from "../fixtures/seeded.ts";

const columns =
  "# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight";

function state(rows: readonly (readonly [string, string, string, number])[]): string {
  const lines = rows.map(
    ([be, sv, addr, admin], at) => `3 ${be} ${at} ${sv} ${addr} 2 ${admin} 1 1`,
  );
  return ["1", columns, ...lines, "", ""].join("\n");
}

describe("what HAProxy says of its servers", () => {
  it("is read by the names of the columns", () => {
    expect(
      parseServers(
        state([
          ["memory", "s1", "10.77.0.21", 0],
          ["any", "web2", "10.77.0.22", 8],
          ["any", "web1", "10.77.0.21", 0x28],
        ]),
      ),
    ).toEqual([
      { backend: "memory", server: "s1", address: "10.77.0.21", drained: false },
      { backend: "any", server: "web2", address: "10.77.0.22", drained: true },
      { backend: "any", server: "web1", address: "10.77.0.21", drained: true },
    ]);
    expect(parseServers("")).toEqual([]);
  });
});

/** Two balancers whose HAProxy keeps the state of its servers. */
function balancers(says?: string) {
  const admin = new Map([
    [
      "lb1",
      new Map<string, number>([
        ["memory/s1", 0],
        ["any/web1", 0],
        ["any/web2", 0],
      ]),
    ],
    [
      "lb2",
      new Map<string, number>([
        ["memory/s1", 0],
        ["any/web1", 0],
        ["any/web2", 0],
      ]),
    ],
  ]);
  const said: string[] = [];
  const run = (node: string, argv: readonly string[]): string => {
    const line = argv.at(-1) ?? "";
    const servers = admin.get(node) ?? new Map<string, number>();
    said.push(`${node}: ${line}`);
    if (!argv.join(" ").includes("socat") || argv.includes("halab-dead-man")) return "";
    if (says !== undefined) return says;
    for (const [, server = "", to] of line.matchAll(/set server (\S+) state (\w+)/g))
      servers.set(server, to === "drain" ? 8 : 0);
    if (line !== "show servers state") return "\n";
    return state(
      [...servers].map(([key, bits]) => {
        const [backend = "", server = ""] = key.split("/");
        return [backend, server, server === "web2" ? "10.77.0.22" : "10.77.0.21", bits] as const;
      }),
    );
  };
  const agent = async (node: string) =>
    ({
      node,
      run: async (argv: readonly string[]) => ({
        exitCode: 0,
        stdout: run(node, argv),
        stderr: "",
      }),
    }) as unknown as NodeAgent;
  const env = { plan: makePlan(), agent, resolve: (ref: string) => ref, ttlMs: 1000 };
  return { admin, said, env: env as never };
}

async function drain() {
  const kind = (await loadFaults()).get("drain-server");
  if (!kind) throw new Error("there is no fault drain-server");
  return kind;
}

describe("drain-server", () => {
  it("takes a node out of every backend that has it, by name or address, and gives back", async () => {
    const kind = await drain();
    const { admin, env, said } = balancers();
    const spec = specFromArgs(kind, ["lb1,lb2", "web1"], {});
    const { undo, title, nodes } = await kind.prepare(spec, env, testCtx());
    expect([title, nodes]).toEqual(["drain-server web1 on lb1,lb2", ["lb1", "lb2"]]);
    await kind.arm?.(undo, 1000, env, testCtx());
    expect(said).toContain("lb2: set server memory/s1 state ready;set server any/web1 state ready");
    expect(await kind.verify(undo, env, testCtx())).toMatchObject({ ok: false });
    await kind.inject(undo, env, testCtx());
    for (const node of ["lb1", "lb2"])
      expect(Object.fromEntries(admin.get(node) ?? [])).toEqual({
        "memory/s1": 8,
        "any/web1": 8,
        "any/web2": 0,
      });
    expect(await kind.verify(undo, env, testCtx())).toMatchObject({ ok: true });
    expect(await kind.verifyHealed?.(undo, env, testCtx())).toMatchObject({ ok: false });
    await kind.heal?.(undo, env, testCtx());
    expect(await kind.verifyHealed?.(undo, env, testCtx())).toMatchObject({ ok: true });
  });

  it("says which servers there are when the node is none of them", async () => {
    const kind = await drain();
    const { env } = balancers();
    const spec = kind.schema.parse({ fault: "drain-server", nodes: ["lb1"], server: "client" });
    await expect(kind.prepare(spec, env, testCtx())).rejects.toMatchObject({
      code: "NODE_FAILED",
      message: "HAProxy of lb1 has no server client",
      details: expect.arrayContaining(["any/web2 10.77.0.22"]),
    });
  });

  it("says what to configure when HAProxy takes no commands", async () => {
    const kind = await drain();
    const { env } = balancers("Permission denied\n");
    const spec = kind.schema.parse({ fault: "drain-server", nodes: ["lb1"], server: "web1" });
    await expect(kind.prepare(spec, env, testCtx())).rejects.toMatchObject({
      code: "NODE_FAILED",
      hint: expect.stringContaining("stats socket"),
    });
  });
});

describe("a users probe", () => {
  it("is told whom to play", async () => {
    const kind = (await loadProbes()).get("users");
    const url = "http://10.77.0.100/memory/basket";
    const spec = kind?.schema.parse({
      ...{ kind: "users", from: "client", url, every: "5ms" },
      sources: "10.77.0.129-10.77.0.188",
    });
    expect(spec && kind?.command?.(spec).argv.join(" ")).toBe(
      `users --url ${url} --every-us 5000 --timeout-us 500000 --count 300 --sources 10.77.0.129-10.77.0.188`,
    );
    expect(spec && kind?.address(spec)).toBe("10.77.0.100");
  });

  it.each([
    { users: 20 },
    { users: 1 },
    { sources: "10.77.0.0/24" },
    { url: "http://10.77.0.100" },
  ])("is refused with %j", async (keys) => {
    const kind = (await loadProbes()).get("users");
    const spec = {
      kind: "users",
      from: "client",
      url: "http://10.77.0.100/memory/basket",
      ...keys,
    };
    expect(kind?.schema.safeParse(spec).success).toBe(false);
  });

  it("is heard: whose basket has less than it had", () => {
    const events: JournalEvent[] = [];
    const read = probeReader(
      "memory",
      1000,
      (event) => events.push(event),
      () => 5,
    );
    for (const line of ["t0 9000 5000", "u 3 lost 17 4 1", "u 5 behind 18 4 4", "u 7 odd 1 1 1"])
      read(line);
    expect(events.filter((event) => event.kind === "basket")).toEqual([
      { kind: "basket", t: 13_000, probe: "memory", event: "lost", user: 17, had: 4, has: 1 },
      { kind: "basket", t: 15_000, probe: "memory", event: "behind", user: 18, had: 4, has: 4 },
    ]);
  });
});

describe("sentinel-failover", () => {
  const text = [
    ...["name", "shop", "ip", "10.77.0.31", "num-other-sentinels", "2", "quorum", "2"],
    ...["down-after-milliseconds", "1000", "failover-timeout", "5000"],
    ...["name", "other", "down-after-milliseconds", "500", ""],
  ].join("\n");

  it("reads what a Sentinel watches", () => {
    expect(parseSentinel(text)).toEqual([
      { name: "shop", downAfterS: 1, failoverTimeoutS: 5, quorum: 2, sentinels: 3 },
      { name: "other", downAfterS: 0.5, failoverTimeoutS: 0, quorum: 0, sentinels: 1 },
    ]);
    expect(parseSentinel("")).toEqual([]);
  });

  function bound(downAfterS: number | undefined) {
    const one = { name: "shop", failoverTimeoutS: 5, quorum: 2, sentinels: 3 };
    const sentinels = downAfterS === undefined ? [] : [{ ...one, downAfterS }];
    const check = { check: "outage", probe: "site", within: { formula: "sentinel-failover" } };
    const inForce = {
      kind: "in-force",
      node: "web1",
      vrrp: [],
      balancer: null,
      sentinels,
    } as const;
    const run = RunView.of(seeded({ check, also: [[1, inForce]] }));
    const step = run.plan?.steps[0];
    const view = step && stepView(run, step, "hold", atNs(20));
    return view && resolveBound({ formula: "sentinel-failover" }, view, "site");
  }

  it.each([
    [1, 1, 3.8],
    [0.5, 0.5, 2.8],
    [10, 10, 12.8],
  ])("with D = %s s it is %s .. %s s", (downAfterS, lo, hi) => {
    expect(bound(downAfterS)).toMatchObject({ lo, hi, formula: "D .. ping+D+info+election" });
  });

  it("says that nobody's timers were read", () => {
    expect(bound(undefined)).toBe("no Sentinel's timers in force were read");
  });
});
