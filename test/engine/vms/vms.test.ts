/** What only VMs have: a kernel of their own, a saved state, a machine around them. */
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Bed, lab, openBed } from "../cli.ts";
import { watchEvents } from "../events.ts";
import { vmsWith } from "../made-labs.ts";
import { shellAround } from "../node-shell.ts";
import { engineDescribe } from "../require.ts";
import { engine, inHostNet } from "../residue.ts";

const vms = ["vm1", "vm2"];

/** The QEMU of a node: its pid where the engine runs, as the engine says it. */
async function qemuOf(cluster: string, node: string): Promise<number> {
  const docker = await engine();
  const top = await docker.getContainer(`halab-${cluster}-${node}`).top({ ps_args: "-o pid,comm" });
  const row = (top.Processes as string[][]).find(([, name]) => name?.startsWith("qemu"));
  return Number(row?.[0]);
}

async function up(bed: Bed, part: string, dir = lab("vms")): Promise<string> {
  const name = bed.name(part);
  await bed.ok(["up", dir, "--name", name]);
  return name;
}

engineDescribe("qemu", "virtual machines", () => {
  const bed = openBed();

  describe("that start from one saved state", () => {
    it("are different machines: name, MAC, keys, machine id, random numbers, clock", async () => {
      const name = await up(bed, "id");
      const facts = await Promise.all(
        vms.map((node) =>
          bed.sh(
            name,
            node,
            "hostname; cat /sys/class/net/eth0/address /etc/machine-id /proc/sys/kernel/random/uuid; cut -c 1-200 /etc/halab/ssh/host_key; head -c 32 /dev/urandom | od -An -tx1",
          ),
        ),
      );
      const [one = [], two = []] = facts.map((text) => text.split("\n"));
      expect(one[0]).toBe("vm1");
      expect(two[0]).toBe("vm2");
      expect(one.length).toBe(two.length);
      const frame = /OPENSSH PRIVATE KEY|^b3BlbnNzaC1rZXktdjE/;
      for (const [at, line] of one.entries())
        if (!frame.test(line)) expect(line, `line ${at}`).not.toBe(two[at]);
      const before = Date.now() / 1000;
      const clocks = await Promise.all(vms.map((node) => bed.sh(name, node, "date +%s.%N")));
      const after = Date.now() / 1000;
      for (const clock of clocks) {
        expect(Number(clock)).toBeGreaterThan(before - 0.1);
        expect(Number(clock)).toBeLessThan(after + 0.1);
      }
      await bed.ok(["down", name]);
    });

    it("have a kernel of their own, and talk to containers on the same segment", async () => {
      const name = await up(bed, "mix");
      const [guest, host] = await Promise.all([
        bed.sh(name, "vm1", "uname -r"),
        bed.sh(name, "client", "uname -r"),
      ]);
      expect(guest).not.toBe(host);
      expect(await bed.sh(name, "client", "curl -s -m 5 vm1 vm2")).toBe("vm1\nvm2");
      expect(await bed.sh(name, "vm1", "curl -s -m 5 vm2")).toBe("vm2");
      expect(await bed.status(name, "vm1", "ipvsadm -A -t 192.0.2.1:80 -s rr")).toBe(0);
      await bed.ok(["down", name]);
    });
  });

  it("order their memory accesses as their devices' queues need it, without hardware help too", async () => {
    const name = await up(bed, "order");
    const monitor = (line: string) =>
      `halab-vm qmp '{"execute":"human-monitor-command","arguments":{"command-line":"${line}"}}'`;
    const around = async (script: string) => (await shellAround(name, "vm1", script)).stdout;
    // What QEMU makes of the instructions that it comes across from now on.
    await around(`${monitor("logfile /tmp/ops")} && ${monitor("log op")}`);
    // Writing all of that down makes it slow: how long it takes is not asked here.
    await bed.sh(name, "vm1", "ip link show; curl -s -m 60 vm2");
    await around(monitor("log none"));
    const ordered = Number(await around("grep -cE '\\bmb |call atomic_' /tmp/ops"));
    const kvm = /"enabled": true/.test(await around(`halab-vm qmp '{"execute":"query-kvm"}'`));
    expect(kvm || ordered > 0).toBe(true);
    await bed.ok(["down", name]);
  });

  describe("are reached outside of their network", () => {
    it("with a key that only its owner can read, and a host that is who it should be", async () => {
      const name = await up(bed, "ssh");
      const folder = join(bed.state, "clusters", name);
      expect(statSync(join(folder, "ssh_key")).mode & 0o777).toBe(0o600);
      await bed.sh(name, "vm1", "ip link set dev eth0 down; nft add table inet f; true");
      expect(await bed.sh(name, "vm1", "cat /sys/class/net/eth0/operstate")).toBe("down");
      const ended = await bed.halab(["exec", name, "vm1", "--", "sh", "-c", "cat; exit 7"], {
        input: "what goes in comes out",
      });
      expect(ended).toMatchObject({ exitCode: 7, stdout: "what goes in comes out" });
      // Another's host key: somebody is in between.
      const hosts = join(folder, "hosts");
      expect(readdirSync(hosts).sort()).toEqual(vms);
      writeFileSync(join(hosts, "vm1"), readFileSync(join(hosts, "vm2")));
      const refused = await bed.halab(["exec", name, "vm1", "--", "true"]);
      expect(refused.exitCode).not.toBe(0);
      expect(refused.stderr).toMatch(/SSH to vm1/);
      await bed.ok(["down", name]);
      expect(readdirSync(join(bed.state, "clusters"))).toEqual([]);
    });
  });

  describe("and their power", () => {
    it("a power cut loses what was not on the disk yet, and no more", async () => {
      const name = await up(bed, "cut");
      await bed.sh(name, "vm1", "echo kept > /root/kept; sync; echo lost > /root/lost");
      await bed.ok(["break", name, "power-off", "vm1"]);
      expect(await bed.ok(["ps", name])).toMatch(/vm1 .*off/);
      await bed.ok(["heal", name]);
      expect(await bed.sh(name, "vm1", "cat /root/kept; ls /root")).toBe("kept\nkept");
      expect(await bed.sh(name, "client", "curl -s -m 5 vm1")).toBe("vm1");
      await bed.ok(["down", name]);
    });

    it("a QEMU that is killed is a machine without power: ps says so, heal brings it back", async () => {
      const name = await up(bed, "kill");
      const before = await bed.sh(name, "vm1", "cat /proc/sys/kernel/random/boot_id");
      process.kill(await qemuOf(name, "vm1"), "SIGKILL");
      await expect
        .poll(() => bed.ok(["ps", name]), { timeout: 5000, interval: 100 })
        .toMatch(/vm1 .*off/);
      const refused = await bed.halab(["exec", name, "vm1", "--", "true"]);
      expect(refused.exitCode).toBe(3);
      expect(refused.stderr).toMatch(/vm1 is off or frozen[\s\S]*hint: {2}halab heal/);
      await bed.ok(["heal", name]);
      expect(await bed.sh(name, "vm1", "cat /proc/sys/kernel/random/boot_id")).not.toBe(before);
      await bed.ok(["down", name]);
      await bed.noResidue(name);
    });

    it("one that does not boot shows its console's end, and exit code 3", async () => {
      const name = await up(bed, "dead");
      await bed.sh(name, "vm1", "rm /usr/lib/halab/vm/init; sync");
      await bed.halab(["break", name, "power-off", "vm1"]);
      const result = await bed.halab(["up", lab("vms"), "--name", name]);
      expect(result.exitCode).toBe(3);
      expect(result.stderr).toMatch(/node vm1 did not come up: initrd: .*No such file/);
      await bed.ok(["down", name]);
      await bed.noResidue(name);
    });
  });

  describe("of a halab that was killed", () => {
    it.each([
      ["the first VM's container", "container create", 1],
      ["the first VM's start", "container start", 1],
      ["the second VM's start", "container start", 2],
    ])("at %s, gc leaves nothing", async (_, what, nth) => {
      const name = bed.name("k9");
      await using events = await watchEvents(name);
      const halab = bed.start(["up", lab("vms"), "--name", name]);
      await events.nth(what, nth, 60_000);
      halab.kill("SIGKILL");
      await halab.done;
      await bed.ok(["gc"]);
      await bed.noResidue(name);
      const taps = await inHostNet(await engine(), ["ip", "-o", "link", "show", "type", "tun"]);
      // Libvirt's machines have theirs there, and may run beside this test.
      expect(taps.split("\n").filter((line) => !/^\d+: vnet\d+:|^$/.test(line))).toEqual([]);
    });
  });

  describe("that cannot be", () => {
    it.each([
      [
        "too much memory",
        "memory: 900000MiB",
        [],
        /no room .*\n.*memory: .*vm1 \d+ \+ vm2 \d+ .*= \d+ MiB; free/,
      ],
      ["containers only", "", ["--provider", "docker"], /vm1 has to be a VM/],
    ])("%s: exit 3 before anything starts", async (what, line, options, expected) => {
      const dir = vmsWith(bed, what.replaceAll(" ", "-"), line);
      const name = bed.name("bad");
      const result = await bed.halab(["up", dir, "--name", name, ...options]);
      expect(result.exitCode).toBe(3);
      expect(result.stderr).toMatch(expected);
      await bed.noResidue(name);
    });
  });
});
