/** What an idle node costs the host, beyond its daemons, and what one of a cluster manager costs with them. */
import { readFileSync } from "node:fs";
import { templatesDir } from "../../cli/core/base/home.ts";
import type { Plan } from "../../cli/core/cluster/plan.ts";
import { openLab } from "../../cli/core/lab/open.ts";
import { provider } from "../../cli/providers/docker/index.ts";
import { createRenderer } from "../../cli/render/render.ts";
import { ctx, row } from "./tools.ts";
import { plainPlan } from "./up.ts";

function availableMiB(): number {
  const text = readFileSync("/proc/meminfo", "utf8");
  return Number(/MemAvailable:\s+(\d+)/.exec(text)?.[1] ?? 0) / 1024;
}

/** Of the host's memory, by each of `count` nodes of the plan. */
async function eachMiB(plan: Plan, count: number): Promise<number> {
  const name = "bench-memory";
  const before = availableMiB();
  await provider.up(plan, { name, ephemeral: true }, ctx);
  try {
    return (before - availableMiB()) / count;
  } finally {
    await provider.down(name, ctx);
  }
}

export async function benchMemory(): Promise<void> {
  const count = 20;
  const idle = await eachMiB(plainPlan(count), count);
  row(
    "memory of an idle node",
    `${idle.toFixed(1)} MB of the host (${count} nodes)`,
    "under 15 MB",
    idle < 15,
  );
  const lab = "pacemaker-resources";
  const { plan } = await openLab(lab, { renderer: createRenderer(templatesDir()) });
  const managed = plan.nodes.filter(({ services }) => services.includes("pacemaker"));
  // The client's is counted in: rather too much.
  const pacemaker = await eachMiB(plan, managed.length);
  row(
    `memory of a node with Corosync and Pacemaker (${lab})`,
    `${pacemaker.toFixed(0)} MB of the host (${managed.length} nodes)`,
    "under 170 MB",
    pacemaker < 170,
  );
}
