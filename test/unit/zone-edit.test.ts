import { describe, expect, it } from "vitest";
import type { NodeAgent } from "../../cli/core/cluster/provider.ts";
import { loadFaults } from "../../cli/core/kinds/fault.ts";
import { specFromArgs } from "../../cli/core/kinds/spec-args.ts";
import { bridgeFilter } from "../../cli/providers/bridge-filter.ts";
import { testCtx } from "../fixtures/ctx.ts";
import { makePlan } from "../fixtures/plan.ts";

const path = "/var/cache/bind/lab.test.zone";

const zoneOf = (serial: number, address: string) =>
  `lab.test. 1 IN SOA ns. h. ${serial} 5 2 15 1\nwww.lab.test. 1 IN A ${address}\n`;

interface Named {
  file: string;
  /** What it serves. */
  serial: string;
  address: string;
  journal: boolean;
  readonly log: string[];
  readonly said: string[];
  expires: number;
}

/** A named as far as an edit needs one: it loads its file when it is told to. */
function answer(named: Named, argv: readonly string[], input: string): string {
  named.said.push(argv.join(" "));
  const [program, verb = ""] = argv;
  if (program === "/bin/sh") {
    named.file = input;
    reload(named);
    return "7\n";
  }
  if (program === "named-compilezone") return named.file;
  if (program === "halab-svc") return named.log.join("\n");
  if (program === "named-checkconf") return 'options {\n\tdirectory "/var/cache/bind";\n};\n';
  if (program === "dig")
    return argv.includes("SOA")
      ? `lab.test. 1 IN SOA ns. h. ${named.serial} 5 2 15 1\n`
      : `www.lab.test. 1 IN A ${named.address}\n`;
  if (program !== "rndc") return "";
  if (verb === "refresh") named.expires += 1;
  const expires = new Date(named.expires * 1000).toUTCString();
  return `type: primary\nfiles: lab.test.zone\nserial: ${named.serial}\nexpires: ${expires}\n`;
}

function reload(named: Named): void {
  const serial = /SOA ns\. h\. (\d+)/.exec(named.file)?.[1] ?? "";
  if (named.journal && serial === named.serial) {
    named.log.push(`x named[1]: zone lab.test/IN: new serial (${serial}) out of range [2 - 3]`);
    return;
  }
  named.serial = serial;
  named.address = /^www\.lab\.test\. 1 IN A (\S+)/m.exec(named.file)?.[1] ?? "";
}

function bed(journal = false) {
  const named: Named = {
    ...{ file: zoneOf(7, "192.0.2.80"), serial: "7", address: "192.0.2.80" },
    ...{ journal, log: [], said: [], expires: 1000 },
  };
  const cut: string[] = [];
  const node = (name: string) =>
    ({
      ...{ node: name, clockOffsetNs: 0 },
      run: async (argv: readonly string[], _: unknown, options: { input?: string } = {}) => ({
        ...{ exitCode: 0, stderr: "" },
        stdout: answer(named, argv, options.input ?? ""),
      }),
    }) as unknown as NodeAgent;
  const nft = {
    node: "switch",
    run: async (argv: readonly string[], _: unknown, options: { input?: string } = {}) => {
      cut.push(options.input ?? argv.join(" "));
      return {
        exitCode: argv[1] === "list" && cut.some((one) => one.includes("delete")) ? 1 : 0,
        stdout: "packets 2",
        stderr: "",
      };
    },
  } as unknown as NodeAgent;
  const ports = async (agents: readonly NodeAgent[]) =>
    agents.map((one) => ({ node: one.node, segment: "lan", port: `p-${one.node}` }));
  const env = {
    plan: makePlan(),
    cluster: { name: "c" },
    agent: async (name: string) => node(name),
    switch: async () => ({
      agent: nft,
      ports,
      filters: async (pairs: readonly (readonly [string, string])[]) => [bridgeFilter(nft, pairs)],
    }),
    resolve: (ref: string) => ref,
    ttlMs: 1000,
  };
  return { named, cut, env: env as never };
}

