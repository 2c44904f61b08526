import { describe, expect, it } from "vitest";
import type { NodeAgent } from "../../cli/core/cluster/provider.ts";
import type { JournalEvent } from "../../cli/core/journal/events.ts";
import { loadFaults } from "../../cli/core/kinds/fault.ts";
import { loadProbes } from "../../cli/core/kinds/probe.ts";
import { specFromArgs } from "../../cli/core/kinds/spec-args.ts";
import { probeReader } from "../../cli/core/run/watching.ts";
import { editWeight, parseDaemons, parseRules } from "../../cli/technologies/ipvs/ipvsadm.ts";
import { portsTo } from "../../cli/technologies/ipvs/stream-renew.ts";
import { testCtx } from "../fixtures/ctx.ts";
import { makePlan } from "../fixtures/plan.ts";

const vip = "10.77.0.100:80";

const master =
  "master sync daemon (mcast=eth0, syncid=1, maxlen=1472, group=224.0.0.81, port=8848, ttl=1)";
const masterStart = [
  ...["--start-daemon", "master", "--mcast-interface", "eth0", "--syncid", "1"],
  ...["--sync-maxlen", "1472", "--mcast-group", "224.0.0.81", "--mcast-port", "8848"],
  ...["--mcast-ttl", "1"],
];

describe("what ipvsadm says", () => {
  it("of real servers, with what -e must be given again", () => {
    const text = `-A -t ${vip} -s wrr -p 300\n-a -t ${vip} -r 10.77.0.21:80 -g -w 3 -x 100 -y 50\n-a -t ${vip} -r 10.77.0.22:80 -i -w 0\n`;
    const [first, second, ...rest] = parseRules(text);
    expect(rest).toEqual([]);
    expect(first).toMatchObject({ service: vip, server: "10.77.0.21:80", weight: 3 });
    expect(second).toMatchObject({ service: vip, server: "10.77.0.22:80", weight: 0 });
    expect(editWeight(first?.words ?? [], 0).join(" ")).toBe(
      `-e -t ${vip} -r 10.77.0.21:80 -g -x 100 -y 50 -w 0`,
    );
  });

  it("of the synchronisation daemons, with what starts them again", () => {
    expect(parseDaemons(`${master}\nbackup sync daemon (mcast=eth1, syncid=2)\n`)).toEqual([
      { state: "master", start: masterStart },
      {
        state: "backup",
        start: ["--start-daemon", "backup", "--mcast-interface", "eth1", "--syncid", "2"],
      },
    ]);
    expect(parseDaemons("")).toEqual([]);
  });

  it("of established connections to an address, /proc/net/tcp", () => {
    const table = [
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid",
      "   0: C8004D0A:9C40 64004D0A:1B58 01 00000000:00000000 00:00000000 00000000     0",
      "   1: C8004D0A:9C41 64004D0A:1B58 06 00000000:00000000 00:00000000 00000000     0",
      "   2: C8004D0A:9C42 64004D0A:0050 01 00000000:00000000 00:00000000 00000000     0",
    ].join("\n");
    expect(portsTo(table, "10.77.0.100:7000")).toEqual([0x9c40]);
    expect(portsTo("", "10.77.0.100:7000")).toEqual([]);
  });
});

