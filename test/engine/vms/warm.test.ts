/** Saved states that are no good: found before anybody needs them, or replaced when somebody does. */
import { beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "../../../cli/core/base/time.ts";
import { connect } from "../../../cli/providers/docker/client.ts";
import { consoleOf } from "../../../cli/providers/docker/console.ts";
import { ensureImages, imageRef } from "../../../cli/providers/docker/images/images.ts";
import { helperLabels } from "../../../cli/providers/docker/labels.ts";
import { warmVolumes } from "../../../cli/providers/docker/vms/warm-volumes.ts";
import { openBed } from "../cli.ts";
import { vmsWith } from "../made-labs.ts";
import { engineDescribe } from "../require.ts";

const halab = () => ({
  signal: AbortSignal.timeout(300_000),
  clock: systemClock,
  progress: () => {},
});

/** The volume that a VM of a cluster has started from. */
async function stateOf(cluster: string): Promise<string> {
  const { docker } = await connect(halab());
  const { HostConfig } = await docker.getContainer(`halab-${cluster}-vm1`).inspect();
  return HostConfig.Binds?.[0]?.split(":")[0] ?? "";
}

/** A shell script in the image of VMs; a volume is at /warm. */
async function run(script: string, volume?: string): Promise<{ code: number; said: string }> {
  const { docker } = await connect(halab());
  const device = {
    PathOnHost: "/dev/net/tun",
    PathInContainer: "/dev/net/tun",
    CgroupPermissions: "rwm",
  };
  const container = await docker.createContainer({
    Image: imageRef("vm"),
    Labels: helperLabels("halab-test", "vm"),
    Cmd: ["/usr/bin/tini", "--", "/bin/sh", "-c", script],
    Env: ["HALAB_VM_MEMORY=256", "HALAB_VM_ACCEL=tcg", "HALAB_VM_NICS=1"],
    HostConfig: {
      NetworkMode: "none",
      CapDrop: ["ALL"],
      CapAdd: ["NET_ADMIN"],
      Devices: [device],
      ...(volume === undefined ? { Tmpfs: { "/warm": "" } } : { Binds: [`${volume}:/warm`] }),
    },
  });
  try {
    await container.start();
    const { StatusCode } = await container.wait();
    return { code: StatusCode, said: await consoleOf(container, 10) };
  } finally {
    await container.remove({ force: true });
  }
}

/** Jumps to themselves where the guest's kernel lies (from 16 MiB on; nokaslr): QEMU runs it, and it does nothing. */
const standStill =
  "yes | head -c 16777216 | tr 'y\\n' '\\353\\376' | dd of=/warm/ram bs=1M seek=16 conv=notrunc status=none";

engineDescribe("qemu", "a saved state", () => {
  const bed = openBed();

  describe("is ready when a VM has gone on from it", () => {
    it.each([
      ["one does", "", 0, "halab: ready"],
      ["none does", "sed -i 's/exec:cat/exec:head -c 9999/' $vm/machine.sh;", 3, "failed state"],
    ])("%s", async (_, before, code, expected) => {
      await ensureImages(await connect(halab()), ["vm"], halab());
      const ended = await run(`vm=/usr/lib/halab/vm; ${before} exec $vm/save`);
      expect(ended.said).toContain(expected);
      expect(ended.code).toBe(code);
    });
  });

  describe("that has gone bad", () => {
    // Of a size that nobody else's VMs have: their states stay good.
    const name = bed.name("bad");
    const vms = vmsWith(bed, name, "memory: 264MiB");
    let state = "";

    beforeAll(async () => {
      await bed.ok(["up", vms, "--name", name]);
      state = await stateOf(name);
      await bed.ok(["down", name]);
    });

    // The last one takes a minute: that long a guest may be silent on a busy machine.
    it.each([
      ["cut short", "truncate -s 99999 /warm/state"],
      ["without memory", "truncate -s 0 /warm/ram; truncate -s 264M /warm/ram"],
      ["mute", standStill],
    ])("%s, is replaced: up goes on and says so, once", { timeout: 400_000 }, async (_, damage) => {
      const bad = state;
      expect(await run(damage, bad)).toMatchObject({ code: 0 });
      const result = await bed.halab(["up", vms, "--name", name], { deadlineMs: 300_000 });
      expect(result.exitCode, result.stderr).toBe(0);
      expect(result.stderr.match(/saved \(no VM woke from the old one\)/g)).toHaveLength(1);
      expect(await bed.sh(name, "client", "curl -s -m 20 vm1 vm2")).toBe("vm1\nvm2");
      state = await stateOf(name);
      expect(state).not.toBe(bad);
      const names = (await warmVolumes(await connect(halab()))).map((one) => one.name);
      expect(names).not.toContain(bad);
      await bed.ok(["down", name]);
    });

    it("is not replaced again: the new one is good", async () => {
      const again = await bed.halab(["up", vms, "--name", name]);
      expect(again.exitCode, again.stderr).toBe(0);
      expect(again.stderr).not.toMatch(/state/);
      expect(await stateOf(name)).toBe(state);
      await bed.ok(["down", name]);
      await bed.noResidue(name);
    });
  });
});
