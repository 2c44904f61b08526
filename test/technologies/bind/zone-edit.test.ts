import { describe, expect, it } from "vitest";
import { specFromArgs } from "../../../cli/core/kinds/spec-args.ts";
import { primary, zoneOf, zonePath } from "../../fixtures/beds/primary.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { kinds } from "../../fixtures/kinds.ts";

async function edit(spec: Readonly<Record<string, unknown>>, { env }: ReturnType<typeof primary>) {
  const kind = kinds.faults.get("zone-edit");
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
    const all = primary();
    const { title, seen, healed } = await edit(www, all);
    expect(title).toBe("edit lab.test on lb1");
    expect(all.named.file).toBe(zoneOf(8, "192.0.2.81"));
    expect(all.named.said.findLast((one) => one.startsWith("/bin/sh"))).toContain(
      `${zonePath} no text ${zoneOf(8, "192.0.2.81").length} lab.test`,
    );
    expect(seen).toMatchObject({ ok: true });
    expect(seen.evidence[0]).toContain("serial 8 of lab.test, and 192.0.2.81 for www.lab.test");
    // What was edited stays.
    expect(healed).toMatchObject({ ok: true });
    expect(all.named.address).toBe("192.0.2.81");
    expect(all.cut).toEqual([]);
  });

  it("draws an address of a subnet, another than the one that is there", async () => {
    const drawn = new Set<string>();
    for (let round = 0; round < 20; round += 1) {
      const all = primary();
      const { seen } = await edit({ name: "www", address: "192.0.2.80/29" }, all);
      expect(seen.ok).toBe(true);
      expect(all.named.address).toMatch(/^192\.0\.2\.8[1-6]$/);
      drawn.add(all.named.address);
    }
    expect(drawn.size).toBeGreaterThan(1);
    // No hosts, or no subnet.
    for (const address of ["192.0.2.80/31", "192.0.2.81/29"])
      await expect(edit({ name: "www", address }, primary())).rejects.toThrow();
  });

  it("forgets the serial: the primary answers the new record with the old number", async () => {
    const { seen, title } = await edit({ ...www, serial: "keep" }, primary());
    expect(title).toBe("edit lab.test on lb1, serial kept");
    expect(seen).toMatchObject({ ok: true });
    expect(seen.evidence[0]).toContain("serial 7");
  });

  it("forgets the serial where there is a journal: that the file is refused is an effect, too", async () => {
    const all = primary(true);
    const { seen } = await edit({ ...www, serial: "keep" }, all);
    expect(seen.ok).toBe(true);
    expect(seen.evidence[1]).toContain("refuses the file: zone lab.test/IN: new serial (7)");
  });

  it("loses NOTIFY on the switch, after the secondaries have asked once more", async () => {
    const all = primary();
    const spec = { lose: "notify", "after-refresh": ["web1", "web2"] };
    const { seen, title, healed } = await edit(spec, all);
    expect(title).toBe("edit lab.test on lb1, NOTIFY lost");
    expect(all.named.said.filter((one) => one === "rndc refresh lab.test")).toHaveLength(2);
    const [table = "", pairs = ""] = all.cut;
    expect(table).toContain("udp dport 53 @th,80,8 & 0x78 == 0x20");
    expect(pairs).toContain('"p-lb1" . "p-web1"');
    expect(pairs).not.toContain('"p-web1" . "p-lb1"');
    const order = all.named.said.map((one) => one.split(" ").slice(0, 2).join(" "));
    expect(order.lastIndexOf("/bin/sh -c")).toBeGreaterThan(order.lastIndexOf("rndc refresh"));
    expect(seen.evidence.at(-1)).toBe("the switch stopped 2 frames");
    expect(all.cut.at(-2)).toContain("delete table bridge");
    expect(healed).toMatchObject({ ok: true });
  });

  it("is not made when a node that should ask first has no copy, and says so", async () => {
    const all = primary();
    all.named.list = "lab.test IN _default primary\n";
    await expect(edit({ ...www, "after-refresh": ["web1"] }, all)).rejects.toMatchObject({
      ...{ code: "NODE_FAILED", node: "web1", message: "web1 is no secondary of lab.test" },
      hint: "halab exec CLUSTER web1 -- named-checkconf -l",
    });
    expect(all.named.file).toBe(zoneOf(7, "192.0.2.80"));
  });

  it.each([
    [
      { name: "mail", address: "192.0.2.9" },
      "no address of mail.lab.test in lab.test: there is no such name",
    ],
    [{ name: "www", address: "nowhere" }, "IPv4"],
    [{ zone: "../x" }, "must be a zone"],
  ])("%j: %s", async (spec, why) => {
    await expect(edit(spec, primary())).rejects.toThrow(why);
  });

  it("raises the file's serial where a signed one is served, which is ahead", async () => {
    const all = primary();
    Object.assign(all.named, {
      serial: "10",
      ahead: 3,
      more: "secure: yes\ninline signing: yes\n",
    });
    const { seen } = await edit(www, all);
    expect(all.named.file).toBe(zoneOf(8, "192.0.2.81"));
    expect(seen).toMatchObject({ ok: true });
    expect(seen.evidence[0]).toContain("answers serial 11 of lab.test, and 192.0.2.81");
  });

  it("is no edit when the signer alone raised the serial that is served", async () => {
    const all = primary();
    Object.assign(all.named, { journal: true, more: "secure: yes\ninline signing: yes\n" });
    const kind = kinds.faults.get("zone-edit");
    const spec = { fault: "zone-edit", node: "lb1", zone: "lab.test" };
    const prepared = await kind?.prepare(kind.schema.parse(spec), all.env, testCtx());
    all.named.serial = "8";
    const seen = prepared && (await kind?.verify(prepared.undo, all.env, testCtx()));
    expect(seen).toMatchObject({ ok: false });
    expect(seen?.evidence.at(-1)).toBe(`lb1 has not loaded what was written to ${zonePath}`);
  });

  it("cannot forget a serial that named raises itself, and says so", async () => {
    const all = primary();
    all.named.more = "secure: yes\ninline signing: no\ndynamic: yes\n";
    await expect(edit({ ...www, serial: "keep" }, all)).rejects.toThrow("nobody can forget it");
    expect(all.named.file).toBe(zoneOf(7, "192.0.2.80"));
  });

  it("never writes back a zone that did not arrive whole", async () => {
    const all = primary();
    all.named.cut = true;
    await expect(edit(www, all)).rejects.toThrow("too large to be edited");
    await expect(edit({}, all)).rejects.toThrow("too large to be edited");
    expect(all.named.file).toBe(zoneOf(7, "192.0.2.80"));
  });

  it("needs a SOA record", async () => {
    const all = primary();
    all.named.file = "www.lab.test. 1 IN A 192.0.2.80\n";
    await expect(edit({}, all)).rejects.toThrow(`${zonePath} has no SOA record`);
  });

  it("is made by hand with a node and a zone", async () => {
    const kind = kinds.faults.get("zone-edit");
    expect(kind && specFromArgs(kind, ["ns1", "lab.test"])).toMatchObject({
      ...{ node: "ns1", zone: "lab.test", serial: "raise" },
    });
  });
});
