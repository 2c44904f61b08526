import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { NodeAgent } from "../../cli/core/cluster/provider.ts";
import { loadFaults } from "../../cli/core/kinds/fault.ts";
import { specFromArgs } from "../../cli/core/kinds/spec-args.ts";
import { parseZoneStatus } from "../../cli/technologies/bind/named.ts";
import { zoneOf } from "../../cli/technologies/bind/records.ts";
import { testCtx } from "../fixtures/ctx.ts";
import { makePlan } from "../fixtures/plan.ts";
import { TempDir } from "../fixtures/temp.ts";

const status = (file: string, dynamic: "yes" | "no") =>
  `name: lab.test\ntype: primary\nfiles: ${file}\nserial: 7\nnodes: 3\ndynamic: ${dynamic}\nreconfigurable via modzone: no\n`;

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
    expect(zoneOf(list, name)).toBe(zone);
  });

  it("of a zone that is not its own, it is not the primary", () => {
    expect(zoneOf("lab.test IN _default secondary\n", "www.lab.test")).toBeUndefined();
    expect(zoneOf("lab.test IN _default master\n", "www.lab.test")).toBe("lab.test");
  });

  it("where the zone's file is, and whether it takes updates", () => {
    const text = status("/var/lib/bind/lab.test.zone, /etc/bind/more", "yes");
    const place = { file: "/var/lib/bind/lab.test.zone", dynamic: true };
    expect(parseZoneStatus(text)).toMatchObject(place);
    expect(parseZoneStatus(status("x", "no"))).toMatchObject({ dynamic: false });
  });
});

/** A zone in named's own form, as named-compilezone writes it. */
const zone = [
  "lab.test.\t4 IN SOA\tns.lab.test. hostmaster.lab.test. 7 3600 600 86400 4",
  "lab.test.\t4 IN NS\tns.lab.test.",
  "www.lab.test.\t4 IN A\t10.77.0.21",
  "WWW.lab.test.\t4 IN A\t10.77.0.22",
  "ftp.lab.test.\t4 IN A\t10.77.0.22",
  "",
].join("\n");

/** A node with a zone file and BIND's tools, whose server answers what the file says. */
function nameserver(dir: string, dynamic: "yes" | "no") {
  const file = join(dir, "lab.test.zone");
  const bin = join(dir, "bin");
  const said = join(dir, "said");
  mkdirSync(bin);
  writeFileSync(file, zone);
  writeFileSync(said, "");
  writeFileSync(join(bin, "halab-now"), "#!/bin/sh\necho 123\n", { mode: 0o755 });
  writeFileSync(join(bin, "rndc"), `#!/bin/sh\necho "$@" >> ${said}\n`, { mode: 0o755 });
  const path = `${bin}:${process.env["PATH"]}`;
  const answer = (name: string) =>
    readFileSync(file, "utf8")
      .split("\n")
      .map((line) => line.split(/\s+/))
      .filter(([owner = "", , , type]) => owner.toLowerCase() === `${name}.` && type === "A")
      .map(([owner, ttl, , , address]) => `${owner}\t${ttl}\tIN\tA\t${address}`)
      .join("\n");
  const run = (argv: readonly string[], input: string): string => {
    const [command = "", ...rest] = argv;
    if (command === "dig") return answer(rest.at(-2) ?? "");
    if (command === "named-checkconf")
      return rest[0] === "-l" ? "lab.test IN _default primary\n" : `\tdirectory "${dir}";\n`;
    if (command === "named-compilezone") return readFileSync(rest.at(-1) ?? "", "utf8");
    if (command === "rndc") return status("lab.test.zone", dynamic);
    const env = { ...process.env, PATH: path };
    return execFileSync(command, rest, { encoding: "utf8", input, env });
  };
  const agent = async (node: string) =>
    ({
      ...{ node, clockOffsetNs: 0 },
      run: async (argv: readonly string[], _: unknown, options: { input?: string } = {}) => ({
        ...{ exitCode: 0, stderr: "" },
        stdout: run(argv, options.input ?? ""),
      }),
    }) as unknown as NodeAgent;
  const env = { plan: makePlan(), agent, resolve: (ref: string) => ref, ttlMs: 1000 };
  return {
    env: env as never,
    rows: () => readFileSync(file, "utf8").trimEnd().split("\n"),
    told: () => readFileSync(said, "utf8").trimEnd().split("\n"),
  };
}

async function kindOf(name: string) {
  const kind = (await loadFaults()).get(name);
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
    const { env, rows, told } = nameserver(temp.path, dynamic);
    const spec = specFromArgs(kind, ["lb1", "www.lab.test", "web2"], {});
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

  it("is added by a repair, which closes what an earlier step left in", async () => {
    using temp = new TempDir();
    const [add, remove] = [await kindOf("record-add"), await kindOf("record-remove")];
    const { env, rows } = nameserver(temp.path, "no");
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

  it("of a zone that is somewhere else cannot be removed here", async () => {
    using temp = new TempDir();
    const kind = await kindOf("record-remove");
    const { env } = nameserver(temp.path, "no");
    const spec = specFromArgs(kind, ["lb1", "www.other.test", "web2"], {});
    await expect(kind.prepare(spec, env, testCtx())).rejects.toThrow(
      "lb1 is the primary of no zone that holds www.other.test",
    );
  });
});
