/** What only VMs have: a kernel of their own, a saved state, a machine around them. */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Bed, lab, openBed } from "./cli.ts";
import { watchEvents } from "./engine-events.ts";
import { engineDescribe } from "./require.ts";
import { engine, inHostNet } from "./residue.ts";

const vms = ["vm1", "vm2"];

/** The QEMU of a node: its pid where the engine runs, as the engine says it. */
async function qemuOf(cluster: string, node: string): Promise<number> {
  const docker = await engine();
  const top = await docker.getContainer(`halab-${cluster}-${node}`).top({ ps_args: "-o pid,comm" });
  const row = (top.Processes as string[][]).find(([, name]) => name?.startsWith("qemu"));
  return Number(row?.[0]);
}

/** Saved states and their marks. */
async function savedStates(): Promise<string[]> {
  const { Volumes } = await (await engine()).listVolumes();
  return (Volumes ?? []).map((one) => one.Name).filter((name) => name.startsWith("halab-warm-"));
}

/** Others may be using a state: then it only loses its mark. */
async function forgetStates(): Promise<void> {
  const docker = await engine();
  const marksFirst = (await savedStates()).sort((a, b) => b.length - a.length);
  for (const name of marksFirst) {
    try {
      await docker.getVolume(name).remove();
    } catch (error) {
      if (!/in use/.test(String(error))) throw error;
    }
  }
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

  describe("a saved state", () => {
    it("of another image is made anew, and that is said", async () => {
      const docker = await engine();
      await forgetStates();
      const old = "halab-warm-000000000000";
      await docker.createVolume({
        Name: old,
        Labels: { "halab.image": "warm", "halab.vm-image": "sha256:0" },
      });
      const name = bed.name("stale");
      const result = await bed.halab(["up", lab("vms"), "--name", name]);
      expect(result.exitCode, result.stderr).toBe(0);
      expect(result.stderr).toMatch(/saved .*the old one was of another image/);
      expect(await savedStates()).not.toContain(old);
      expect(await bed.ok(["image", "ls"])).toMatch(/halab-warm-[\w-]+ .*saved state/);
      await bed.ok(["down", name]);
    });

    it("serves every later start", async () => {
      const name = bed.name("again");
      for (const turn of [1, 2]) {
        const result = await bed.halab(["up", lab("vms"), "--name", name]);
        expect(result.exitCode, result.stderr).toBe(0);
        // The first may have to make it.
        if (turn === 2) expect(result.stderr).not.toContain("saving a state");
        await bed.ok(["down", name]);
      }
    });

    it("that was not finished is not used", async () => {
      const docker = await engine();
      for (const mark of (await savedStates()).filter((name) => name.endsWith(".ready")))
        await docker.getVolume(mark).remove();
      const name = bed.name("half");
      const result = await bed.halab(["up", lab("vms"), "--name", name]);
      expect(result.exitCode, result.stderr).toBe(0);
      expect(result.stderr).toMatch(/state for VMs of 256 MiB saved/);
      await bed.ok(["down", name]);
    });

    it("is not needed: without one VMs boot", async () => {
      const name = bed.name("cold");
      await bed.ok(["up", lab("vms"), "--name", name], { env: { HALAB_WARM: "off" } });
      expect(await bed.sh(name, "client", "curl -s -m 5 vm1 vm2")).toBe("vm1\nvm2");
      await bed.ok(["down", name]);
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
      expect(taps).toBe("");
    });

    it("while a state was being saved, the next up saves it", async () => {
      await forgetStates();
      const name = bed.name("k9s");
      const halab = bed.start(["up", lab("vms"), "--name", name]);
      await halab.line(/saving a state/);
      halab.kill("SIGKILL");
      await halab.done;
      await bed.ok(["up", lab("vms"), "--name", name]);
      expect(await bed.sh(name, "client", "curl -s -m 5 vm1")).toBe("vm1");
      await bed.ok(["down", name]);
      await bed.noResidue(name);
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
      ["a feature that no kernel has", "needs: [warp]", [], /vm1 needs warp/],
    ])("%s: exit 3 before anything starts", async (what, line, options, expected) => {
      const dir = join(bed.dir, what.replaceAll(" ", "-"));
      const text = readFileSync(join(lab("vms"), "lab.yaml"), "utf8");
      mkdirSync(dir, { recursive: true });
      writeFileSync(
        join(dir, "lab.yaml"),
        text.replace("    machine: vm\n", `    machine: vm\n${line ? `    ${line}\n` : ""}`),
      );
      const name = bed.name("bad");
      const result = await bed.halab(["up", dir, "--name", name, ...options]);
      expect(result.exitCode).toBe(3);
      expect(result.stderr).toMatch(expected);
      await bed.noResidue(name);
    });
  });
});
