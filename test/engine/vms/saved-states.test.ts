/** States that VMs start from. Everybody's are forgotten here, so nobody else may start one meanwhile. */
import { expect, it } from "vitest";
import { lab, openBed } from "../cli.ts";
import { engineDescribe } from "../require.ts";
import { engine } from "../residue.ts";

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

engineDescribe("qemu", "a saved state of VMs", () => {
  const bed = openBed();

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

  it("whose saving was killed is saved by the next up", async () => {
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
