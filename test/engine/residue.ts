/** What halab may have left: looked for from outside, without halab's own inventory. */
import { readdirSync, readFileSync } from "node:fs";
import { PassThrough } from "node:stream";
import type Docker from "dockerode";
import { systemClock } from "../../cli/core/base/time.ts";
import { connect, statusOf } from "../../cli/providers/docker/client.ts";
import { imageRef } from "../../cli/providers/docker/images/images.ts";
import { helperLabels } from "../../cli/providers/docker/labels.ts";

/** The engine that halab itself finds. Its streams last as long as a test listens. */
export async function engine(): Promise<Docker> {
  const ctx = { signal: AbortSignal.timeout(10_000), clock: systemClock, progress: () => {} };
  return (await connect(ctx)).bind(new AbortController().signal);
}

const matches = (prefix: string, cluster: string | undefined) =>
  cluster !== undefined && (cluster === prefix || cluster.startsWith(`${prefix}-`));

async function containersOf(docker: Docker, prefix: string) {
  const all = await docker.listContainers({ all: true, filters: { label: ["halab.cluster"] } });
  return all.filter((one) => matches(prefix, one.Labels["halab.cluster"]));
}

async function networksOf(docker: Docker, prefix: string) {
  const all = await docker.listNetworks({ filters: { label: ["halab.cluster"] } });
  return all.filter((one) => matches(prefix, one.Labels?.["halab.cluster"]));
}

/** Processes that were started with this state folder: halab itself, and its keepers. */
export function processesWith(state: string): { pid: number; command: string }[] {
  const found: { pid: number; command: string }[] = [];
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const environment = readFileSync(`/proc/${name}/environ`, "utf8").split("\0");
      if (!environment.includes(`HALAB_STATE=${state}`)) continue;
      const command = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ").trim();
      found.push({ pid: Number(name), command });
    } catch {
      // It ended meanwhile, or is another user's.
    }
  }
  return found;
}

/** nftables of the engine's network namespace, which need not be ours. */
export async function hostTables(docker: Docker): Promise<string[]> {
  return (await inHostNet(docker, ["nft", "list", "tables"])).split("\n").filter(Boolean);
}

/** Runs a command in a container of its own in the engine's network namespace. */
export async function inHostNet(docker: Docker, argv: readonly string[]): Promise<string> {
  const container = await docker.createContainer({
    Image: imageRef("client"),
    Cmd: [...argv],
    Labels: helperLabels("halab-test", "look"),
    HostConfig: { NetworkMode: "host", CapDrop: ["ALL"], CapAdd: ["NET_ADMIN"] },
  });
  try {
    const stream = await container.attach({ stream: true, stdout: true, stderr: true });
    const out = new PassThrough();
    const chunks: Buffer[] = [];
    out.on("data", (data: Buffer) => chunks.push(data));
    container.modem.demuxStream(stream, out, out);
    await container.start();
    const { StatusCode } = await container.wait();
    const said = Buffer.concat(chunks).toString();
    if (StatusCode !== 0) throw new Error(`${argv.join(" ")}: ${said}`);
    return said;
  } finally {
    await container.remove({ force: true });
  }
}

/**
 * Takes a network away that no container has. "held": the engine would not; Docker 20.10 counts, once
 * in hundreds of clusters, a container that is not there any more, and keeps the network until it is
 * started anew. Halab says so, and goes on.
 */
async function takeAway(docker: Docker, id: string): Promise<"gone" | "held" | "used" | "absent"> {
  const all = await docker.listContainers({ all: true });
  const used = all.flatMap(({ NetworkSettings }) =>
    Object.values(NetworkSettings.Networks).map(({ NetworkID }) => NetworkID),
  );
  if (used.includes(id)) return "used";
  try {
    await docker.getNetwork(id).remove();
    return "gone";
  } catch (error) {
    if (statusOf(error) === 403) return "held";
    if (statusOf(error) === 404) return "absent";
    throw error;
  }
}

/** How many containers and networks the clusters PREFIX and PREFIX-* have, made or being made. */
export async function countOf(prefix: string): Promise<number> {
  const docker = await engine();
  const [containers, networks] = await Promise.all([
    containersOf(docker, prefix),
    networksOf(docker, prefix),
  ]);
  return containers.length + networks.length;
}

/** One line for everything of the clusters PREFIX and PREFIX-* that is there, when none should be. */
export async function residue(prefix: string, state: string): Promise<string[]> {
  const docker = await engine();
  const [containers, all, tables] = await Promise.all([
    containersOf(docker, prefix),
    networksOf(docker, prefix),
    hostTables(docker),
  ]);
  // One that can be taken away was left by halab, though it is gone now.
  const fates = await Promise.all(all.map(({ Id }) => takeAway(docker, Id)));
  const networks = all.filter((_, index) => ["gone", "used"].includes(fates[index] ?? ""));
  const safe = prefix.replaceAll("-", "[-_]");
  const ours = new RegExp(`\\bhalab_${safe}\\b|\\bhalab_${safe}[-_.]`);
  return [
    ...containers.map((one) => `container ${one.Names.join(" ")} ${one.State}`),
    ...networks.map((one) => `network ${one.Name}`),
    ...tables.filter((table) => ours.test(table)),
    ...(await lastingProcesses(state)).map(({ pid, command }) => `process ${pid} ${command}`),
  ];
}

/** A process that was told to end needs a moment. */
async function lastingProcesses(state: string) {
  const end = Date.now() + 3000;
  for (;;) {
    const found = processesWith(state);
    if (found.length === 0 || Date.now() > end) return found;
    await systemClock.wait(20);
  }
}

/** Removes what a failed test left, so that it does not fail the others. */
export async function sweep(prefix: string, state: string): Promise<void> {
  for (const { pid } of processesWith(state)) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It ended by itself.
    }
  }
  const docker = await engine();
  for (const one of await containersOf(docker, prefix))
    await docker.getContainer(one.Id).remove({ force: true, v: true });
  for (const one of await networksOf(docker, prefix)) await takeAway(docker, one.Id);
}
