import { afterAll, beforeAll, describe, expect, it, onTestFailed } from "vitest";
import { lab, openBed } from "./cli.ts";
import { watchEvents } from "./events.ts";
import { engineDescribe } from "./require.ts";
import { engine, hostTables } from "./residue.ts";

interface Made {
  readonly effective: boolean;
  readonly evidence: readonly string[];
}

engineDescribe("docker", "faults", () => {
  const bed = openBed();

  describe("in a cluster with traffic", () => {
    const name = bed.name("f");
    const ping = (to: string, from = "client") => bed.status(name, from, `ping -c1 -W1 -q ${to}`);
    const curl = (to: string) => bed.status(name, "client", `curl -s -m 1 -o /dev/null ${to}`);
    const state = async (node: string) => {
      const docker = await engine();
      return (await docker.getContainer(`halab-${name}-${node}`).inspect()).State;
    };
    const make = async (...args: string[]) => {
      // A fault that a failed test leaves in would fail the next ones.
      onTestFailed(async () => void (await bed.halab(["heal", name])));
      const made = (await bed.json(["break", name, ...args, "--json"])) as Made;
      expect(made.effective, made.evidence.join("; ")).toBe(true);
      return made;
    };
    /** Heals, says that it did, and finds nothing more to heal the second time. */
    const heal = async () => {
      const healed = (await bed.json(["heal", name, "--json"])) as { healed: boolean }[];
      expect(healed.length).toBeGreaterThan(0);
      expect(healed.every((one) => one.healed)).toBe(true);
      expect(await bed.ok(["heal", name])).toBe("nothing was broken\n");
    };
    const linkOf = (node: string) => bed.sh(name, node, "cat /sys/class/net/eth0/operstate");
    const echoes = async (node: string) =>
      Number(await bed.sh(name, node, "awk '/^Icmp: [0-9]/ {print $10}' /proc/net/snmp"));

    beforeAll(async () => {
      await bed.ok(["up", lab("pair"), "--name", name]);
      const traffic = "while sleep 0.03; do ping -c1 -W0.1 web1; curl -s -m 0.2 web1; done";
      await bed.sh(name, "client", `setsid sh -c '${traffic}' >/dev/null 2>&1 </dev/null &`);
    });

    afterAll(async () => {
      await bed.halab(["down", name]);
    });

    it("power-off ends a node; power-on and heal bring it back", async () => {
      await make("power-off", "web1");
      expect(await state("web1")).toMatchObject({ Running: false });
      expect(await bed.ok(["ps", name])).toMatch(/web1 +web +container +off/);
      expect(await ping("web1")).not.toBe(0);
      expect(await bed.halab(["exec", name, "web1", "--", "true"])).toMatchObject({ exitCode: 3 });
      await heal();
      expect(await curl("web1")).toBe(0);
      await make("power-off", "web1");
      await make("power-on", "web1");
      expect(await curl("web1")).toBe(0);
      await heal();
    });

    it("freeze stops every process of a node", async () => {
      await make("freeze", "web1");
      expect(await state("web1")).toMatchObject({ Paused: true });
      expect(await bed.ok(["ps", name])).toMatch(/web1 +web +container +frozen/);
      expect(await curl("web1")).not.toBe(0);
      // The kernel is the host's: it goes on answering.
      expect(await ping("web1")).toBe(0);
      await heal();
      expect(await state("web1")).toMatchObject({ Paused: false, Running: true });
      expect(await curl("web1")).toBe(0);
    });

    it.each(["kill", "stop"])("%s ends a service and heal starts it again", async (fault) => {
      await make(fault, "web1", "nginx");
      expect(await bed.status(name, "web1", "halab-svc pids nginx")).toBe(1);
      expect(await curl("web1")).not.toBe(0);
      expect(await ping("web1")).toBe(0);
      await heal();
      expect(await curl("web1")).toBe(0);
    });

    it("hang stops a service's processes, which keep their sockets", async () => {
      await make("hang", "web1", "nginx");
      const states = "for p in $(pidof nginx); do awk '/^State/ {print $2}' /proc/$p/status; done";
      expect(new Set((await bed.sh(name, "web1", states)).split("\n"))).toEqual(new Set(["T"]));
      expect(await curl("web1")).toBe(28);
      await heal();
      expect(await curl("web1")).toBe(0);
    });

    it("link-down takes the node's carrier away", async () => {
      expect(await linkOf("web1")).toBe("up");
      await make("link-down", "web1", "lan");
      expect(await linkOf("web1")).toMatch(/^(lowerlayer)?down$/);
      expect(await ping("web1")).not.toBe(0);
      await heal();
      expect(await linkOf("web1")).toBe("up");
      await expect.poll(() => ping("web1"), { timeout: 5000 }).toBe(0);
    });

    it("cut stops everything between two nodes, and nothing else", async () => {
      await make("cut", "client", "web1");
      expect(await ping("web1")).not.toBe(0);
      expect(await linkOf("web1")).toBe("up");
      expect(await ping("web2")).toBe(0);
      expect(await ping("web1", "web2")).toBe(0);
      await heal();
      await expect.poll(() => ping("web1"), { timeout: 5000 }).toBe(0);
    });

    it("cut takes sets of nodes", async () => {
      await make("cut", "client,web2", "web1");
      expect(await ping("web1")).not.toBe(0);
      expect(await ping("web1", "web2")).not.toBe(0);
      expect(await ping("web2")).toBe(0);
      await heal();
      await expect.poll(() => ping("web1"), { timeout: 5000 }).toBe(0);
    });

    it("cut one way lets frames of the other way pass", async () => {
      // ARP asks both ways: known neighbours keep it out of this.
      for (const [node, other] of [
        ["web1", "client"],
        ["client", "web1"],
      ] as const) {
        const mac = await bed.sh(name, other, "cat /sys/class/net/eth0/address");
        const address = node === "web1" ? "10.66.0.200" : "10.66.0.11";
        await bed.sh(
          ...[name, node, `ip neigh replace ${address} lladdr ${mac} dev eth0 nud permanent`],
        );
      }
      await make("cut", "client", "web1", "--set", "direction=one-way");
      const [atClient, atWeb] = [await echoes("client"), await echoes("web1")];
      expect(await ping("client", "web1")).not.toBe(0);
      expect(await ping("web1", "client")).not.toBe(0);
      expect(await echoes("client")).toBe(atClient + 1);
      expect(await echoes("web1")).toBe(atWeb);
      await heal();
      for (const [node, address] of [
        ["web1", "10.66.0.200"],
        ["client", "10.66.0.11"],
      ] as const)
        await bed.sh(name, node, `ip neigh del ${address} dev eth0`);
      expect(await ping("web1")).toBe(0);
    });

    it("cut of one protocol lets the others pass", async () => {
      await make("cut", "client", "web1", "--set", "protocol=tcp/80");
      expect(await curl("web1")).toBe(28);
      expect(await ping("web1")).toBe(0);
      await heal();
      expect(await curl("web1")).toBe(0);
    });

    it("cut for 500 ms heals itself", async () => {
      const made = await bed.halab(["break", name, "cut", "client", "web1", "--for", "500ms"]);
      expect(made.stdout).toContain("heals by itself after 500ms");
      expect(made.exitCode).toBe(0);
      await expect.poll(() => ping("web1"), { timeout: 5000 }).toBe(0);
      await heal();
    });

    it("loss loses about its share, each way", async () => {
      await make("loss", "client", "web1", "50", "--set", "protocol=icmp");
      const said = await bed.sh(name, "client", "ping -c 300 -i 0.005 -W 0.2 -q web1 || true");
      const received = Number(/(\d+) received/.exec(said)?.[1]);
      // A quarter comes back: 75 of 300, with a standard deviation of 7.5.
      expect(received).toBeGreaterThan(35);
      expect(received).toBeLessThan(115);
      expect(await curl("web1")).toBe(0);
      await heal();
    });

    it("a fault that hits nothing says so, exits with 1 and leaves nothing", async () => {
      const made = await bed.halab([
        "break",
        name,
        "cut",
        "web2",
        "web1",
        "--set",
        "protocol=udp/9999",
      ]);
      expect(made.exitCode).toBe(1);
      expect(made.stdout).toContain("had no effect, undone");
      expect(await bed.ok(["heal", name])).toBe("nothing was broken\n");
      const tables = await hostTables(await engine());
      // Without those that keep the cluster to itself, and out of the host's connection tracking.
      const faults = tables.filter((table) => !/\.(untracked|barrier)$/.test(table));
      expect(faults.filter((table) => table.includes(bed.prefix))).toEqual([]);
    });

    it("a service that does not run cannot be broken", async () => {
      await bed.sh(name, "web2", "halab-svc stop nginx");
      const made = await bed.halab(["break", name, "kill", "web2", "nginx"]);
      expect(made.exitCode).toBe(3);
      expect(made.stderr).toContain("nginx does not run on web2");
      await bed.sh(name, "web2", "halab-svc start nginx");
    });

    it("two faults at once are both healed", async () => {
      await make("stop", "web1", "nginx");
      await make("freeze", "web2");
      await heal();
      expect(await curl("web1")).toBe(0);
      expect(await curl("web2")).toBe(0);
    });

    it("heal also restores what no record speaks of", async () => {
      const docker = await engine();
      await docker.getContainer(`halab-${name}-web2`).kill();
      await docker.getContainer(`halab-${name}-web1`).pause();
      const healed = await bed.ok(["heal", name]);
      expect(healed).toContain("web2 was off: healed");
      expect(healed).toContain("web1 was frozen: healed");
      expect(await curl("web2")).toBe(0);
    });

    describe("when halab is killed right after the fault", () => {
      /** Ends when the script sees the fault from inside a node. */
      const seenBy = async (node: string, script: string) => {
        const watcher = bed.start([
          ...["exec", name, node, "--", "sh", "-c", `echo watching; ${script}; echo seen`],
        ]);
        await watcher.line(/watching/);
        return watcher.line(/seen/);
      };
      const hung =
        'until grep -qs "State:.T" "/proc/$(pidof -s nginx)/status"; do sleep 0.01; done';
      const down = "while grep -q up /sys/class/net/eth0/operstate; do sleep 0.01; done";
      const unreachable = "while ping -c1 -W0.2 -q web1; do sleep 0.02; done";
      const cases = [
        { fault: ["freeze", "web1"], seen: "event", calm: () => curl("web1") },
        { fault: ["hang", "web1", "nginx"], seen: ["web1", hung], calm: () => curl("web1") },
        { fault: ["link-down", "web1", "lan"], seen: ["web1", down], calm: () => ping("web1") },
        {
          fault: ["cut", "client", "web1"],
          seen: ["client", unreachable],
          calm: () => ping("web1"),
        },
      ] as const;

      it.each(cases)("$fault heals by itself", async ({ fault, seen, calm }) => {
        await using events = await watchEvents(name);
        const there =
          seen === "event" ? events.nth("container pause", 1) : await watch(seen[0], seen[1]);
        const halab = bed.start(["break", name, ...fault, "--for", "3s"]);
        await (typeof there === "function" ? there() : there);
        halab.kill("SIGKILL");
        await halab.done;
        expect(await calm()).not.toBe(0);
        await expect.poll(calm, { timeout: 10_000 }).toBe(0);
        await bed.ok(["heal", name]);
      });

      /** Watching begins before the fault is made. */
      async function watch(node: string, script: string): Promise<() => Promise<string>> {
        const seen = seenBy(node, script);
        return () => seen;
      }
    });
  });

  it("down removes a cluster with its faults in", async () => {
    const name = bed.name("d");
    await bed.ok(["up", lab("pair"), "--name", name]);
    const traffic = bed.start(["exec", name, "client", "--", "ping", "-i", "0.05", "-q", "web1"]);
    await bed.ok(["break", name, "cut", "client", "web1"]);
    await bed.ok(["break", name, "freeze", "web1"]);
    await bed.ok(["break", name, "power-off", "web2"]);
    await bed.ok(["down", name]);
    await traffic.done;
    await bed.noResidue(name);
  });

  it("the solution of vrrp-failover passes the daemons' own checks", async () => {
    const name = bed.name("v");
    await bed.ok(["up", "vrrp-failover", "--name", name]);
    for (const [node, command] of [
      ["lb1", "keepalived -t -f /etc/keepalived/keepalived.conf"],
      ["lb2", "keepalived -t -f /etc/keepalived/keepalived.conf"],
      ["lb1", "haproxy -c -f /etc/haproxy/haproxy.cfg"],
      ["lb2", "haproxy -c -f /etc/haproxy/haproxy.cfg"],
      ["web1", "nginx -t"],
    ] as const) {
      const checked = await bed.halab(["exec", name, node, "--", "sh", "-c", command]);
      expect(checked, `${node}: ${command}`).toMatchObject({ exitCode: 0 });
      expect(`${checked.stdout}${checked.stderr}`.toLowerCase()).not.toMatch(/warning|unknown/);
    }
    await bed.ok(["down", name]);
    await bed.noResidue(name);
  });
});
