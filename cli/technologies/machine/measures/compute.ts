import { z } from "zod";
import type { Ctx } from "../../../core/base/time.ts";
import { must, numberFrom } from "../../../core/cluster/commands.ts";
import type { NodeAgent } from "../../../core/cluster/provider.ts";
import { type MeasureEnv, type MeasureKind, measureSchema } from "../../../core/kinds/measure.ts";
import { nodeName } from "../../../core/kinds/values.ts";
import { cpuSeconds } from "../disk-chain.ts";

const schema = measureSchema("compute", {
  node: nodeName,
  job: z
    .enum(["arithmetic", "processes"])
    .describe("A million square roots, or the start of 50 processes."),
});
type Spec = z.infer<typeof schema>;

/** Small enough for a guest without hardware help: one to two seconds there. */
const jobs: Readonly<Record<Spec["job"], { command: string; what: string }>> = {
  arithmetic: {
    command: "perl -e '$sum += sqrt($_) for 1 .. 1000000; print $sum'",
    what: "a million square roots",
  },
  processes: {
    command: "n=0; while [ $n -lt 50 ]; do /bin/true; n=$((n + 1)); done",
    what: "starting 50 processes",
  },
};

/** Of a process, in hundredths of a second (proc_pid_stat(5), utime and stime; USER_HZ is 100). */
const cpuOfQemu =
  "p=$(pidof qemu-system-x86_64) && sed 's/.*) //' /proc/$p/stat | awk '{ print ($12 + $13) / 100 }'";

async function inGuest(machine: NodeAgent, guest: NodeAgent, command: string, ctx: Ctx) {
  const used = () => numberFrom(machine, ["/bin/sh", "-c", cpuOfQemu], ctx);
  const before = await used();
  await must(guest, ["bash", "-c", command], ctx);
  return (await used()) - before;
}

async function inContainer(agent: NodeAgent, command: string, ctx: Ctx) {
  const said = await must(agent, ["bash", "-c", `{ ${command}; } > /dev/null; times`], ctx);
  return cpuSeconds(said);
}

async function take(spec: Spec, env: MeasureEnv, ctx: Ctx) {
  const { command, what } = jobs[spec.job];
  const [agent, machine] = [await env.agent(spec.node, ctx), await env.machine(spec.node, ctx)];
  const startNs = ctx.clock.nowNs();
  const used = machine
    ? await inGuest(machine, agent, command, ctx)
    : await inContainer(agent, command, ctx);
  const value = Math.round(used * 1000) / 1000;
  const tookS = Math.round((ctx.clock.nowNs() - startNs) / 1e6) / 1000;
  const whose = machine ? "its QEMU" : "the job";
  const evidence = [
    `${what}: ${whose} had the host's processors for ${value} s; it took ${tookS} s`,
  ];
  return { value, unit: "s" as const, evidence };
}

export const kind: MeasureKind<Spec> = {
  kind: "compute",
  about:
    "What a small job costs the host's processors, in seconds. Others that wait for them change nothing.",
  schema,
  title: (spec) => `${spec.node}: processor time for ${jobs[spec.job].what}`,
  take,
};
