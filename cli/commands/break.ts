import type { Command } from "commander";
import type { App } from "./app.ts";

interface Options {
  readonly for?: string;
  readonly set?: readonly string[];
  readonly provider: string;
  readonly json?: boolean;
}

/** `--set percent=20`, any number of times. */
function collect(text: string, before: readonly string[] = []): string[] {
  return [...before, text];
}

/** Without --for: nobody looks at a forgotten fault for longer. */
const defaultFor = "10m";

export async function register(root: Command, app: App): Promise<void> {
  const command = root
    .command("break")
    .summary("break something in a running cluster")
    .description(
      "Makes a fault, checks that it took effect, and leaves it in until `halab heal` or until its time is over.",
    )
    .argument("<cluster>")
    .argument("<fault>", "a fault of `halab kinds faults`")
    .argument("[args...]", "what to break: `halab kinds faults FAULT` says what it wants")
    .option("--for <duration>", `heal by itself after this long (default: ${defaultFor})`)
    .option("--set <key=value>", "another key of the fault, as in lab.yaml", collect)
    .option("--provider <name>", "what made the nodes", "auto")
    .option("--json", "print JSON")
    .action((cluster: string, fault: string, args: string[], options: Options) =>
      breakIt(app, cluster, fault, args, options),
    );
  if (!app.helpsWith("break")) return;
  const { width, wrap } = await import("../ui/output.ts");
  const lines = await faultLines();
  command.addHelpText("after", () => lines.map((line) => wrap(line, width(), 6)).join("\n"));
}

/** Every fault as it is typed; loading them takes longer than all other help together. */
async function faultLines(): Promise<string[]> {
  const { describeShelf } = await import("../core/kinds/describe.ts");
  const faults = (await describeShelf("faults")).map(({ usage = "", settings = [] }) => {
    const more = settings.length > 0 ? `  (--set ${settings.join(", ")})` : "";
    return `  ${usage.replace("halab break CLUSTER ", "")}${more}`;
  });
  return ["", "Faults (`halab kinds faults FAULT` says what each one does):", ...faults];
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
  const { formerNames, loadAllKinds } = await import("../core/kinds/all.ts");
  const { kindNames } = await import("../core/kinds/load.ts");
  const { livePlan } = await import("../core/cluster/live-plan.ts");
  const { requireCluster } = await import("../core/cluster/require-cluster.ts");
  const { requireTargets, specFromArgs } = await import("../core/kinds/spec-args.ts");
  const { didYouMean } = await import("../core/base/nearest.ts");
  const { parseDurationMs } = await import("../core/base/time.ts");
  const { loadProvider } = await import("../providers/load.ts");
  const { print, printJson } = await import("../ui/output.ts");
  const { faults } = await loadAllKinds((one) => one === fault);
  const kind = faults.get(fault);
  if (!kind) {
    const now = formerNames(await loadAllKinds()).get(fault);
    const meant = didYouMean(now ?? fault, now ? [now] : kindNames("faults"));
    throw new HalabError("USAGE", `unknown fault "${fault}"${meant}`, {
      hint: "halab kinds faults",
    });
  }
  const ttlMs = parseDurationMs(options.for ?? defaultFor);
  if (ttlMs === undefined)
    throw new HalabError("USAGE", `--for: "${options.for}" is not a duration like 30s`);
  const spec = specFromArgs(kind, args, options.set);
  const ctx = app.ctx(() => {});
  const cluster = await requireCluster(await loadProvider(options.provider), name, ctx);
  const plan = livePlan(await cluster.status(ctx));
  requireTargets(kind, spec, {
    nodes: plan.nodes.map((node) => node.name),
    segments: plan.segments.map((segment) => segment.name),
  });
  await using agents = new Agents(cluster);
  await using breaker = new Breaker({
    plan,
    cluster,
    agents,
    kinds: faults,
    resolve: (ref) => ref,
    ttlMs,
  });
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
