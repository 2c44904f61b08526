/** What an idle node costs the host, beyond its daemons. */
import { readFileSync } from "node:fs";
import { provider } from "../../cli/providers/docker/index.ts";
import { ctx, row } from "./tools.ts";
import { plainPlan } from "./up.ts";

function availableMiB(): number {
  const text = readFileSync("/proc/meminfo", "utf8");
  return Number(/MemAvailable:\s+(\d+)/.exec(text)?.[1] ?? 0) / 1024;
}

export async function benchMemory(): Promise<void> {
  const count = 20;
  const before = availableMiB();
  await provider.up(plainPlan(count), { name: "bench-memory", ephemeral: true }, ctx);
  try {
    const each = (before - availableMiB()) / count;
    row(
      "memory of an idle node",
      `${each.toFixed(1)} MB of the host (${count} nodes)`,
      "under 15 MB",
      each < 15,
    );
  } finally {
    await provider.down("bench-memory", ctx);
  }
}
