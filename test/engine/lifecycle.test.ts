import { copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { imageRef } from "../../cli/providers/docker/images/images.ts";
import { lab, openBed } from "./cli.ts";
import { watchEvents } from "./events.ts";
import { engineDescribe } from "./require.ts";
import { engine } from "./residue.ts";

interface Ps {
  readonly name: string;
  readonly lab: string;
  readonly kept: boolean;
  readonly nodes: readonly { readonly name: string; readonly state: string }[];
}

/** Ids and start times: equal when nothing was touched. */
async function fingerprints(cluster: string): Promise<Record<string, string>> {
  const docker = await engine();
  const all = await docker.listContainers({
    all: true,
    filters: { label: [`halab.cluster=${cluster}`] },
  });
  const entries = await Promise.all(
    all.map(async (one) => {
      const { Id, State } = await docker.getContainer(one.Id).inspect();
      return [one.Labels["halab.node"] ?? "", `${Id} ${State.StartedAt}`] as const;
    }),
  );
  return Object.fromEntries(entries);
}

function container(cluster: string, node: string): string {
  return `halab-${cluster}-${node}`;
}

engineDescribe("docker", "a cluster's life", () => {
  const bed = openBed();

  describe("of two web servers and a client", () => {
    const one = bed.name("one");
    beforeAll(async () => {
      const result = await bed.halab(["up", lab("pair"), "--name", one]);
      expect(result.exitCode, result.stderr).toBe(0);
      expect(result.stderr).toContain("ok   ");
      expect(result.stdout).toContain(`halab down ${one}`);
    });

    it("is listed with its nodes, as text and as one JSON document", async () => {
      const list = (await bed.json(["ps", one, "--json"])) as Ps[];
      expect(list).toMatchObject([{ name: one, lab: "pair", kept: true }]);
      expect(list[0]?.nodes.map(({ name, state }) => [name, state])).toEqual([
        ["client", "running"],
        ["web1", "running"],
        ["web2", "running"],
      ]);
      expect(await bed.ok(["ps", one])).toMatch(/web2 +web +container +running +10\.66\.0\.12/);
    });

    it("exec gives the command's exit code, streams apart, and its stdin", async () => {
      const failed = await bed.halab([
        ...["exec", one, "client", "--", "sh", "-c"],
        "echo out; echo err >&2; exit 37",
      ]);
      expect(failed).toMatchObject({ exitCode: 37, stdout: "out\n", stderr: "err\n" });
      const fed = await bed.halab(["exec", one, "web1", "--", "sort"], { input: "b\na\n" });
      expect(fed).toMatchObject({ exitCode: 0, stdout: "a\nb\n", stderr: "" });
      const killed = await bed.halab(["exec", one, "client", "--", "sh", "-c", "kill -9 $$"]);
      expect(killed.exitCode).toBe(137);
    });

    it("exec passes a megabyte through unharmed", async () => {
      const input = "0123456789abcdef".repeat(65_536);
      const out = await bed.ok(["exec", one, "client", "--", "cat"], { input });
      expect(out === input).toBe(true);
    });

    it("exec of a program that is not there says so", async () => {
      const result = await bed.halab(["exec", one, "client", "--", "no-such-program"]);
      expect([126, 127]).toContain(result.exitCode);
      expect(`${result.stdout}${result.stderr}`).toContain("no-such-program");
    });

    it("logs show each node's console, or one node's", async () => {
      const ready = async () => (await bed.ok(["logs", one])).match(/halab: ready/g)?.length;
      await expect.poll(ready, { timeout: 5000 }).toBe(3);
      const all = await bed.ok(["logs", one]);
      for (const node of ["web1", "web2", "client"]) expect(all).toContain(`== ${node}: console`);
      const single = await bed.ok(["logs", one, "web1", "--lines", "5"]);
      expect(single).toContain("== web1: console");
      expect(single).not.toContain("web2");
    });

    it("the client reaches both servers by name", async () => {
      expect(await bed.sh(one, "client", "curl -s -m 2 web1 web2")).toBe("web1\nweb2");
    });

    it("every node is as planned: addresses, hosts, hostname, sysctls, /run, process 1", async () => {
      const plan = (await bed.json(["plan", lab("pair"), "--json"])) as {
        nodes: { name: string; links: { address: string; prefix: number; mac: string }[] }[];
      };
      for (const node of plan.nodes) {
        const [link] = node.links;
        const said = await bed.sh(
          one,
          node.name,
          "ip -o -4 address show dev eth0; cat /sys/class/net/eth0/address /proc/sys/kernel/hostname; ip route; cat /proc/1/comm; grep ' /run ' /proc/mounts; cat /etc/hosts",
        );
        expect(said).toContain(`${link?.address}/${link?.prefix}`);
        expect(said.match(/inet /g)).toHaveLength(1);
        expect(said).toContain(link?.mac);
        expect(said).toContain(`\n${node.name}\n`);
        expect(said).toContain("tini");
        expect(said).toMatch(/tmpfs \/run tmpfs/);
        expect(said).not.toContain("default");
        for (const other of plan.nodes)
          expect(said).toContain(`${other.links[0]?.address} ${other.name}`);
      }
      expect(await bed.sh(one, "client", "cat /proc/sys/net/ipv4/tcp_syn_retries")).toBe("2");
    });

    it("a node has its role's capabilities and no more, and limits", async () => {
      const docker = await engine();
      const web = await docker.getContainer(container(one, "web1")).inspect();
      expect(web.HostConfig).toMatchObject({
        Privileged: false,
        CapDrop: ["ALL"],
        Memory: 96 * 2 ** 20,
        MemorySwap: 96 * 2 ** 20,
        PidsLimit: 512,
        NanoCpus: 1e9,
        SecurityOpt: ["no-new-privileges"],
      });
      expect(web.HostConfig.Binds ?? []).toEqual([]);
      expect(Object.keys(web.HostConfig.PortBindings ?? {})).toEqual([]);
      // CapEff of capabilities(7): NET_ADMIN is bit 12, SYS_ADMIN 21, SYS_NICE 23.
      const bits = async (node: string) =>
        BigInt(`0x${await bed.sh(one, node, "sed -n 's/^CapEff:.//p' /proc/self/status")}`);
      const has = (set: bigint, bit: number) => ((set >> BigInt(bit)) & 1n) === 1n;
      const server = await bits("web1");
      expect([12, 21, 23].map((bit) => has(server, bit))).toEqual([true, false, false]);
      expect(has(await bits("client"), 23)).toBe(true);
      expect(has(await bits("client"), 21)).toBe(false);
    });

    it("a node that was killed comes back with its files and services", async () => {
      await bed.sh(one, "web2", "echo kept > /var/tmp/state; echo gone > /run/state");
      const docker = await engine();
      await docker.getContainer(container(one, "web2")).kill();
      await docker.getContainer(container(one, "web2")).wait();
      expect(await bed.status(one, "client", "curl -s -m 1 web2")).not.toBe(0);
      const before = await fingerprints(one);
      const again = await bed.ok(["up", lab("pair"), "--name", one]);
      expect(again).toContain("web2 was off: started");
      expect(await bed.sh(one, "web2", "cat /var/tmp/state; ls /run/state 2>&1 || true")).toMatch(
        /^kept\n.*No such file/,
      );
      expect(await bed.sh(one, "client", "curl -s -m 2 web2")).toBe("web2");
      const { web2: _, ...untouched } = await fingerprints(one);
      expect(before).toMatchObject(untouched);
    });

    it("up on a cluster that is whole changes nothing", async () => {
      const before = await fingerprints(one);
      const document = (await bed.json(["up", lab("pair"), "--name", one, "--json"])) as {
        notes: string[];
      };
      expect(document.notes).toEqual([]);
      expect(await fingerprints(one)).toEqual(before);
    });

    it("up names a changed file and a changed parameter, and changes neither", async () => {
      const before = await fingerprints(one);
      const changed = join(bed.dir, "pair");
      cpSync(lab("pair"), changed, { recursive: true });
      const conf = join(changed, "solution/web1/etc/nginx/nginx.conf");
      mkdirSync(join(conf, ".."), { recursive: true });
      copyFileSync("templates/nginx/whoami.conf.hbs", `${conf}.hbs`);
      writeFileSync(`${conf}.hbs`, `${readFileSync(`${conf}.hbs`, "utf8")}# changed\n`);
      const said = await bed.ok(["up", changed, "--name", one]);
      expect(said).toContain("web1: /etc/nginx/nginx.conf differs from the lab's (kept as it is)");
      expect(said).not.toContain("web2");
      const moved = await bed.ok([
        ...["up", lab("pair"), "--name", one, "--param", "subnet=10.66.9.0/24"],
      ]);
      expect(moved).toContain("web1: its addresses, services or limits differ");
      expect(await fingerprints(one)).toEqual(before);
    });

    it("a second cluster of the lab has the same addresses and its own servers", async () => {
      const two = bed.name("two");
      const document = (await bed.json(["up", lab("pair"), "--name", two, "--json"])) as object;
      expect(document).toMatchObject({ cluster: two, lab: "pair", provider: "auto", notes: [] });
      await bed.sh(two, "web1", "halab-svc stop nginx");
      expect(await bed.sh(one, "client", "curl -s -m 2 10.66.0.11")).toBe("web1");
      expect(await bed.status(two, "client", "curl -s -m 1 10.66.0.11")).not.toBe(0);
      expect(await bed.sh(two, "client", "ip -o -4 address show dev eth0")).toContain(
        "10.66.0.200",
      );
      const removed = (await bed.json(["down", two, "--json"])) as {
        removed: { what: string; name: string }[];
      }[];
      expect(removed[0]?.removed.map(({ name }) => name).sort()).toEqual([
        "client",
        `halab-${two}-halab.switch`,
        expect.stringContaining(`halab-${two}-lan-`),
        "web1",
        "web2",
      ]);
      await bed.noResidue(two);
      expect(await bed.sh(one, "client", "curl -s -m 2 web1")).toBe("web1");
    });

    it("a run cannot take its name, and leaves it alone", async () => {
      const before = await fingerprints(one);
      const clash = await bed.halab(["run", lab("pair"), "--name", one]);
      expect(clash.exitCode).toBe(2);
      expect(clash.stderr).toMatch(/error: a cluster ".*" is there already/);
      expect(clash.stderr).toContain(`halab down ${one}`);
      expect(await fingerprints(one)).toEqual(before);
    });

    it("another lab cannot take its name, and leaves it alone", async () => {
      const before = await fingerprints(one);
      const clash = await bed.halab(["up", lab("two-segments"), "--name", one]);
      expect(clash.exitCode).toBe(2);
      expect(clash.stderr).toMatch(/is there already/);
      expect(await fingerprints(one)).toEqual(before);
    });

    it("gc leaves it alone", async () => {
      const before = await fingerprints(one);
      expect(await bed.ok(["gc"])).not.toContain(bed.prefix);
      expect(await fingerprints(one)).toEqual(before);
    });

    it("down removes all of it", async () => {
      expect(await bed.ok(["down", one])).toContain("web1");
      await bed.noResidue(one);
      expect((await bed.halab(["down", one])).exitCode).toBe(2);
    });
  });

  it("two ups of one name: the second is refused and leaves the first alone", async () => {
    const name = bed.name("race");
    await using events = await watchEvents(name);
    const first = bed.start(["up", lab("pair"), "--name", name]);
    await events.nth("container create", 1);
    const second = await bed.halab(["up", lab("pair"), "--name", name]);
    // It may have come so late that the first was there already: then it found nothing to do.
    if ((await first.done).exitCode !== 0) throw new Error((await first.done).stderr);
    expect([0, 2], second.stderr).toContain(second.exitCode);
    expect(await bed.sh(name, "client", "curl -s -m 2 web1 web2")).toBe("web1\nweb2");
    await bed.ok(["down", name]);
    await bed.noResidue(name);
  });

  it("a container that is not halab's keeps its name, and up leaves nothing", async () => {
    const name = bed.name("foreign");
    const docker = await engine();
    const foreign = await docker.createContainer({
      name: container(name, "web2"),
      Image: imageRef("client"),
      Cmd: ["true"],
    });
    try {
      const clash = await bed.halab(["up", lab("pair"), "--name", name]);
      expect(clash.exitCode, clash.stderr).toBe(2);
      expect(clash.stderr).toContain(`there is a container ${container(name, "web2")} already`);
      await bed.noResidue(name);
      expect((await foreign.inspect()).Name).toBe(`/${container(name, "web2")}`);
    } finally {
      await foreign.remove({ force: true });
    }
  });
});
