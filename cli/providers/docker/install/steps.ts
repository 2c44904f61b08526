import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { HalabError } from "../../../core/base/error.ts";
import { type Ctx, waitUntil } from "../../../core/base/time.ts";
import { dockerdRuns, type Machine, pingEngine, readText } from "./facts.ts";
import type { InstallPlan, InstallStep } from "./plan.ts";
import { enginePackages } from "./plan.ts";

/** The log of an engine that halab started itself, where there is no systemd to do it. */
const engineLog = "/var/log/halab-dockerd.log";

/** Runs commands as root: as they are, or through `sudo -n`. */
export interface Hands {
  readonly machine: Machine;
  readonly sudo: boolean;
}

interface Outcome {
  readonly ok: boolean;
  /** The last lines of both streams. */
  readonly tail: readonly string[];
}

/** Does the steps of a plan, in order; gives one line for each that was done. */
export async function runSteps(
  plan: Extract<InstallPlan, { kind: "do" }>,
  hands: Hands,
  ctx: Ctx,
): Promise<string[]> {
  const done: string[] = [];
  for (const step of plan.steps) done.push(await runStep(step, hands, ctx));
  return done;
}

async function runStep(step: InstallStep, hands: Hands, ctx: Ctx): Promise<string> {
  switch (step) {
    case "install":
      note(ctx, "installing Docker Engine (docker.io, about a minute)");
      await installPackages(enginePackages, hands, ctx);
      return "installed Docker Engine (package docker.io)";
    case "mount-cgroup":
      return await mountCgroup(hands, ctx);
    case "start-systemd":
      note(ctx, "starting the Docker engine");
      await must(["systemctl", "enable", "--now", "docker"], "systemctl status docker", hands, ctx);
      return "started the Docker engine (systemd)";
    case "start-dockerd":
      note(ctx, `starting the Docker engine (log: ${engineLog})`);
      return await startDockerd(hands, ctx);
    default:
      return step satisfies never;
  }
}

/** Installs Debian packages; fetches the package lists first when there are none or it fails. */
export async function installPackages(
  packages: readonly string[],
  hands: Hands,
  ctx: Ctx,
): Promise<void> {
  const apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=120"];
  const install = [...apt, "install", "-y", "--no-upgrade", "--no-install-recommends", ...packages];
  if (await hasLists(hands.machine)) {
    const first = await run(install, hands, ctx);
    if (first.ok) return;
    note(ctx, "fetching the package lists, then once more");
  }
  const update = await run([...apt, "update"], hands, ctx);
  const second = await run(install, hands, ctx);
  if (second.ok) return;
  throw new HalabError("ENGINE_UNAVAILABLE", `apt-get could not install ${packages.join(" ")}`, {
    hint: `sudo apt-get update && sudo apt-get install ${packages.join(" ")}`,
    details: [...(update.ok ? [] : update.tail), ...second.tail],
  });
}

async function hasLists(machine: Machine): Promise<boolean> {
  const files = await readdir(join(machine.root, "var/lib/apt/lists")).catch(() => []);
  return files.some((name) => /_Packages(\.\w+)?$/.test(name));
}

async function mountCgroup(hands: Hands, ctx: Ctx): Promise<string> {
  const mount = ["mount", "-t", "cgroup2", "cgroup2", "/sys/fs/cgroup"];
  await must(mount, "start this container with --privileged", hands, ctx);
  return "mounted cgroup2 at /sys/fs/cgroup";
}

async function startDockerd(hands: Hands, ctx: Ctx): Promise<string> {
  // The package's own script may have started one a moment ago, or one is just ending.
  if (await comesUp(hands, ctx)) return "found the Docker engine starting";
  await removeStalePids(hands, ctx);
  // A session of its own and no stream of ours: it outlives us, and nobody waits for its output.
  const script = 'trap "" HUP; setsid dockerd >"$0" 2>&1 </dev/null &';
  const log = join(hands.machine.root, engineLog);
  await must(["sh", "-c", script, log], "sudo dockerd", hands, ctx);
  return `started the Docker engine without systemd (log: ${engineLog})`;
}

/** A dockerd that runs either answers soon, or was about to end: then it is gone soon. */
const comesUpDeadlineMs = 10_000;

