import { describe, expect, it } from "vitest";
import { specFromArgs } from "../../../cli/core/kinds/spec-args.ts";
import { parseZoneStatus } from "../../../cli/technologies/bind/named.ts";
import { zoneOf, zonesIn } from "../../../cli/technologies/bind/zones.ts";
import { nameserver, zoneStatus } from "../../fixtures/beds/nameserver.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { kinds } from "../../fixtures/kinds.ts";
import { TempDir } from "../../fixtures/temp.ts";

describe("what BIND says of its zones", () => {
  const list =
    "lab.test IN _default primary\nwww.lab.test IN _default primary\n. IN _default hint\n";

  it.each([
    ["www.lab.test", "www.lab.test"],
    ["ns.lab.test", "lab.test"],
    ["lab.test", "lab.test"],
    ["www.other.test", undefined],
    ["xlab.test", undefined],
  ])("%s is written in %s", (name, zone) => {
    expect(zoneOf(zonesIn(list, "primary"), name)?.zone).toBe(zone);
  });

  it("of a zone that is not its own, it is not the primary", () => {
    const primaries = (text: string) => zonesIn(text, "primary");
    expect(primaries("lab.test IN _default secondary\n")).toEqual([]);
    expect(primaries("lab.test IN inside master\n")).toEqual([
      { zone: "lab.test", view: "inside" },
    ]);
  });

  it.each([
    ["", "no"],
    ["secure: yes\ninline signing: yes\n", "inline"],
    ["secure: yes\ninline signing: no\n", "file"],
    ["secure: no\n", "no"],
  ] as const)("who signs the zone: %j", (more, signed) => {
    expect(parseZoneStatus(zoneStatus("x", "no", more))).toMatchObject({ signed });
  });

  it("where the zone's file is, and whether it takes updates", () => {
    const text = zoneStatus("/var/lib/bind/lab.test.zone, /etc/bind/more", "yes");
    const place = { file: "/var/lib/bind/lab.test.zone", dynamic: true };
    expect(parseZoneStatus(text)).toMatchObject(place);
    expect(parseZoneStatus(zoneStatus("x", "no"))).toMatchObject({ dynamic: false });
  });
});

async function kindOf(name: string) {
  const kind = kinds.faults.get(name);
  if (!kind) throw new Error(`there is no fault ${name}`);
  return kind;
}