/** Nodes whose ipvsadm keeps a weight and a daemon. */
function directors() {
  const state = {
    weights: new Map([
      ["10.77.0.21:80", 1],
      ["10.77.0.22:80", 2],
    ]),
    daemons: new Map([
      ["lb1", [master]],
      ["lb2", ["backup sync daemon (mcast=eth0, syncid=1)"]],
    ]),
    ports: "9C40",
    said: [] as string[],
  };
  const ipvsadm = (node: string, argv: readonly string[]): string => {
    state.said.push(`${node}: ${argv.join(" ")}`);
    switch (argv[1]) {
      case "-Sn":
        return [...state.weights].map(([rs, w]) => `-a -t ${vip} -r ${rs} -g -w ${w}\n`).join("");
      case "-e":
        state.weights.set(argv[argv.indexOf("-r") + 1] ?? "", Number(argv.at(-1)));
        return "";
      case "--stop-daemon":
        state.daemons.set(node, []);
        return "";
      case "--start-daemon":
        state.daemons.set(node, [`${argv[2]} sync daemon (mcast=eth0)`]);
        return "";
      default:
        return state.daemons.get(node)?.join("\n") ?? "";
    }
  };
  const run = (node: string, argv: readonly string[]): string => {
    if (argv[0] === "ipvsadm") return ipvsadm(node, argv);
    if (argv[0] === "cat") return ` 0: C8004D0A:${state.ports} 64004D0A:1B58 01 0\n`;
    if (!argv.includes("halab-renew")) return "";
    state.said.push(`${node}: ${argv.join(" ")}`);
    state.ports = "9C50";
    return "renewed\n";
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
  const plan = makePlan();
  const probes = [
    ...plan.probes,
    { name: "long", kind: "stream", label: "", spec: { from: "client", to: "10.77.0.100:7000" } },
  ];
  const env = { plan: { ...plan, probes }, agent, resolve: (ref: string) => ref, ttlMs: 1000 };
  return { state, env: env as never };
}

async function kindOf(name: string) {
  const kind = (await loadFaults()).get(name);
  if (!kind) throw new Error(`there is no fault ${name}`);
  return kind;
}

describe("drain", () => {
  it.each(["web2", "10.77.0.22:80", "10.77.0.22"])(
    "takes out %s, and gives back",
    async (server) => {
      const kind = await kindOf("drain");
      const { state, env } = directors();
      const spec = kind.schema.parse({ fault: "drain", node: "lb1", service: vip, server });
      const { undo, title } = await kind.prepare(spec, env, testCtx());
      expect(title).toBe(`drain ${server} from ${vip} on lb1`);
      await kind.arm?.(undo, 1000, env, testCtx());
      expect(await kind.verify(undo, env, testCtx())).toMatchObject({ ok: false });
      await kind.inject(undo, env, testCtx());
      expect(Object.fromEntries(state.weights)).toEqual({ "10.77.0.21:80": 1, "10.77.0.22:80": 0 });
      expect(await kind.verify(undo, env, testCtx())).toMatchObject({ ok: true });
      await kind.heal?.(undo, env, testCtx());
      expect(state.weights.get("10.77.0.22:80")).toBe(2);
      expect(await kind.verifyHealed?.(undo, env, testCtx())).toMatchObject({ ok: true });
      state.weights.delete("10.77.0.22:80");
      expect(await kind.verifyHealed?.(undo, env, testCtx())).toMatchObject({ ok: true });
    },
  );

  it.each([
    ["client", vip, "no real server client"],
    ["web2", "10.77.0.100:81", "no real server web2 for 10.77.0.100:81"],
  ])("%s of %s: %s", async (server, service, why) => {
    const kind = await kindOf("drain");
    const spec = kind.schema.parse({ fault: "drain", node: "lb1", service, server });
    await expect(kind.prepare(spec, directors().env, testCtx())).rejects.toThrow(why);
  });
});

describe("sync-off", () => {
  it("stops the daemons, opens the streams anew, and starts what ran", async () => {
    const kind = await kindOf("sync-off");
    const { state, env } = directors();
    const spec = kind.schema.parse({ fault: "sync-off", nodes: ["lb1", "lb2"], renew: "long" });
    const { undo } = await kind.prepare(spec, env, testCtx());
    expect(JSON.parse(JSON.stringify(undo))).toEqual(undo);
    expect(await kind.verify(undo, env, testCtx())).toMatchObject({ ok: false });
    await kind.inject(undo, env, testCtx());
    expect([...state.daemons.values()]).toEqual([[], []]);
    expect(state.said.at(-1)).toContain("client: /bin/sh");
    expect(await kind.verify(undo, env, testCtx())).toEqual({
      ok: true,
      evidence: [
        "lb1 runs no sync daemon",
        "lb2 runs no sync daemon",
        "1 connections were open, 1 are, 0 of the old ones",
      ],
    });
    // keepalived on lb2 took over meanwhile.
    state.daemons.set("lb2", [master]);
    state.said.length = 0;
    await kind.heal?.(undo, env, testCtx());
    const started = state.said.filter((line) => line.includes("--start-daemon"));
    expect(started).toEqual([`lb1: ipvsadm ${masterStart.join(" ")}`]);
    expect(await kind.verifyHealed?.(undo, env, testCtx())).toMatchObject({ ok: true });
  });

  it("has nothing to stop where no daemon runs, and nothing to renew but streams", async () => {
    const kind = await kindOf("sync-off");
    const { env } = directors();
    const none = kind.schema.parse({ fault: "sync-off", nodes: ["web1"] });
    await expect(kind.prepare(none, env, testCtx())).rejects.toThrow("web1 runs no sync daemon");
    const site = kind.schema.parse({ fault: "sync-off", nodes: ["lb1"], renew: "site" });
    await expect(kind.prepare(site, env, testCtx())).rejects.toThrow("is no stream probe");
  });

  it("takes its nodes with commas on the command line", async () => {
    const kind = await kindOf("sync-off");
    expect(specFromArgs(kind, ["lb1,lb2"], {})).toEqual({
      fault: "sync-off",
      nodes: ["lb1", "lb2"],
    });
  });
});

describe("a stream probe of many connections", () => {
  it.each([
    [{}, []],
    [{ connections: 20 }, ["--connections", "20"]],
  ])("%j is told to the prober as %j", async (more, argv) => {
    const kind = (await loadProbes()).get("stream");
    const to = "10.77.0.100:7000";
    const spec = kind?.schema.parse({ kind: "stream", from: "client", to, ...more });
    expect(spec && kind?.command?.(spec).argv).toEqual([
      ...["stream", "--to", to, "--every-us", "20000", "--timeout-us", "5000000"],
      ...argv,
    ]);
  });

  it("tells what ends or makes a connection, and no attempt that fails", () => {
    const events: JournalEvent[] = [];
    const read = probeReader(
      "long",
      1000,
      (event) => events.push(event),
      () => 5,
    );
    const lines = ["t0 9000 5000", "c -2 connected 0", "c 3 connected 1", "c 7 reset 1"];
    for (const line of [...lines, "c 8 refused 1", "c 9 renewed 0", "c 10 connected 0"]) read(line);
    const found = events.flatMap((event) =>
      event.kind === "stream" ? [[event.t, event.connection, event.event]] : [],
    );
    expect(found).toEqual([
      [8000, 0, "connected"],
      [13_000, 1, "connected"],
      [17_000, 1, "reset"],
      [19_000, 0, "renewed"],
      [20_000, 0, "connected"],
    ]);
  });

  it("is read as its only connection when an older prober names none", () => {
    const events: JournalEvent[] = [];
    const read = probeReader(
      "long",
      0,
      (event) => events.push(event),
      () => 5,
    );
    for (const line of ["t0 9000 5000", "c 1 connected", "c 2 eof"]) read(line);
    expect(events.slice(1)).toMatchObject([
      { kind: "stream", connection: 0, event: "connected" },
      { kind: "stream", connection: 0, event: "eof" },
    ]);
  });
});