async function comesUp(hands: Hands, ctx: Ctx): Promise<boolean> {
  const look = async () => {
    if (!(await dockerdRuns(hands.machine))) return "gone";
    const seen = await pingEngine(hands.machine, ctx.signal);
    return seen === "answers" || seen === "denied" ? "up" : undefined;
  };
  const options = { what: "the dockerd that runs", timeoutMs: comesUpDeadlineMs, everyMs: 100 };
  // One that does neither is the business of the wait that follows.
  const found = await waitUntil(look, options, ctx).catch(() => "up");
  ctx.signal.throwIfAborted();
  return found === "up";
}

/**
 * dockerd refuses to start while the pid in its file belongs to any process, as it does by chance
 * after a restart of a machine whose /run is not a tmpfs.
 */
async function removeStalePids(hands: Hands, ctx: Ctx): Promise<void> {
  const files = ["run/docker.pid", "run/docker/containerd/containerd.pid"];
  for (const file of files) {
    const pid = (await readText(hands.machine, file)).trim();
    if (pid === "") continue;
    const name = (await readText(hands.machine, `proc/${pid}/comm`)).trim();
    if (name === "dockerd" || name === "containerd") continue;
    await run(["rm", "-f", join(hands.machine.root, file)], hands, ctx);
  }
}

export interface EngineWait {
  readonly timeoutMs: number;
  /** halab started it itself, so its log is ours, and it may be seen to give up. */
  readonly byHand: boolean;
}

/** Waits until the engine answers; "denied" is an answer too, for the caller to explain. */
export async function waitForEngine(
  wait: EngineWait,
  hands: Hands,
  ctx: Ctx,
): Promise<"answers" | "denied"> {
  let seen = "";
  const look = async () => {
    seen = await pingEngine(hands.machine, ctx.signal);
    if (seen === "answers" || seen === "denied") return seen;
    if (wait.byHand && (await gaveUp(hands.machine))) return "gave up";
    return undefined;
  };
  const options = { what: "the Docker engine", timeoutMs: wait.timeoutMs, everyMs: 100 };
  const answer = await waitUntil(look, options, ctx).catch((error: unknown) => {
    ctx.signal.throwIfAborted();
    return error;
  });
  if (answer === "answers" || answer === "denied") return answer;
  const how = answer === "gave up" ? "gave up" : `did not answer in ${wait.timeoutMs / 1000} s`;
  throw new HalabError("ENGINE_UNAVAILABLE", `the Docker engine ${how} (its socket: ${seen})`, {
    cause: answer === "gave up" ? undefined : answer,
    hint: "halab doctor",
    details: await lastLogLines(wait, hands, ctx),
  });
}

async function gaveUp(machine: Machine): Promise<boolean> {
  const last = lastLine(await readText(machine, engineLog));
  const fatal = /failed to start daemon|failed to execute|level=fatal/.test(last);
  return fatal && !(await dockerdRuns(machine));
}

function lastLine(text: string): string {
  return text.trimEnd().split("\n").at(-1) ?? "";
}

async function lastLogLines(wait: EngineWait, hands: Hands, ctx: Ctx): Promise<readonly string[]> {
  if (wait.byHand) {
    return (await readText(hands.machine, engineLog)).trimEnd().split("\n").slice(-15);
  }
  const journal = ["journalctl", "-u", "docker", "-n", "15", "--no-pager", "-o", "cat"];
  const result = await run(journal, hands, ctx);
  return result.ok ? result.tail : [];
}

async function must(argv: readonly string[], hint: string, hands: Hands, ctx: Ctx) {
  const result = await run(argv, hands, ctx);
  if (result.ok) return;
  const message = `setting up the Docker engine: ${argv.join(" ")} failed`;
  throw new HalabError("ENGINE_UNAVAILABLE", message, { hint, details: result.tail });
}

async function run(argv: readonly string[], hands: Hands, ctx: Ctx): Promise<Outcome> {
  const [file = "", ...args] = hands.sudo ? ["sudo", "-n", ...argv] : argv;
  const result = await execa(file, args, {
    all: true,
    env: hands.machine.env,
    extendEnv: false,
    stdin: "ignore",
    reject: false,
    cancelSignal: ctx.signal,
  });
  ctx.signal.throwIfAborted();
  const text = (result.all ?? "").trim() || (result.shortMessage ?? "");
  return { ok: !result.failed, tail: text.split("\n").slice(-12) };
}

function note(ctx: Ctx, text: string): void {
  ctx.progress({ task: "engine", state: "note", text });
}
