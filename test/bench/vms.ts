/** VMs: cold boot and saved state until SSH answers, what they cost in memory, `up` of a lab. */
import { readFileSync } from "node:fs";
import { templatesDir } from "../../cli/core/base/home.ts";
import type { Plan } from "../../cli/core/cluster/plan.ts";
import type { Cluster } from "../../cli/core/cluster/provider.ts";
import { openLab } from "../../cli/core/lab/open.ts";
import { provider as auto } from "../../cli/providers/auto/index.ts";
import { connect } from "../../cli/providers/docker/client.ts";
import { sshTo } from "../../cli/providers/docker/vms/ssh.ts";
import { provider as qemu } from "../../cli/providers/qemu/index.ts";
import { createRenderer } from "../../cli/render/render.ts";
import { documentOf } from "../fixtures/document.ts";
import { command } from "./cli.ts";
import { ctx, median, row, spread, timed } from "./tools.ts";
import { plainPlan } from "./up.ts";

const name = "bench-vms";
/** What a hand-made recipe with the same QEMU reached on such a machine (2 cores, no KVM), seconds. */
const recipe = { coldSsh: 4.8, warmAgent: 1, warmSsh: 4.8 };
const allowed = 1.2;

async function sshAnswers(cluster: Cluster, node: string): Promise<void> {
  await using ssh = await sshTo(cluster, node, ctx);
  const channel = await ssh.exec("true", undefined);
  await new Promise((resolve) => {
    channel.on("close", resolve);
    channel.resume();
  });
}

async function agentAnswers(cluster: Cluster, node: string): Promise<void> {
  await using agent = await cluster.openAgent(node, ctx);
  await agent.run(["true"], ctx);
}

interface Start {
  /** Seconds since the beginning of `up` until all VMs of a plan are there, answer, and take SSH. */
  readonly up: number;
  readonly agent: number;
  readonly ssh: number;
  /** The same since the first QEMU began; `awake`: the last guest has spoken to the host. */
  readonly awake: number;
  readonly sshSinceQemu: number;
  readonly pss: readonly number[];
}

async function start(plan: Plan): Promise<Start> {
  const began = Date.now();
  const since = () => (Date.now() - began) / 1000;
  const { cluster } = await qemu.up(plan, { name, ephemeral: false }, ctx);
  try {
    const up = since();
    const each = (work: (cluster: Cluster, node: string) => Promise<void>) =>
      Promise.all(plan.nodes.map((node) => work(cluster, node.name)));
    await each(agentAnswers);
    const agent = since();
    await each(sshAnswers);
    const ssh = since();
    const { qemu, awake } = await begunOf(plan);
    const sshSinceQemu = ssh - (qemu - began) / 1000;
    return { up, agent, ssh, awake: (awake - qemu) / 1000, sshSinceQemu, pss: await pssOf(plan) };
  } finally {
    await qemu.down(name, ctx);
  }
}

/** When the first container began to become its QEMU, and the last guest spoke; ms since 1970. */
async function begunOf(plan: Plan): Promise<{ readonly qemu: number; readonly awake: number }> {
  const { docker } = await connect(ctx);
  const times = await Promise.all(
    plan.nodes.map(async (node) => {
      const container = docker.getContainer(`halab-${name}-${node.name}`);
      const { State } = await container.inspect();
      const logs = await container.logs({ stdout: true, timestamps: true });
      const awake = /(\S{30}) halab: awake/.exec(logs.toString("utf8"))?.[1];
      return { qemu: Date.parse(State.StartedAt), awake: Date.parse(awake ?? "") };
    }),
  );
  return {
    qemu: Math.min(...times.map((one) => one.qemu)),
    awake: Math.max(...times.map((one) => one.awake)),
  };
}

/** MiB of each QEMU, shared pages by halves (proc_pid_smaps_rollup in proc(5)). */
async function pssOf(plan: Plan): Promise<number[]> {
  const { docker } = await connect(ctx);
  return Promise.all(
    plan.nodes.map(async (node) => {
      const container = docker.getContainer(`halab-${name}-${node.name}`);
      const { Processes } = await container.top({ ps_args: "-o pid,comm" });
      const rows: readonly (readonly string[])[] = Processes;
      const pid = rows.find(([, comm]) => comm?.startsWith("qemu"))?.[0];
      const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
      return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1]) / 1024;
    }),
  );
}

/** A row against the recipe, which counted from the start of QEMU. */
function compare(what: string, seconds: readonly number[], recipeS: number, up: readonly number[]) {
  const ratio = median(seconds) / recipeS;
  row(
    what,
    `${spread(seconds, 1)} s, ${ratio.toFixed(2)} x (since the beginning of up: ${spread(up, 1)} s)`,
    `${allowed} x ${recipeS} s`,
    ratio <= allowed,
  );
}

