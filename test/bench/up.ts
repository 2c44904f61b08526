/** `up` and `down` against the same containers made bare through dockerode, turn by turn. */
import pLimit from "p-limit";
import { templatesDir } from "../../cli/core/home.ts";
import { openLab } from "../../cli/core/open-lab.ts";
import type { Plan, PlannedNode } from "../../cli/core/plan.ts";
import { connect } from "../../cli/providers/docker/client.ts";
import { nodeContainer } from "../../cli/providers/docker/containers.ts";
import { ensureImages, imageNames } from "../../cli/providers/docker/images.ts";
import { provider } from "../../cli/providers/docker/index.ts";
import { inventory } from "../../cli/providers/docker/inventory.ts";
import { label, networkName } from "../../cli/providers/docker/labels.ts";
import { createRenderer } from "../../cli/render/render.ts";
import { ctx, median, row, spread, timed } from "./tools.ts";

const name = "bench-up";

/** The plan of a lab of `count` plain nodes on one segment. */
export function plainPlan(count: number): Plan {
  const nodes = Array.from({ length: count }, (_, index): PlannedNode => {
    const host = index + 11;
    const mac = `52:54:00:00:00:${host.toString(16).padStart(2, "0")}`;
    return {
      name: `n${index}`,
      role: "plain",
      image: "node",
      machine: "any",
      services: [],
      capabilities: [],
      sysctls: {},
      needs: [],
      links: [{ segment: "lan", address: `10.79.0.${host}`, prefix: 24, mac }],
      routes: [],
      files: [],
      memoryMiB: 256,
    };
  });
  return {
    lab: "plain",
    title: "plain",
    lecture: null,
    params: {},
    segments: [{ name: "lan", subnet: "10.79.0.0/24" }],
    nodes,
    probes: [],
    steps: [],
    settleMs: 0,
  };
}

/** The same containers, created and started by dockerode and nothing else. */
async function bare(plan: Plan, concurrency: number): Promise<{ up: number; down: number }> {
  const { docker } = await connect(ctx);
  const images = await ensureImages({ docker, where: "", local: true }, imageNames, ctx);
  const labels = { [label.cluster]: name, [label.owner]: "", [label.keep]: "run" };
  const addresses = new Map(
    plan.nodes.map((node, index) => [node.name, `198.19.255.${index + 2}`]),
  );
  const build = {
    cluster: name,
    instance: "bare",
    plan,
    labels,
    images,
    vms: new Set<string>(),
    vmHost: undefined,
    engineAddress: (node: string) => addresses.get(node) ?? "",
  };
  const limit = pLimit(concurrency);
  const up = await timed(async () => {
    for (const segment of plan.segments) {
      await docker.createNetwork({
        Name: networkName(name, segment.name),
        Driver: "bridge",
        IPAM: { Config: [{ Subnet: "198.19.255.0/24" }] },
        Labels: labels,
      });
    }
    await Promise.all(
      plan.nodes.map((node) =>
        limit(async () => {
          const container = await docker.createContainer(nodeContainer(build, node));
          await container.start();
        }),
      ),
    );
  });
  const { containers, networks } = await inventory({ docker, where: "", local: true }, name);
  const down = await timed(async () => {
    const removing = pLimit(8);
    await Promise.all(
      containers.map((one) =>
        removing(() => docker.getContainer(one.Id).remove({ force: true, v: true })),
      ),
    );
    await Promise.all(networks.map((one) => docker.getNetwork(one.Id).remove()));
  });
  return { up, down };
}

async function halab(plan: Plan): Promise<{ up: number; down: number }> {
  const up = await timed(() => provider.up(plan, { name, ephemeral: true }, ctx));
  const down = await timed(() => provider.down(name, ctx));
  return { up, down };
}

async function compare(what: string, plan: Plan, rounds: number): Promise<void> {
  const ours: { up: number; down: number }[] = [];
  const theirs = new Map<number, { up: number; down: number }[]>([
    [2, []],
    [4, []],
    [8, []],
  ]);
  await halab(plan);
  for (let round = 0; round < rounds; round += 1) {
    for (const [concurrency, list] of theirs) {
      list.push(await bare(plan, concurrency));
      if (concurrency === 4) ours.push(await halab(plan));
    }
  }
  for (const phase of ["up", "down"] as const) {
    const best = [...theirs]
      .map(([concurrency, list]) => ({ concurrency, all: list.map((one) => one[phase]) }))
      .sort((a, b) => median(a.all) - median(b.all))[0];
    const mine = ours.map((one) => one[phase]);
    const ratio = median(mine) / median(best?.all ?? []);
    row(
      `${phase} of ${what}`,
      `${ratio.toFixed(2)} times bare (ms min/median/max: ${spread(mine)} against ${spread(best?.all ?? [])}, best at ${best?.concurrency} at once)`,
      "at most 1.3 times",
      ratio <= 1.3,
    );
  }
}

export async function benchUp(rounds = 5): Promise<void> {
  const { plan } = await openLab("vrrp-failover", { renderer: createRenderer(templatesDir()) });
  await compare("5 nodes (vrrp-failover, its services ready)", plan, rounds);
  await compare("30 plain nodes", plainPlan(30), Math.max(3, Math.floor(rounds / 2)));
}
