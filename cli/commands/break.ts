import type { Command } from "commander";
import type { App } from "./app.ts";

interface Options {
  readonly for?: string;
  readonly protocol?: string;
  readonly oneWay?: boolean;
  readonly provider: string;
  readonly json?: boolean;
}

/** Without --for: nobody looks at a forgotten fault for longer. */
const defaultFor = "10m";

export function register(root: Command, app: App): void {
  root
    .command("break")
    .summary("break something in a running cluster")
    .description(
      "Makes a fault, checks that it took effect, and leaves it in until `halab heal` or until its time is over.",
    )
    .argument("<cluster>")
    .argument(
      "<fault>",
      "power-off, power-on, reset, freeze, kill, stop, start, hang, link-down, cut, loss, netem, disk-slow, disk-error, drain, drain-server, sync-off, zone-edit, record-remove, record-add",
    )
    .argument(
      "[args...]",
      "what to break: NODE; NODE SERVICE; NODE SEGMENT; NODES NODES; NODE ZONE; NODE NAME ADDRESS",
    )
    .option("--for <duration>", `heal by itself after this long (default: ${defaultFor})`)
    .option("--protocol <name>", "cut, loss: only this (vrrp, arp, icmp, dns, tcp/80, udp/53 ...)")
    .option("--one-way", "cut: only from the first nodes to the second")
    .option("--provider <name>", "what made the nodes", "auto")
    .option("--json", "print JSON")
    .action((cluster: string, fault: string, args: string[], options: Options) =>
      breakIt(app, cluster, fault, args, options),
    );
}

async function breakIt(
  app: App,
  name: string,
  fault: string,
  args: readonly string[],
  options: Options,
): Promise<void> {
  const { Agents } = await import("../core/cluster/agents.ts");
  const { Breaker } = await import("../core/run/breaker.ts");
  const { HalabError } = await import("../core/base/error.ts");
  const { loadFaults } = await import("../core/kinds/fault.ts");
  const { livePlan } = await import("../core/cluster/live-plan.ts");
  const { requireCluster } = await import("../core/cluster/require-cluster.ts");
  const { requireTargets, specFromArgs } = await import("../core/kinds/spec-args.ts");
  const { didYouMean } = await import("../core/base/nearest.ts");
  const { parseDurationMs } = await import("../core/base/time.ts");
  const { loadProvider } = await import("../providers/load.ts");
  const { print, printJson } = await import("../ui/output.ts");
  const kinds = await loadFaults();
  const kind = kinds.get(fault);
  if (!kind)
    throw new HalabError("USAGE", `unknown fault "${fault}"${didYouMean(fault, kinds.keys())}`, {
      hint: "halab break --help",
    });
  const ttlMs = parseDurationMs(options.for ?? defaultFor);
  if (ttlMs === undefined)
    throw new HalabError("USAGE", `--for: "${options.for}" is not a duration like 30s`);
  const timed = kind.kind === "cut" ? { for: options.for } : {};
  const spec = specFromArgs(kind, args, {
    protocol: options.protocol,
    direction: options.oneWay ? "one-way" : undefined,
    ...timed,
  });
  const ctx = app.ctx(() => {});
  const cluster = await requireCluster(await loadProvider(options.provider), name, ctx);
  const plan = livePlan(await cluster.status(ctx));
  requireTargets(kind, spec, {
    nodes: plan.nodes.map((node) => node.name),
    segments: plan.segments.map((segment) => segment.name),
  });
  await using agents = new Agents(cluster);
  await using breaker = new Breaker({ plan, cluster, agents, kinds, resolve: (ref) => ref, ttlMs });
  const broken = await breaker.inject(spec, {}, ctx);
  const { title, nodes } = broken.prepared;
  if (options.json)
    printJson({
      id: broken.id,
      fault,
      title,
      nodes,
      effective: broken.effective,
      evidence: broken.evidence,
    });
  else {
    print(
      `${title}: ${broken.effective ? "done" : "had no effect, undone"} (${broken.evidence.join("; ")})`,
    );
    if (broken.effective && kind.heal)
      print(`heals by itself after ${options.for ?? defaultFor}, or now:  halab heal ${name}`);
  }
  app.exit(broken.effective ? 0 : 1);
}