async function edit(spec: Readonly<Record<string, unknown>>, { env }: ReturnType<typeof bed>) {
  const kind = (await loadFaults()).get("zone-edit");
  if (!kind) throw new Error("there is no fault zone-edit");
  const ctx = testCtx();
  const whole = { fault: "zone-edit", node: "lb1", zone: "lab.test", ...spec };
  const { undo, title } = await kind.prepare(kind.schema.parse(whole), env, ctx);
  expect(JSON.parse(JSON.stringify(undo))).toEqual(undo);
  await kind.arm?.(undo, 1000, env, ctx);
  await kind.inject(undo, env, ctx);
  const seen = await kind.verify(undo, env, ctx);
  await kind.heal?.(undo, env, ctx);
  return { title, seen, healed: await kind.verifyHealed?.(undo, env, ctx) };
}

const www = { name: "www", address: "192.0.2.81" };

describe("zone-edit", () => {
  it("writes the file, reloads, and asks the primary what it answers now", async () => {
    const all = bed();
    const { title, seen, healed } = await edit(www, all);
    expect(title).toBe("edit lab.test on lb1");
    expect(all.named.file).toBe(zoneOf(8, "192.0.2.81"));
    expect(all.named.said.find((one) => one.startsWith("/bin/sh"))).toContain(
      `lab.test ${path} no`,
    );
    expect(seen).toMatchObject({ ok: true });
    expect(seen.evidence[0]).toContain("serial 8 of lab.test, and 192.0.2.81 for www.lab.test");
    // What was edited stays.
    expect(healed).toMatchObject({ ok: true });
    expect(all.named.address).toBe("192.0.2.81");
    expect(all.cut).toEqual([]);
  });

  it("forgets the serial: the primary answers the new record with the old number", async () => {
    const { seen, title } = await edit({ ...www, serial: "keep" }, bed());
    expect(title).toBe("edit lab.test on lb1, serial kept");
    expect(seen).toMatchObject({ ok: true });
    expect(seen.evidence[0]).toContain("serial 7");
  });

  it("forgets the serial where there is a journal: that the file is refused is an effect, too", async () => {
    const all = bed(true);
    const { seen } = await edit({ ...www, serial: "keep" }, all);
    expect(seen.ok).toBe(true);
    expect(seen.evidence[1]).toContain("refuses the file: zone lab.test/IN: new serial (7)");
  });

  it("loses NOTIFY on the switch, after the secondaries have asked once more", async () => {
    const all = bed();
    const spec = { lose: "notify", "after-refresh": ["web1", "web2"] };
    const { seen, title, healed } = await edit(spec, all);
    expect(title).toBe("edit lab.test on lb1, NOTIFY lost");
    expect(all.named.said.filter((one) => one === "rndc refresh lab.test")).toHaveLength(2);
    const [table = "", pairs = ""] = all.cut;
    expect(table).toContain("udp dport 53 @th,80,8 & 0x78 == 0x20");
    expect(pairs).toContain('"p-lb1" . "p-web1"');
    expect(pairs).not.toContain('"p-web1" . "p-lb1"');
    const order = all.named.said.map((one) => one.split(" ").slice(0, 2).join(" "));
    expect(order.indexOf("/bin/sh -c")).toBeGreaterThan(order.lastIndexOf("rndc refresh"));
    expect(seen.evidence.at(-1)).toBe("the switch stopped 2 frames");
    expect(all.cut.at(-2)).toContain("delete table bridge");
    expect(healed).toMatchObject({ ok: true });
  });

  it.each([
    [{ name: "mail", address: "192.0.2.9" }, "has no A record of mail"],
    [{ name: "www", address: "nowhere" }, "IPv4"],
    [{ zone: "../x" }, "must be a zone"],
  ])("%j: %s", async (spec, why) => {
    await expect(edit(spec, bed())).rejects.toThrow(why);
  });

  it("needs a SOA record", async () => {
    const all = bed();
    all.named.file = "www.lab.test. 1 IN A 192.0.2.80\n";
    await expect(edit({}, all)).rejects.toThrow(`${path} has no SOA record`);
  });

  it("is made by hand with a node and a zone", async () => {
    const kind = (await loadFaults()).get("zone-edit");
    expect(kind && specFromArgs(kind, ["ns1", "lab.test"], {})).toMatchObject({
      ...{ node: "ns1", zone: "lab.test", serial: "raise" },
    });
  });
});
