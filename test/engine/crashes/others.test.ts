import { rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { execa } from "execa";
import { expect, it } from "vitest";
import { tieToProcess } from "../../../cli/core/state/kept.ts";
import { ownerId } from "../../../cli/core/state/process-identity.ts";
import { label } from "../../../cli/providers/docker/labels.ts";
import { type CliResult, lab, openBed } from "../cli.ts";
import { watchEvents } from "../events.ts";
import { longFault } from "../made-labs.ts";
import { engineDescribe } from "../require.ts";
import { engine } from "../residue.ts";

/** Accepts every connection and says nothing: an engine that stands still. */
async function openMute(path: string): Promise<AsyncDisposable & { asked: Promise<void> }> {
  const sockets = new Set<Socket>();
  const asked = Promise.withResolvers<void>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("data", () => asked.resolve());
    socket.on("error", () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return {
    asked: asked.promise,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

engineDescribe("docker", "gc and what others made", () => {
  const bed = openBed();
  const elsewhere = { HALAB_STATE: join(bed.dir, "other-state") };

  const expectLeft = (said: CliResult, name: string) => {
    expect(said.exitCode, said.stderr).toBe(0);
    expect(said.stdout).not.toContain(name);
    expect(said.stderr).toContain(`left alone: ${name}.`);
    expect(said.stderr).toContain(`halab down ${name}`);
  };

  it("a cluster that is up is not touched from another state folder, nor when its own is gone", async () => {
    const name = bed.name("kept");
    await bed.ok(["up", lab("pair"), "--name", name], { env: elsewhere });
    // The other's mark can be read from here: it is known to be whole.
    const seen = await bed.halab(["gc"]);
    expect([seen.exitCode, seen.stderr.includes(name)]).toEqual([0, false]);
    rmSync(elsewhere.HALAB_STATE, { recursive: true });
    expectLeft(await bed.halab(["gc"]), name);
    expect(await bed.sh(name, "client", "curl -s -m 2 web1 web2")).toBe("web1\nweb2");
    expect(await bed.ok(["ps", name])).not.toContain("left over");
    await bed.ok(["down", name]);
    await bed.noResidue(name);
  });

  it("a cluster of a program that is killed stays until then, and goes", async () => {
    const name = bed.name("tied");
    const state = join(bed.dir, "tied-state");
    const program = execa("sleep", ["infinity"], { reject: false });
    tieToProcess(ownerId(program.pid), state);
    await bed.ok(["up", lab("pair"), "--name", name], { env: { HALAB_STATE: state } });
    expect(await bed.ok(["gc"])).not.toContain(name);
    program.kill("SIGKILL");
    await program;
    expect(await bed.ok(["gc"])).toContain(`removed node ${name}/client`);
    await bed.noResidue(name);
  });

  it("a run is not touched from where its process cannot be seen", async () => {
    const name = bed.name("run");
    const dir = longFault(bed, "others", "{ fault: freeze, node: web1 }");
    await using events = await watchEvents(name);
    const run = bed.start(["run", dir, "--name", name]);
    await events.nth("container start", 4);
    const docker = await engine();
    const count = async () => {
      const filters = { label: [`${label.cluster}=${name}`] };
      return (await docker.listContainers({ all: true, filters })).length;
    };
    const before = await count();
    expectLeft(await bed.halab(["gc"], { apart: true }), name);
    // One of the same name is refused there, not taken over.
    const up = await bed.halab(["up", dir, "--name", name], { apart: true });
    expect(up.exitCode, up.stderr).toBe(2);
    expect(await count()).toBe(before);
    run.kill("SIGINT");
    const { exitCode, stdout, stderr } = await run.done;
    expect(exitCode, `${stdout}${stderr}`).toBe(130);
    await bed.noResidue(name);
  });
});

engineDescribe("docker", "an engine that accepts and then stands still", () => {
  const bed = openBed();

  it.each([["ps"], ["doctor"], ["gc"], ["down", "x"], ["up", lab("pair")]])(
    "is left at the first Ctrl-C: halab %s",
    async (...args) => {
      const path = join(bed.dir, "mute.sock");
      await using mute = await openMute(path);
      const halab = bed.start(args, { env: { DOCKER_HOST: `unix://${path}` } });
      await mute.asked;
      halab.kill("SIGINT");
      const { exitCode, stderr } = await halab.done;
      expect(exitCode, stderr).toBe(130);
      expect(stderr).not.toContain("quit at once; ");
    },
  );

  it("is said to be one, in seconds", async () => {
    const path = join(bed.dir, "mute.sock");
    await using _ = await openMute(path);
    const said = await bed.halab(["ps"], {
      env: { DOCKER_HOST: `unix://${path}` },
      deadlineMs: 20_000,
    });
    expect(said.exitCode).toBe(3);
    expect(said.stderr).toContain("no Docker engine answers");
    expect(said.stderr).toContain(path);
  });
});
