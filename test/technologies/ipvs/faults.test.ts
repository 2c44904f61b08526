import { describe, expect, it } from "vitest";
import { specFromArgs } from "../../../cli/core/kinds/spec-args.ts";
import { editWeight, parseDaemons, parseRules } from "../../../cli/technologies/ipvs/ipvsadm.ts";
import { portsTo } from "../../../cli/technologies/ipvs/stream-renew.ts";
import { directors, master, vip } from "../../fixtures/beds/directors.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { kinds } from "../../fixtures/kinds.ts";

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

async function kindOf(name: string) {
  const kind = kinds.faults.get(name);
  if (!kind) throw new Error(`there is no fault ${name}`);
  return kind;
}

describe("drain", () => {
  it.each(["web2", "10.77.0.22:80", "10.77.0.22"])(
    "takes out %s, and gives back",
    async (server) => {
      const kind = await kindOf("ipvs-drain");
      const { state, env } = directors();
      const spec = kind.schema.parse({ fault: "ipvs-drain", node: "lb1", service: vip, server });
      const { undo, title } = await kind.prepare(spec, env, testCtx());
      expect(title).toBe(`ipvs-drain ${server} from ${vip} on lb1`);
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
    const kind = await kindOf("ipvs-drain");
    const spec = kind.schema.parse({ fault: "ipvs-drain", node: "lb1", service, server });
    await expect(kind.prepare(spec, directors().env, testCtx())).rejects.toThrow(why);
  });
});

describe("sync-off", () => {
  it("stops the daemons, opens the streams anew, and starts what ran", async () => {
    const kind = await kindOf("ipvs-sync-off");
    const { state, env } = directors();
    const spec = kind.schema.parse({
      fault: "ipvs-sync-off",
      nodes: ["lb1", "lb2"],
      renew: "long",
    });
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
    const kind = await kindOf("ipvs-sync-off");
    const { env } = directors();
    const none = kind.schema.parse({ fault: "ipvs-sync-off", nodes: ["web1"] });
    await expect(kind.prepare(none, env, testCtx())).rejects.toThrow("web1 runs no sync daemon");
    const site = kind.schema.parse({ fault: "ipvs-sync-off", nodes: ["lb1"], renew: "site" });
    await expect(kind.prepare(site, env, testCtx())).rejects.toThrow("is no stream probe");
  });

  it("takes its nodes with commas on the command line", async () => {
    const kind = await kindOf("ipvs-sync-off");
    expect(specFromArgs(kind, ["lb1,lb2"])).toEqual({
      fault: "ipvs-sync-off",
      nodes: ["lb1", "lb2"],
    });
  });
});