describe("a record", () => {
  it.each([
    ["no", ["reload lab.test"]],
    ["yes", ["freeze lab.test", "thaw lab.test"]],
  ] as const)("goes and comes back, updates of the zone: %s", async (dynamic, commands) => {
    using temp = new TempDir();
    const kind = await kindOf("record-remove");
    const { env, rows, told } = nameserver(temp.path, { dynamic });
    const spec = specFromArgs(kind, ["lb1", "www.lab.test", "web2"]);
    const { undo, title } = await kind.prepare(spec, env, testCtx());
    expect(title).toBe("remove www.lab.test web2");
    expect(JSON.parse(JSON.stringify(undo))).toEqual(undo);
    expect(await kind.verify(undo, env, testCtx())).toMatchObject({ ok: false });

    await kind.inject(undo, env, testCtx());
    expect(rows().map((row) => row.replaceAll("\t", " "))).toEqual([
      "lab.test. 4 IN SOA ns.lab.test. hostmaster.lab.test. 8 3600 600 86400 4",
      "lab.test. 4 IN NS ns.lab.test.",
      "www.lab.test. 4 IN A 10.77.0.21",
      "ftp.lab.test. 4 IN A 10.77.0.22",
      "web.lab.test. 4 IN CNAME ftp.lab.test.",
      "away.lab.test. 4 IN CNAME www.elsewhere.test.",
    ]);
    expect(told()).toEqual(commands);
    expect(await kind.verify(undo, env, testCtx())).toEqual({
      ok: true,
      evidence: ["lb1 says www.lab.test: 10.77.0.21"],
    });

    await kind.heal?.(undo, env, testCtx());
    expect(await kind.verifyHealed?.(undo, env, testCtx())).toMatchObject({ ok: true });
    expect(rows().at(-1)).toBe("www.lab.test. 4 IN A 10.77.0.22");
    expect(rows()[0]).toContain(" 9 3600 ");
    // Somebody has added it already: nothing is left to undo.
    await kind.heal?.(undo, env, testCtx());
    expect(told()).toEqual([...commands, ...commands]);
  });

  it("comes back in every view, also when the one that answers has it already", async () => {
    using temp = new TempDir();
    const kind = await kindOf("record-remove");
    const { env, rows } = nameserver(temp.path, { views: true });
    const spec = specFromArgs(kind, ["lb1", "www.lab.test", "web2"]);
    const { undo } = await kind.prepare(spec, env, testCtx());
    await kind.inject(undo, env, testCtx());
    const [here] = undo["edits"] as readonly unknown[];
    await kind.heal?.({ ...undo, edits: [here] }, env, testCtx());
    const back = "www.lab.test. 4 IN A 10.77.0.22";
    expect([rows(), rows("outside")].map((all) => all.includes(back))).toEqual([true, false]);
    await kind.heal?.(undo, env, testCtx());
    expect([rows(), rows("outside")].map((all) => all.includes(back))).toEqual([true, true]);
  });

  it("is added by a repair, which closes what an earlier step left in", async () => {
    using temp = new TempDir();
    const [add, remove] = [await kindOf("record-add"), await kindOf("record-remove")];
    const { env, rows } = nameserver(temp.path);
    const spec = { node: "lb1", name: "www.lab.test", address: "10.77.0.21" };
    const there = add.schema.parse({ fault: "record-add", ...spec });
    await expect(add.prepare(there, env, testCtx())).rejects.toThrow("has the address 10.77.0.21");
    const gone = remove.schema.parse({ fault: "record-remove", ...spec });
    const { undo } = await remove.prepare(gone, env, testCtx());
    await remove.inject(undo, env, testCtx());
    await expect(remove.prepare(gone, env, testCtx())).rejects.toThrow("has no address 10.77.0.21");
    await add.inject((await add.prepare(there, env, testCtx())).undo, env, testCtx());
    expect(rows().at(-1)).toBe("www.lab.test. 4 IN A 10.77.0.21");
    expect([add.closes, add.heal]).toEqual(["record-remove", undefined]);
  });

  it("is taken from where it is written: behind the name's alias", async () => {
    using temp = new TempDir();
    const kind = await kindOf("record-remove");
    const { env, rows } = nameserver(temp.path);
    const spec = specFromArgs(kind, ["lb1", "web.lab.test", "web2"]);
    const { undo } = await kind.prepare(spec, env, testCtx());
    expect(undo).toMatchObject({ edits: [{ owner: "ftp.lab.test", ttlS: 4 }] });
    await kind.inject(undo, env, testCtx());
    expect(rows().join("\n")).not.toContain("ftp.lab.test.\t4 IN A");
    expect(rows().join("\n")).toContain("CNAME\tftp.lab.test.");
    await kind.heal?.(undo, env, testCtx());
    expect(rows().at(-1)).toBe("ftp.lab.test. 4 IN A 10.77.0.22");
  });

  it("of an alias that leads away is not to be had here", async () => {
    using temp = new TempDir();
    const kind = await kindOf("record-remove");
    const { env } = nameserver(temp.path);
    const spec = specFromArgs(kind, ["lb1", "away.lab.test", "web2"]);
    await expect(kind.prepare(spec, env, testCtx())).rejects.toThrow(
      "lb1 has away.lab.test -> www.elsewhere.test, and is not the primary of the last one",
    );
  });

  it("goes by an update where the zone takes the node's, and no secret is in a command", async () => {
    using temp = new TempDir();
    const kind = await kindOf("record-remove");
    const { env, rows, told, updated, argvs } = nameserver(temp.path, {
      ...{ dynamic: "yes", updates: true },
    });
    const { undo } = await kind.prepare(
      specFromArgs(kind, ["lb1", "www.lab.test", "web2"]),
      ...([env, testCtx()] as const),
    );
    const before = rows();
    // This named only writes the update down: it goes on answering with the address.
    await expect(kind.inject(undo, env, testCtx())).rejects.toThrow("without 10.77.0.22");
    expect(updated()).toBe(
      "server 10.77.0.11\nzone lab.test\nkey hmac-sha256:up dXBkYXRlcyBvbmx5\nupdate delete www.lab.test. IN A 10.77.0.22\nsend\n",
    );
    expect([rows(), told()]).toEqual([before, []]);
    expect(argvs.join("\n")).not.toContain("dXBkYXRlcyBvbmx5");
  });

  it.each([
    ["no", "was signed by hand"],
    ["yes", "is signed and takes updates, but none from lb1 itself"],
  ] as const)("of a signed file, updates: %s, is left alone, by name", async (dynamic, why) => {
    using temp = new TempDir();
    const kind = await kindOf("record-remove");
    const { env, rows } = nameserver(temp.path, { dynamic, status: "secure: yes\n" });
    const before = rows();
    const spec = specFromArgs(kind, ["lb1", "www.lab.test", "web2"]);
    const play = async () => {
      const { undo } = await kind.prepare(spec, env, testCtx());
      await kind.inject(undo, env, testCtx());
    };
    await expect(play()).rejects.toThrow(why);
    expect(rows()).toEqual(before);
  });

  it("of a signed zone in two views is refused before anything is done, and why is said", async () => {
    using temp = new TempDir();
    const kind = await kindOf("record-remove");
    const status = "secure: yes\n";
    const { env } = nameserver(temp.path, { dynamic: "yes", updates: true, views: true, status });
    const spec = specFromArgs(kind, ["lb1", "www.lab.test", "web2"]);
    await expect(kind.prepare(spec, env, testCtx())).rejects.toThrow(
      "lab.test on lb1 is signed, takes updates, and is in several views: an update reaches one of them only",
    );
  });

  it("of a zone that is somewhere else cannot be removed here", async () => {
    using temp = new TempDir();
    const kind = await kindOf("record-remove");
    const { env } = nameserver(temp.path);
    const spec = specFromArgs(kind, ["lb1", "www.other.test", "web2"]);
    await expect(kind.prepare(spec, env, testCtx())).rejects.toThrow(
      "lb1 is the primary of no zone that holds www.other.test",
    );
  });
});
