import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Docker from "dockerode";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock, waitUntil } from "../../cli/core/base/time.ts";
import { imageRef } from "../../cli/providers/docker/images/images.ts";
import { openBed } from "./cli.ts";
import { engineDescribe } from "./require.ts";
import { engine } from "./residue.ts";

/** Why this machine cannot run a second engine on a small disk of its own. */
function missing(): string | undefined {
  if (process.getuid?.() !== 0) return "not root, so no second engine";
  try {
    execFileSync("unshare", ["--net", "dockerd", "--version"], { stdio: "ignore" });
  } catch {
    return "no dockerd in PATH, or no network namespaces";
  }
  const place = mkdtempSync("/tmp/hd-");
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "halab-test", place]);
    execFileSync("umount", [place]);
  } catch {
    return "a small disk cannot be mounted";
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
  return undefined;
}

const sizeMiB = 900;

engineDescribe("docker", "a full disk", () => {
  const why = missing();
  if (why !== undefined) {
    describe.skipIf(true)(`[skipped: no second engine here: ${why}]`, () => {
      it("makes up fail with exit 3 and leave nothing", () => {});
    });
    return;
  }
  const bed = openBed();
  // Short: the sockets of its containerd lie under it, and their paths may have 107 bytes.
  const dir = mkdtempSync("/tmp/hd-");
  const data = join(dir, "data");
  const filler = join(data, "filler");
  const socket = join(dir, "docker.sock");
  const docker = new Docker({ socketPath: socket });
  const env = { DOCKER_HOST: `unix://${socket}` };
  let daemon: ReturnType<typeof start> | undefined;

  function start() {
    const log = { file: join(dir, "log") };
    return execa(
      // In a network of its own: a second engine takes the first one's bridge (docker0) away.
      "unshare",
      [
        ...["--net", "dockerd"],
        ...["--data-root", data, "--exec-root", join(dir, "x"), "--pidfile", join(dir, "pid")],
        ...["--host", `unix://${socket}`, "--bridge", "none", "--iptables=false"],
      ],
      { stdin: "ignore", stdout: log, stderr: log, reject: false, cleanup: true },
    );
  }

  /** Leaves not one block free. */
  function fill(): void {
    for (let chunk = 2 ** 20; chunk >= 4096; chunk /= 16) {
      try {
        for (;;) writeFileSync(filler, Buffer.alloc(chunk), { flag: "a" });
      } catch {
        // No room for a piece of this size.
      }
    }
  }

  beforeAll(async () => {
    mkdirSync(data);
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${sizeMiB}m`, "halab-test", data]);
    daemon = start();
    const ctx = { signal: AbortSignal.timeout(60_000), clock: systemClock, progress: () => {} };
    const answers = async () => await docker.ping().catch(() => undefined);
    await waitUntil(answers, { what: "the second engine", timeoutMs: 30_000 }, ctx);
    const image = await (await engine()).getImage(imageRef("client")).get();
    const loaded = await docker.loadImage(image);
    await new Promise<void>((resolve, reject) => {
      loaded.on("end", resolve).on("error", reject).resume();
    });
  });

  afterAll(async () => {
    daemon?.kill("SIGTERM");
    await daemon;
    execFileSync("umount", [data]);
    rmSync(dir, { recursive: true, force: true });
  });

  it("makes up fail with exit 3 and leave nothing", async () => {
    const lab = join(bed.dir, "clients");
    mkdirSync(lab);
    const nodes = [1, 2, 3].map((index) => `  n${index}: { role: peer, lan: ${index} }`).join("\n");
    writeFileSync(
      join(lab, "lab.yaml"),
      `version: 1\ntitle: Clients\nsegments:\n  lan: { subnet: 10.72.0.0/24 }\nroles:\n  peer: { image: client }\nnodes:\n${nodes}\n`,
    );
    const name = bed.name("full");
    fill();
    expect(statfsSync(data).bavail).toBe(0);
    const result = await bed.halab(["up", lab, "--name", name], { env });
    expect(result.stderr).toMatch(/error: .*no space left on device/);
    expect(result.stderr).toContain("hint:  free some disk");
    expect(result.exitCode).toBe(3);
    const filters = { label: ["halab.cluster"] };
    expect(await docker.listContainers({ all: true, filters })).toEqual([]);
    expect(await docker.listNetworks({ filters })).toEqual([]);
    // Even a container that looks for rules on the switch has no room.
    const gc = await bed.halab(["gc"], { env });
    expect(gc.stderr).toMatch(/looking for rules .*no space left on device; .*halab gc/);
    expect(gc).toMatchObject({ exitCode: 0, stdout: "" });
  });
});
