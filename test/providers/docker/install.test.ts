import { access, chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Ctx, systemClock } from "../../../cli/core/base/time.ts";
import { gatherFacts, type Machine } from "../../../cli/providers/docker/install/facts.ts";
import {
  ensureBootstrapTool,
  ensureEngine,
} from "../../../cli/providers/docker/install/install.ts";
import {
  type EngineFacts,
  type InstallPlan,
  planInstall,
} from "../../../cli/providers/docker/install/plan.ts";

const bareDebian: EngineFacts = {
  platform: "linux",
  wsl: false,
  distro: ["debian"],
  dockerHost: undefined,
  engine: "absent",
  installed: false,
  running: false,
  systemd: true,
  cgroup: true,
  rights: "root",
  inGroup: false,
  interactive: false,
};

/** "root: install start-systemd", "nothing", or what is told: "message | hint". */
function short(plan: InstallPlan): string {
  if (plan.kind === "nothing") return "nothing";
  if (plan.kind === "tell") return `${plan.message} | ${plan.hint}`;
  return `${plan.as}: ${plan.steps.join(" ")}`;
}

describe("planInstall does by itself what it may", () => {
  const table: readonly [string, Partial<EngineFacts>, string][] = [
    ["nothing when an engine answers", { engine: "answers" }, "nothing"],
    ["install on a bare Debian", {}, "root: install start-systemd"],
    ["install on Ubuntu", { distro: ["ubuntu", "debian"] }, "root: install start-systemd"],
    ["install on a Debian's child", { distro: ["x", "debian"] }, "root: install start-systemd"],
    ["start by hand without systemd", { systemd: false }, "root: install start-dockerd"],
    [
      "mount cgroups where there are none",
      { systemd: false, cgroup: false, installed: true },
      "root: mount-cgroup start-dockerd",
    ],
    ["only start what is installed", { installed: true }, "root: start-systemd"],
    ["only wait for what is starting", { installed: true, running: true }, "root: "],
    ["wait without any rights", { installed: true, running: true, rights: "none" }, "root: "],
    ["use a sudo that does not ask", { rights: "sudo" }, "sudo: install start-systemd"],
    [
      "let sudo ask on a terminal",
      { rights: "sudo-password", interactive: true },
      "sudo-password: install start-systemd",
    ],
    ["start dockerd in WSL", { wsl: true, installed: true }, "root: start-systemd"],
    ["start on other Linux", { distro: ["arch"], installed: true }, "root: start-systemd"],
  ];
  it.each(table)("%s", (_, facts, expected) => {
    expect(short(planInstall({ ...bareDebian, ...facts }))).toBe(expected);
  });
});

describe("planInstall tells what to type where it may not", () => {
  const table: readonly [string, Partial<EngineFacts>, RegExp][] = [
    ["macOS", { platform: "darwin" }, /\| open -a Docker/],
    ["Windows", { platform: "win32" }, /\| start Docker Desktop/],
    ["WSL2 without an engine", { wsl: true }, /WSL.*\| start Docker Desktop.*WSL integration/],
    ["Fedora", { distro: ["fedora"] }, /\| sudo dnf install moby-engine && /],
    ["an unknown Linux", { distro: [] }, /docs\.docker\.com/],
    ["no group", { engine: "denied" }, /\| sudo usermod -aG docker \$USER && newgrp docker$/],
    ["an old login", { engine: "denied", inGroup: true }, /\| newgrp docker$/],
    ["DOCKER_HOST", { dockerHost: "tcp://1.2.3.4:2375" }, /DOCKER_HOST=tcp:.*\| unset DOCKER_HOST/],
    ["no terminal for sudo", { rights: "sudo-password" }, /password \| sudo apt-get install/],
    ["no sudo", { rights: "none" }, /no sudo \| as root: sudo apt-get/],
    ["a container without rights", { rights: "caged" }, /may not start one \| .*--privileged/],
  ];
  it.each(table)("%s", (_, facts, expected) => {
    expect(short(planInstall({ ...bareDebian, ...facts }))).toMatch(expected);
  });
});

const ctx: Ctx = {
  signal: new AbortController().signal,
  clock: systemClock,
  progress: () => undefined,
};
const noAsk = () => Promise.reject(new Error("asked"));

/** The commands that the real machine lends; nothing else of it is on the PATH. */
const lent = ["sh", "true", "env", "basename", "touch", "rm", "setsid"];

/** A machine in a temporary folder: its files, and its commands, which record how they were called. */
async function openMachine(
  files: Readonly<Record<string, string>>,
  commands: Readonly<Record<string, string>>,
  uid = 0,
) {
  const root = await mkdtemp(join(tmpdir(), "halab-install-"));
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  };
  await write("var/log/halab-dockerd.log", "");
  for (const [path, text] of Object.entries(files)) await write(path, text);
  for (const [name, body] of Object.entries(commands)) {
    const record = `echo "$(basename "$0") $*" >>"$ROOT/calls"`;
    await write(`bin/${name}`, `#!/bin/sh\n${record}\n${body}\n`);
    await chmod(join(root, "bin", name), 0o755);
  }
  await mkdir(join(root, "bin"), { recursive: true });
  for (const name of lent.filter((one) => !(one in commands))) {
    const inBin = await access(`/bin/${name}`).then(
      () => true,
      () => false,
    );
    await symlink(`${inBin ? "" : "/usr"}/bin/${name}`, join(root, "bin", name));
  }
  const env = { PATH: join(root, "bin"), ROOT: root };
  const machine: Machine = {
    root,
    env,
    platform: "linux",
    uid,
    user: "ann",
    home: join(root, "h"),
  };
  const calls = async () => (await readFile(join(root, "calls"), "utf8")).trim().split("\n");
  return {
    machine,
    write,
    calls,
    [Symbol.asyncDispose]: async () => await rm(root, { recursive: true, force: true }),
  };
}