async function coldBoot(): Promise<void> {
  process.env["HALAB_WARM"] = "off";
  await start(plainPlan(1)); // The accelerator is tried once for an image, and not part of a boot.
  const boots: Start[] = [];
  for (let turn = 0; turn < 3; turn += 1) boots.push(await start(plainPlan(1)));
  delete process.env["HALAB_WARM"];
  compare(
    "cold boot of one VM, from QEMU's start until SSH answers",
    boots.map((one) => one.sshSinceQemu),
    recipe.coldSsh,
    boots.map((one) => one.ssh),
  );
}

async function warmStart(): Promise<void> {
  await start(plainPlan(1)); // The state is saved before anything is measured.
  const starts: Start[] = [];
  for (let turn = 0; turn < 3; turn += 1) starts.push(await start(plainPlan(4)));
  compare(
    "four VMs at once from a saved state, from the first QEMU's start until all guests speak",
    starts.map((one) => one.awake),
    recipe.warmAgent,
    starts.map((one) => one.agent),
  );
  compare(
    "four VMs at once from a saved state, from the first QEMU's start until SSH answers",
    starts.map((one) => one.sshSinceQemu),
    recipe.warmSsh,
    starts.map((one) => one.ssh),
  );
  const pss = starts.flatMap((one) => one.pss);
  row("memory (PSS) of each of them", `${spread(pss)} MiB`, "130 MiB", median(pss) < 130);
}

/** `up` of a lab with VMs, and what its stages take. */
async function labUp(): Promise<void> {
  const { plan } = await openLab("lvs-dr", { renderer: createRenderer(templatesDir()) });
  const times: number[] = [];
  let stages = "";
  for (let turn = 0; turn < 3; turn += 1) {
    const marks: { readonly state: string; readonly at: number }[] = [];
    const began = performance.now();
    const progress: typeof ctx.progress = ({ task, state }) => {
      if (task.startsWith("node ")) marks.push({ state, at: performance.now() - began });
    };
    const total = await timed(() =>
      auto.up(plan, { name, ephemeral: false }, { ...ctx, progress }),
    );
    await auto.down(name, ctx);
    times.push(total / 1000);
    const of = (state: string) => marks.filter((one) => one.state === state).map((one) => one.at);
    const first = Math.min(...of("start"));
    const last = Math.max(...of("start"));
    const share = (ms: number) => `${Math.round((100 * ms) / total)} %`;
    stages = `before the first node ${share(first)}, containers made and started ${share(last - first)}, machines and services come up ${share(total - last)}`;
  }
  const vms = plan.nodes.filter((node) => node.machine === "vm").length;
  row(
    `up of lvs-dr from a saved state, ${vms} VMs and ${plan.nodes.length - vms} container`,
    `${spread(times, 1)} s; ${stages}`,
    "8 s",
    median(times) < 8,
  );
}

export async function benchVms(): Promise<void> {
  await coldBoot();
  await warmStart();
  await labUp();
}

interface FailoverCheck {
  readonly check: string;
  readonly measured?: number;
  readonly bound?: { readonly lo: number; readonly hi: number };
}

interface Played {
  readonly steps: readonly { readonly id: string; readonly checks: readonly FailoverCheck[] }[];
}

/** The checks of one run's failover step. */
async function failover(): Promise<readonly FailoverCheck[]> {
  const args = ["run", "lvs-dr", "--name", name, "--until", "failover", "--json"];
  // Exit code 1: a check failed; the report is there all the same.
  const { steps } = documentOf<Played>(await command(args, { reject: false }));
  return steps.find((step) => step.id === "failover")?.checks ?? [];
}

/** Allowed beside the formula: the prober's interval, and daemons without hardware help. */
const toleranceS = 0.1;

function isInside({ measured, bound }: FailoverCheck): boolean {
  if (measured === undefined || bound === undefined) return false;
  return measured >= bound.lo - toleranceS && measured <= bound.hi + toleranceS;
}

/** Director failover against its formula, and the streams that it breaks, three runs. */
export async function benchLvs(): Promise<void> {
  const checks: FailoverCheck[] = [];
  for (let turn = 0; turn < 3; turn += 1) checks.push(...(await failover()));
  const outages = checks.filter((one) => one.check === "outage");
  const inside = outages.filter(isInside).length;
  row(
    "director failover, adverts of 1 s, within its formula ± 100 ms",
    `${spread(
      outages.map((one) => one.measured ?? Number.NaN),
      2,
    )} s, ${inside} of ${outages.length}`,
    "3 of 3",
    inside === 3,
  );
  const broken = checks.filter((one) => one.check === "broken").map((one) => one.measured);
  row(
    "streams that break over it, of 20",
    broken.join(", "),
    "0",
    broken.every((n) => n === 0),
  );
}
