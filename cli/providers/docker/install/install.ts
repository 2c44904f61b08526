import { execa } from "execa";
import { HalabError } from "../../../core/base/error.ts";
import type { Ctx } from "../../../core/base/time.ts";
import {
  findRights,
  findTool,
  gatherFacts,
  type Machine,
  readDistro,
  thisMachine,
} from "./facts.ts";
import { type InstallPlan, isDebian, planInstall } from "./plan.ts";
import { type Hands, installPackages, runSteps, waitForEngine } from "./steps.ts";

export interface EnsureOptions {
  /** Asks the user once, before anything is changed. */
  readonly ask: (question: string) => Promise<boolean>;
  /** Someone sits at a terminal; without one, nobody is asked and sudo may not ask either. */
  readonly interactive: boolean;
  /** Default: this machine. */
  readonly machine?: Machine;
  /** How long a started engine has until it answers. Default 30 s. */
  readonly timeoutMs?: number;
}

/**
 * Makes the Docker engine answer: installs it (Debian, Ubuntu) and starts it. Gives a line for
 * each thing that was done, none when it answered already. Throws ENGINE_UNAVAILABLE with what to
 * type where that is not ours to do, or when it did not work.
 */
export async function ensureEngine(options: EnsureOptions, ctx: Ctx): Promise<string[]> {
  const machine = options.machine ?? thisMachine();
  const facts = await gatherFacts(machine, options.interactive, ctx.signal);
  ctx.signal.throwIfAborted();
  const plan = planInstall(facts);
  if (plan.kind === "nothing") return [];
  if (plan.kind === "tell") throw tell(plan);
  ctx.progress({ task: "engine", state: "start", text: "setting up the Docker engine" });
  try {
    await agree(plan, options, machine);
    const done = await carryOut(plan, machine, options.timeoutMs ?? 30_000, ctx);
    ctx.progress({ task: "engine", state: "done", text: "the Docker engine answers" });
    return done;
  } catch (error) {
    ctx.progress({ task: "engine", state: "fail", text: "the Docker engine is not ready" });
    throw error;
  }
}

/** Installs mmdebstrap, which builds the nodes' base image where no registry can be reached. */
export async function ensureBootstrapTool(ctx: Ctx, machine = thisMachine()): Promise<string[]> {
  if (await findTool("mmdebstrap", machine)) return [];
  const rights = await findRights(machine, ctx.signal);
  // Ubuntu does not have Debian's keys; without root, mmdebstrap needs newuidmap.
  const packages = [
    "mmdebstrap",
    "debian-archive-keyring",
    ...(rights === "root" ? [] : ["uidmap"]),
  ];
  const may = rights === "root" || rights === "caged" || rights === "sudo";
  if (!may || !isDebian(await readDistro(machine))) {
    throw new HalabError("ENGINE_UNAVAILABLE", "building a base image needs mmdebstrap", {
      hint: `sudo apt-get install ${packages.join(" ")} (or another system's package of that name)`,
    });
  }
  ctx.progress({ task: "engine", state: "note", text: "installing mmdebstrap" });
  await installPackages(packages, { machine, sudo: rights === "sudo" }, ctx);
  return ["installed mmdebstrap"];
}

type DoPlan = Extract<InstallPlan, { kind: "do" }>;

async function agree(plan: DoPlan, options: EnsureOptions, machine: Machine): Promise<void> {
  const must = plan.steps.length > 0 && options.interactive;
  if (must && !machine.env["HALAB_YES"]) {
    const verb = plan.steps.includes("install") ? "Install and start" : "Start";
    if (!(await options.ask(`${verb} the Docker engine (${plan.commands})?`))) {
      const message = "halab needs a Docker engine, and was asked not to set one up";
      throw new HalabError("ENGINE_UNAVAILABLE", message, { hint: plan.commands });
    }
  }
  // Asks for the password on the terminal; the commands that follow use `sudo -n`.
  if (plan.as === "sudo-password") await askPassword(plan, machine);
}

async function askPassword(plan: DoPlan, machine: Machine): Promise<void> {
  const options = { stdio: "inherit", env: machine.env, extendEnv: false, reject: false } as const;
  const result = await execa("sudo", ["-v"], options);
  if (!result.failed) return;
  const message = "sudo did not let you in, so the Docker engine was not set up";
  throw new HalabError("ENGINE_UNAVAILABLE", message, { hint: `as root: ${plan.commands}` });
}

async function carryOut(
  plan: DoPlan,
  machine: Machine,
  timeoutMs: number,
  ctx: Ctx,
): Promise<string[]> {
  const hands: Hands = { machine, sudo: plan.as !== "root" };
  const done = await runSteps(plan, hands, ctx);
  const byHand = plan.steps.includes("start-dockerd");
  const answer = await waitForEngine({ timeoutMs, byHand }, hands, ctx);
  if (answer === "answers") return done.length > 0 ? done : ["waited for the Docker engine"];
  const after = planInstall(await gatherFacts(machine, false, ctx.signal));
  if (after.kind === "tell") throw tell(after, done);
  return done;
}

function tell(plan: Extract<InstallPlan, { kind: "tell" }>, done: readonly string[] = []) {
  const details = done.map((line) => `done so far: ${line}`);
  return new HalabError("ENGINE_UNAVAILABLE", plan.message, { hint: plan.hint, details });
}