/** An engine that answers on the machine's socket as soon as its dockerd is called. */
async function openEngine(machine: Machine) {
  const server = createServer((_, answer) => answer.end("OK"));
  await mkdir(join(machine.root, "var/run"), { recursive: true });
  await new Promise<void>((resolve) => {
    server.listen(join(machine.root, "var/run/docker.sock"), resolve);
  });
  return {
    [Symbol.asyncDispose]: async () => {
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const debian = {
  "etc/os-release": 'ID=debian\nID_LIKE=""\n',
  "proc/self/status": "CapEff:\tffffffffff\n",
};
const apt =
  'case "$*" in *install*) [ -e "$ROOT/lists" ] || exit 100;; *) touch "$ROOT/lists";; esac';

describe("ensureEngine", () => {
  it("does nothing when an engine answers", async () => {
    await using host = await openMachine(debian, {});
    await using _engine = await openEngine(host.machine);
    const options = { ask: noAsk, interactive: true, machine: host.machine };
    expect(await ensureEngine(options, ctx)).toEqual([]);
  });

  it("says which lines of the log an engine left that gave up", async () => {
    const dockerd = 'echo "one line"; echo "failed to start daemon: no overlay"; exit 1';
    await using host = await openMachine(
      { ...debian, "proc/self/mounts": "cgroup2 /sys/fs/cgroup cgroup2 rw 0 0\n" },
      { dockerd },
    );
    const options = { ask: noAsk, interactive: false, machine: host.machine, timeoutMs: 5000 };
    await expect(ensureEngine(options, ctx)).rejects.toMatchObject({
      code: "ENGINE_UNAVAILABLE",
      message: "the Docker engine gave up (its socket: absent)",
      details: ["one line", "failed to start daemon: no overlay"],
    });
  });

  it("fetches the package lists where there are none, installs, and starts by hand", async () => {
    await using host = await openMachine(debian, { "apt-get": apt, mount: "", setsid: "" });
    const options = { ask: noAsk, interactive: false, machine: host.machine, timeoutMs: 300 };
    await expect(ensureEngine(options, ctx)).rejects.toThrow("did not answer in 0.3 s");
    const quiet = "-o DPkg::Lock::Timeout=120";
    expect(await host.calls()).toEqual([
      `apt-get ${quiet} update`,
      `apt-get ${quiet} install -y --no-upgrade --no-install-recommends docker.io iptables apparmor ca-certificates`,
      "mount -t cgroup2 cgroup2 /sys/fs/cgroup",
      "setsid dockerd",
    ]);
  });

  it("changes nothing when the user says no", async () => {
    await using host = await openMachine(debian, { "apt-get": apt });
    const asked: string[] = [];
    const ask = (question: string) => Promise.resolve(asked.push(question) === 0);
    const options = { ask, interactive: true, machine: host.machine };
    await expect(ensureEngine(options, ctx)).rejects.toThrow("was asked not to set one up");
    expect(asked).toHaveLength(1);
    await expect(host.calls()).rejects.toThrow("ENOENT");
  });

  it("removes a pid file whose process is something else, and keeps the one of a dockerd", async () => {
    const files = { ...debian, "run/docker.pid": "77", "proc/77/comm": "dockerd\n" };
    await using host = await openMachine(files, { dockerd: "" });
    const facts = await gatherFacts(host.machine, false, ctx.signal);
    expect(facts).toMatchObject({ running: true, installed: true, rights: "root" });
    await host.write("proc/77/comm", "bash\n");
    const options = { ask: noAsk, interactive: false, machine: host.machine, timeoutMs: 200 };
    await host.write("proc/self/mounts", "cgroup /sys/fs/cgroup/cpu cgroup rw 0 0\n");
    await expect(ensureEngine(options, ctx)).rejects.toThrow("did not answer");
    await expect(readFile(join(host.machine.root, "run/docker.pid"))).rejects.toThrow("ENOENT");
  });

  it("uses sudo -n for an ordinary user", async () => {
    await using host = await openMachine(
      { ...debian, "run/systemd/system/x": "" },
      { sudo: '[ "$1" = -n ] && shift; exec "$@"', dockerd: "", systemctl: "exit 1" },
      1000,
    );
    const options = { ask: noAsk, interactive: false, machine: host.machine };
    await expect(ensureEngine(options, ctx)).rejects.toMatchObject({
      message: "setting up the Docker engine: systemctl enable --now docker failed",
      hint: "systemctl status docker",
    });
    expect(await host.calls()).toEqual([
      "sudo -n true",
      "sudo -n systemctl enable --now docker",
      "systemctl enable --now docker",
    ]);
  });
});

describe("ensureBootstrapTool", () => {
  it("does nothing where mmdebstrap is", async () => {
    await using host = await openMachine(debian, { mmdebstrap: "" });
    expect(await ensureBootstrapTool(ctx, host.machine)).toEqual([]);
  });

  it("shows what apt-get said when it cannot", async () => {
    await using host = await openMachine(debian, { "apt-get": "echo no network; exit 100" });
    await expect(ensureBootstrapTool(ctx, host.machine)).rejects.toMatchObject({
      code: "ENGINE_UNAVAILABLE",
      message: "apt-get could not install mmdebstrap debian-archive-keyring",
      details: ["no network", "no network"],
    });
  });

  it("says what to type to an ordinary user without sudo", async () => {
    await using host = await openMachine(debian, {}, 1000);
    await expect(ensureBootstrapTool(ctx, host.machine)).rejects.toMatchObject({
      hint: expect.stringContaining("apt-get install mmdebstrap debian-archive-keyring uidmap"),
    });
  });
});
