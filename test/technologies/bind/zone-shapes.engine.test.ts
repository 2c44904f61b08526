/** Faults that edit zones, against named itself and zones of every shape that a right answer may have. */
import { beforeAll, describe, expect, it } from "vitest";
import { lab, openBed } from "../../engine/cli.ts";
import { engineDescribe } from "../../engine/require.ts";

const options =
  'options { directory "/var/cache/bind"; listen-on { any; }; listen-on-v6 { none; }; recursion no; dnssec-validation no; notify no; };';
const zone = (more = "") =>
  `zone "lab.test" { type primary; file "/var/cache/bind/lab.test.zone"; ${more} };`;
const head =
  "$TTL 1h\n@ IN SOA ns hostmaster ( 7 ; serial\n 5\n 2 15 4 )\n IN NS ns\nns A 10.83.0.11\n";
const two = "www A 192.0.2.1\nwww A 192.0.2.2\n";
const updaters = 'key "up" { algorithm hmac-sha256; secret "dXBkYXRlcyBvbmx5"; };';

interface Shape {
  readonly config?: string;
  /** Of /var/cache/bind; by default the zone. */
  readonly files?: Readonly<Record<string, string>>;
  /** The serial that it is served with when it can be edited: a signer raises it. */
  readonly from?: number;
  /** Made of the files before named starts. */
  readonly script?: string;
}

const shapes: Readonly<Record<string, Shape>> = {
  "an alias": {
    files: { "lab.test.zone": `${head}www CNAME pool\npool A 192.0.2.1\n  A 192.0.2.2\n` },
  },
  "an included file, another origin, split records": {
    files: {
      "lab.test.zone": `${head}$INCLUDE more/www.db\n`,
      "more/www.db": "$ORIGIN www.lab.test.\n@ 1h30m IN A ( 192.0.2.1\n )\n A 192.0.2.2\n",
    },
  },
  "a wildcard": { files: { "lab.test.zone": `${head}* A 192.0.2.1\n* A 192.0.2.2\n` } },
  "another tree (DNAME)": {
    files: {
      "lab.test.zone": `${head}www CNAME www.old\nold DNAME new\nwww.new A 192.0.2.1\nwww.new A 192.0.2.2\n`,
    },
  },
  "names that a checker would refuse": {
    config: `${options}${zone("check-names ignore;")}`,
    files: { "lab.test.zone": `${head}${two}_x_ A 192.0.2.7\n` },
  },
  "updates with a key": { config: `${updaters}${options}${zone("allow-update { key up; };")}` },
  "updates by its own machine": { config: `${options}${zone("update-policy local;")}` },
  "updates by somebody else": { config: `${options}${zone("allow-update { 192.0.2.200; };")}` },
  "signatures beside the file": {
    config: `${options}${zone("dnssec-policy default; inline-signing yes;")}`,
    from: 9,
  },
  "signatures in a zone that takes updates": {
    config: `${options}${zone("dnssec-policy default; inline-signing no; update-policy local;")}`,
    from: 9,
  },
  "differences in a journal": { config: `${options}${zone("ixfr-from-differences yes;")}` },
  "named's binary form": {
    config: `${options}${zone("masterfile-format raw;")}`,
    files: { source: `${head}${two}` },
    script:
      "cd /var/cache/bind && named-compilezone -q -f text -F raw -o lab.test.zone lab.test source",
  },
  "two views": {
    config: `${options} view inside { match-clients { 10.83.0.0/24; }; ${zone()} }; view outside { zone "lab.test" { type primary; file "out.zone"; }; };`,
    files: {
      "lab.test.zone": `${head}${two}`,
      "out.zone": `${head}www CNAME pool\npool A 192.0.2.1\npool A 192.0.2.2\n`,
    },
  },
};

engineDescribe("docker", "zones of many shapes", () => {
  const bed = openBed();
  const name = bed.name("zones");

  const dig = async (question: string) =>
    (await bed.sh(name, "ns1", `dig +short @10.83.0.11 ${question}`)).split("\n");
  const serial = async () => Number((await dig("lab.test SOA"))[0]?.split(" ")[2]);
  const addresses = async () =>
    (await dig("www.lab.test")).filter((line) => /^\d/.test(line)).toSorted();

  async function set({ config, files, script = "true", from = 7 }: Shape): Promise<void> {
    const all = { ...(files ?? { "lab.test.zone": `${head}${two}` }) };
    const write = (path: string, text: string) =>
      `mkdir -p "$(dirname ${path})"; echo ${Buffer.from(text).toString("base64")} | base64 -d > ${path}`;
    const lines = [
      "halab-svc stop bind9; rm -rf /var/cache/bind/*; cd /var/cache/bind",
      write("/etc/bind/named.conf", config ?? `${options}${zone()}`),
      ...Object.entries(all).map(([file, text]) => write(`/var/cache/bind/${file}`, text)),
      script,
      "chown -R bind:bind /var/cache/bind; halab-svc start bind9",
    ];
    await bed.sh(name, "ns1", lines.join("\n"));
    await expect.poll(serial, { timeout: 20_000, interval: 100 }).toBeGreaterThanOrEqual(from);
  }

  beforeAll(async () => {
    await bed.ok(["up", lab("zones"), "--name", name]);
  });

  describe.each(Object.entries(shapes))("%s", (_, shape) => {
    it("loses an address and gets it back", async () => {
      await set(shape);
      const before = await serial();
      await bed.ok(["break", name, "record-remove", "ns1", "www.lab.test", "192.0.2.2"]);
      expect(await addresses()).toEqual(["192.0.2.1"]);
      const removed = await serial();
      expect(removed).toBeGreaterThan(before);
      await bed.ok(["heal", name]);
      expect(await addresses()).toEqual(["192.0.2.1", "192.0.2.2"]);
      expect(await serial()).toBeGreaterThan(removed);
    });

    it("gets another address for one of them", async () => {
      await set(shape);
      const before = await serial();
      const edit = ["--set", "name=www", "--set", "address=192.0.2.81"];
      await bed.ok(["break", name, "zone-edit", "ns1", "lab.test", ...edit]);
      const now = await addresses();
      expect(now).toContain("192.0.2.81");
      expect(now).toHaveLength(2);
      expect(await serial()).toBeGreaterThan(before);
      await bed.ok(["heal", name]);
    });
  });

  it.each([
    ["leads away", `${head}www CNAME www.elsewhere.test.\n`, /is not the primary of the last one/],
    ["is not there", head, /no address of www.lab.test in lab.test: there is no such name/],
  ])("a name that %s is no fault's, and says so", async (_, text, why) => {
    await set({ files: { "lab.test.zone": text } });
    const said = await bed.halab([
      "break",
      name,
      "record-remove",
      "ns1",
      "www.lab.test",
      "1.2.3.4",
    ]);
    expect(said.exitCode).toBe(3);
    expect(said.stderr).toMatch(why);
  });

  it("a zone that named signs itself cannot be edited with its old serial", async () => {
    await set(shapes["signatures in a zone that takes updates"] ?? {});
    const edit = ["--set", "name=www", "--set", "address=192.0.2.81", "--set", "serial=keep"];
    const said = await bed.halab(["break", name, "zone-edit", "ns1", "lab.test", ...edit]);
    expect(said.stderr).toContain("nobody can forget it");
    expect(await addresses()).toEqual(["192.0.2.1", "192.0.2.2"]);
  });

  it("down removes all of it", async () => {
    await bed.ok(["down", name]);
    await bed.noResidue(name);
  });
});
