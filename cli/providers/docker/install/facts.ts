import { constants } from "node:fs";
import { access, readFile } from "node:fs/promises";
import { request } from "node:http";
import { homedir, userInfo } from "node:os";
import { delimiter, join } from "node:path";
import { execa } from "execa";
import type { EngineAnswer, EngineFacts, Rights } from "./plan.ts";

/** The machine as set-up sees it; tests give a folder for `root`. */
export interface Machine {
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly uid: number;
  readonly user: string;
  readonly home: string;
}

/** The machine that this process runs on. */
export function thisMachine(): Machine {
  const { uid, username } = userInfo();
  const base = { root: "/", platform: process.platform, uid, user: username, home: homedir() };
  // The PATH of ordinary users lacks the folders where dockerd and service are.
  const sbin = ["/usr/local/sbin", "/usr/sbin", "/sbin"].join(delimiter);
  const path = `${process.env["PATH"] ?? ""}${delimiter}${sbin}`;
  return { ...base, env: { ...process.env, PATH: path } };
}

/** Everything that `planInstall` decides on. */
export async function gatherFacts(
  machine: Machine,
  interactive: boolean,
  signal: AbortSignal,
): Promise<EngineFacts> {
  const [engine, installed, running, systemd, mounts, groups, version] = await Promise.all([
    pingEngine(machine, signal),
    findTool("dockerd", machine),
    dockerdRuns(machine),
    exists(join(machine.root, "run/systemd/system")),
    readText(machine, "proc/self/mounts"),
    readText(machine, "etc/group"),
    readText(machine, "proc/version"),
  ]);
  return {
    platform: machine.platform,
    wsl: /microsoft/i.test(version),
    distro: await readDistro(machine),
    dockerHost: machine.env["DOCKER_HOST"] || undefined,
    engine,
    installed: installed !== undefined,
    running,
    systemd,
    cgroup: / \/sys\/fs\/cgroup\S* cgroup2? /.test(mounts),
    rights: await findRights(machine, signal),
    inGroup: isInGroup(groups, machine.user),
    interactive,
  };
}

/** ID and ID_LIKE of os-release(5). */
export async function readDistro(machine: Machine): Promise<readonly string[]> {
  const text = await readText(machine, "etc/os-release");
  const words = ["ID", "ID_LIKE"].flatMap((key) => {
    const value = new RegExp(`^${key}=["']?([^"'\n]*)`, "m").exec(text)?.[1] ?? "";
    return value.split(/\s+/);
  });
  return words.filter((word) => word !== "");
}

/** Where a command is, as the shell would find it. */
export async function findTool(name: string, machine: Machine): Promise<string | undefined> {
  for (const folder of (machine.env["PATH"] ?? "").split(delimiter)) {
    const file = join(folder || ".", name);
    if (await exists(file, constants.X_OK)) return file;
  }
  return undefined;
}

/** What these hands may do; asks sudo, which takes a few ms. */
export async function findRights(machine: Machine, signal: AbortSignal): Promise<Rights> {
  if (machine.uid === 0) {
    const status = await readText(machine, "proc/self/status");
    const effective = /^CapEff:\s*([0-9a-f]+)/m.exec(status)?.[1];
    const sysAdmin = 1n << 21n; // CAP_SYS_ADMIN in linux/capability.h
    return effective && (BigInt(`0x${effective}`) & sysAdmin) === 0n ? "caged" : "root";
  }
  if ((await findTool("sudo", machine)) === undefined) return "none";
  const result = await execa("sudo", ["-n", "true"], {
    env: machine.env,
    extendEnv: false,
    stdin: "ignore",
    reject: false,
    cancelSignal: signal,
  });
  signal.throwIfAborted();
  return result.exitCode === 0 ? "sudo" : "sudo-password";
}

/** Asks the engine whether it is there, for at most 2 s. Looks where dockerode looks. */
export async function pingEngine(machine: Machine, signal: AbortSignal): Promise<EngineAnswer> {
  const where = await engineAddress(machine);
  if (where === undefined) return "absent";
  return await new Promise((resolve) => {
    const patience = AbortSignal.any([signal, AbortSignal.timeout(2000)]);
    const ask = request({ ...where, path: "/_ping", signal: patience });
    ask.on("response", (answer) => {
      answer.resume();
      resolve("answers");
    });
    ask.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EACCES" || error.code === "EPERM") resolve("denied");
      else resolve(patience.aborted ? "silent" : "absent");
    });
    ask.end();
  });
}

type Address = { readonly socketPath: string } | { readonly host: string; readonly port: number };

async function engineAddress(machine: Machine): Promise<Address | undefined> {
  const host = machine.env["DOCKER_HOST"] ?? "";
  const local = /^(?:unix|npipe):\/\/(.*)$/.exec(host)?.[1];
  if (local) return { socketPath: local };
  if (host === "") return { socketPath: await defaultSocket(machine) };
  const url = URL.canParse(host) ? new URL(host) : undefined;
  if (url?.protocol !== "tcp:" && url?.protocol !== "http:") return undefined;
  return { host: url.hostname, port: Number(url.port || 2375) };
}

async function defaultSocket(machine: Machine): Promise<string> {
  if (machine.platform === "win32") return "//./pipe/docker_engine";
  const own = join(machine.home, ".docker/run/docker.sock");
  return (await exists(own)) ? own : join(machine.root, "var/run/docker.sock");
}

/** Whether the process of the engine's pid file is alive and is a dockerd. */
export async function dockerdRuns(machine: Machine): Promise<boolean> {
  const pid = (await readText(machine, "run/docker.pid")).trim();
  if (!/^\d+$/.test(pid)) return false;
  return (await readText(machine, `proc/${pid}/comm`)).trim() === "dockerd";
}

/** A file's text; empty when it is not there or not for us. */
export async function readText(machine: Machine, path: string): Promise<string> {
  return await readFile(join(machine.root, path), "utf8").catch(() => "");
}

function isInGroup(groups: string, user: string): boolean {
  const members = /^docker:[^:]*:[^:]*:(.*)$/m.exec(groups)?.[1] ?? "";
  return members.split(",").includes(user);
}

async function exists(path: string, mode = constants.F_OK): Promise<boolean> {
  return await access(path, mode).then(
    () => true,
    () => false,
  );
}
