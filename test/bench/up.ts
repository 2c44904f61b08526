/** `up` and `down` against the same containers made bare through dockerode, turn by turn. */
import pLimit from "p-limit";
import { templatesDir } from "../../cli/core/base/home.ts";
import type { Plan, PlannedLink, PlannedNode } from "../../cli/core/cluster/plan.ts";
import { openLab } from "../../cli/core/lab/open.ts";
import { boot, nodeArchive } from "../../cli/providers/docker/boot.ts";
import { connect, type Engine } from "../../cli/providers/docker/client.ts";
import { type Build, nodeContainer } from "../../cli/providers/docker/containers.ts";
import { ensureImages, imageOf } from "../../cli/providers/docker/images/images.ts";
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

export interface UpDown {
  readonly up: number;
  readonly down: number;
}

interface Bare {
  /** Containers that are being started at a time. */
  readonly atOnce: number;
  /** With their files, until their services are ready; else they are only created and started. */
  readonly services?: boolean;
}

async function bareBuild(plan: Plan, engine: Engine): Promise<Build> {
  const images = await ensureImages(engine, new Set(plan.nodes.map(imageOf)), ctx);
  const labels = { [label.cluster]: name, [label.owner]: "", [label.keep]: "run" };
  const addresses = new Map(
    plan.nodes.map((node, index) => [node.name, `198.19.255.${index + 2}`]),
  );
  return {
    cluster: name,
    instance: "bare",
    plan,
    labels,
    images,
    vms: new Set<string>(),
    vmHost: undefined,
    engineAddress: (node) => addresses.get(node) ?? "",
  };
}

async function removeBare(engine: Engine): Promise<void> {
  const { docker } = engine;
  const { containers, networks } = await inventory(engine, name);
  const removing = pLimit(8);
  await Promise.all(
    containers.map((one) =>
      removing(() => docker.getContainer(one.Id).remove({ force: true, v: true })),
    ),
  );
  await Promise.all(networks.map((one) => docker.getNetwork(one.Id).remove()));
}

/** The same containers, created and started by dockerode and nothing else; plans of one segment. */
export async function bare(plan: Plan, { atOnce, services }: Bare): Promise<UpDown> {
  const engine = await connect(ctx);
  const { docker } = engine;
  const build = await bareBuild(plan, engine);
  const limit = pLimit(atOnce);
  const starts = await Promise.all(
    plan.nodes.map(async (node) => {
      const find = ({ segment }: PlannedLink) => build.engineAddress(node.name, segment);
      const archive = services ? await nodeArchive(plan, node, find) : undefined;
      return async () => {
        const container = await docker.createContainer(nodeContainer(build, node));
        if (archive) await boot(container, node.name, archive, ctx);
        else await container.start();
      };
    }),
  );
  const times = { up: Number.NaN, down: Number.NaN };
  try {
    times.up = await timed(async () => {
      for (const segment of plan.segments) {
        await docker.createNetwork({
          Name: networkName(name, segment.name, build.instance),
          Driver: "bridge",
          IPAM: { Config: [{ Subnet: "198.19.255.0/24" }] },
          Labels: build.labels,
        });
      }
      await Promise.all(starts.map((start) => limit(start)));
    });
  } finally {
    times.down = await timed(() => removeBare(engine));
  }
  return times;
}

/** What bare starts took, by how many were being started at a time. */
export type Bares = ReadonlyMap<number, UpDown[]>;

export function noBares(): Bares {
  return new Map([2, 4, 8].map((atOnce) => [atOnce, []]));
}

export function fastest(bares: Bares, phase: keyof UpDown): { atOnce: number; all: number[] } {
  const [best] = [...bares]
    .map(([atOnce, list]) => ({ atOnce, all: list.map((one) => one[phase]) }))
    .sort((a, b) => median(a.all) - median(b.all));
  return best ?? { atOnce: 0, all: [] };
}

async function halab(plan: Plan): Promise<UpDown> {
  const up = await timed(() => provider.up(plan, { name, ephemeral: true }, ctx));
  const down = await timed(() => provider.down(name, ctx));
  return { up, down };
}

async function compare(what: string, plan: Plan, rounds: number): Promise<void> {
  const ours: UpDown[] = [];
  const theirs = noBares();
  await halab(plan);
  for (let round = 0; round < rounds; round += 1) {
    for (const [atOnce, list] of theirs) {
      list.push(await bare(plan, { atOnce }));
      if (atOnce === 4) ours.push(await halab(plan));
    }
  }
  for (const phase of ["up", "down"] as const) {
    const best = fastest(theirs, phase);
    const mine = ours.map((one) => one[phase]);
    const ratio = median(mine) / median(best.all);
    row(
      `${phase} of ${what}`,
      `${ratio.toFixed(2)} times bare (ms min/median/max: ${spread(mine)} against ${spread(best.all)}, best at ${best.atOnce} at once)`,
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
