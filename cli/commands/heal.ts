import type { Command } from "commander";
import type { App } from "./app.ts";

interface Options {
  readonly fault?: string;
  readonly after?: string;
  readonly provider: string;
  readonly json?: boolean;
}

export function register(root: Command, app: App): void {
  root
    .command("heal")
    .summary("undo every fault in a running cluster")
    .argument("<cluster>")
    .option("--fault <id>", "only this one")
    .option("--after <duration>", "wait first")
    .option("--provider <name>", "what made the nodes", "auto")
    .option("--json", "print JSON")
    .action((cluster: string, options: Options) => heal(app, cluster, options));
}

async function heal(app: App, name: string, options: Options): Promise<void> {
  const { HalabError } = await import("../core/base/error.ts");
  const { parseDurationMs } = await import("../core/base/time.ts");
  const ctx = app.ctx(() => {});
  const afterMs = parseDurationMs(options.after ?? "0s");
  if (afterMs === undefined)
    throw new HalabError("USAGE", `--after: "${options.after}" is not a duration like 30s`);
  if (afterMs > 0) await ctx.clock.wait(afterMs, ctx.signal);
  const { Agents } = await import("../core/cluster/agents.ts");
  const { Breaker } = await import("../core/run/breaker.ts");
  const { loadShelf } = await import("../core/kinds/all.ts");
  const { isOpen, openFaults } = await import("../core/state/open-faults.ts");
  const { livePlan } = await import("../core/cluster/live-plan.ts");
  const { requireCluster } = await import("../core/cluster/require-cluster.ts");
  const { loadProvider } = await import("../providers/load.ts");
  const { print, printJson } = await import("../ui/output.ts");
  if (options.fault !== undefined && !isOpen(name, options.fault)) {
    throw new HalabError("NOT_FOUND", `cluster ${name} has no open fault "${options.fault}"`);
  }
  const cluster = await requireCluster(await loadProvider(options.provider), name, ctx);
  const plan = livePlan(await cluster.status(ctx));
  const open = new Set(openFaults(name).map((fault) => fault.kind));
  await using agents = new Agents(cluster);
  await using breaker = new Breaker({
    plan,
    cluster,
    agents,
    kinds: await loadShelf("faults", (kind) => open.has(kind)),
    resolve: (ref) => ref,
  });
  const healed = await breaker.healAll(ctx, options.fault);
  if (options.fault === undefined) healed.push(...(await breaker.restore(ctx)));
  if (options.json)
    printJson(
      healed.map(({ title, seen }) => ({ title, healed: seen.ok, evidence: seen.evidence })),
    );
  else if (healed.length === 0) print("nothing was broken");
  else
    for (const { title, seen } of healed)
      print(`${title}: ${seen.ok ? "healed" : "NOT healed"} (${seen.evidence.join("; ")})`);
  const failed = healed.filter(({ seen }) => !seen.ok);
  if (failed.length > 0) {
    throw new HalabError("CLEANUP_FAILED", `${failed.length} faults were not healed`, {
      hint: `halab down ${name}`,
    });
  }
}
