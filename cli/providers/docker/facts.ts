import { statfs } from "node:fs/promises";
import { freemem, totalmem } from "node:os";
import { formatSubnet } from "../../core/base/address.ts";
import type { Ctx } from "../../core/base/time.ts";
import { withDeadline } from "../../core/base/time.ts";
import type { EngineFacts } from "../../core/cluster/provider.ts";
import { discard, type Engine, engineError, hasImage } from "./client.ts";
import { imageNames, imageRef } from "./images/images.ts";
import { helperLabels } from "./labels.ts";
import { freeSubnets, hostRoutes, subnetsOfNetworks } from "./subnets.ts";
import { vmFactsOf } from "./vms/facts.ts";
import { warmVolumes } from "./vms/warm-volumes.ts";

type Features = EngineFacts["features"];

/** Oldest engine API that has all that is used (Docker 20.10). */
const oldestApi = 1.41;

/** What this engine and the kernel under it can do. */
export async function engineFacts(engine: Engine, ctx: Ctx): Promise<EngineFacts> {
  const [version, info, networks] = await Promise.all([
    engine.docker.version(),
    engine.docker.info(),
    engine.docker.listNetworks(),
  ]).catch((error: unknown) => {
    throw engineError(error, "asking the engine about itself");
  });
  const taken = [...subnetsOfNetworks(networks), ...(engine.local ? hostRoutes() : [])];
  const free = freeSubnets(taken, 61, 64);
  const built = await Promise.all(imageNames.map((name) => hasImage(engine, imageRef(name))));
  const features = await featuresOf(engine, ctx);
  const vms = await vmsOf(engine, ctx);
  const disk = await diskOf(String(info.DockerRootDir ?? "/"));
  const api = Number(version.ApiVersion);
  const lines = [
    { name: "engine", value: `${version.Version} at ${engine.where}`, ok: true },
    { name: "engine API", value: `${version.ApiVersion}`, ok: api >= oldestApi },
    { name: "cgroup", value: `v${info.CgroupVersion ?? "1"} (${info.CgroupDriver})`, ok: true },
    { name: "storage", value: `${info.Driver}`, ok: true },
    { name: "kernel", value: `${info.KernelVersion} (${info.Architecture})`, ok: true },
    { name: "node images", value: built.every(Boolean) ? "built" : "not built yet", ok: true },
    { name: "VMs", value: vms.why, ok: true },
    {
      name: "free subnets",
      value: free[0]
        ? `${free.length === 64 ? "64 or more" : free.length}, next ${formatSubnet(free[0])}`
        : "none",
      ok: free.length > 0,
    },
    {
      name: "memory",
      value: `${gib(engine.local ? freemem() : Number(info.MemTotal))} free of ${gib(Number(info.MemTotal ?? totalmem()))}`,
      ok: Number(info.MemTotal ?? totalmem()) > 2 ** 30,
    },
    ...(disk === undefined
      ? []
      : [{ name: "disk", value: `${gib(disk)} free`, ok: disk > 2 * 2 ** 30 }]),
  ];
  return { ok: lines.every((line) => line.ok), lines, vms, features };
}

/** VMs are tried once their image is there; that is no fault of the engine. */
async function vmsOf(engine: Engine, ctx: Ctx): Promise<EngineFacts["vms"]> {
  const ref = imageRef("vm");
  if (!(await hasImage(engine, ref)))
    return { ok: true, why: "not tried: no image yet (a lab that needs it builds it)" };
  const { Id } = await engine.docker.getImage(ref).inspect();
  const facts = await vmFactsOf(engine, Id, ctx);
  const states = (await warmVolumes(engine)).filter((one) => one.imageId === Id && one.finished);
  if (!facts.tun) return { ok: false, why: "the engine hands on no /dev/net/tun (modprobe tun)" };
  return {
    ok: facts.accelerator !== "none",
    why: `QEMU ${facts.qemu}, accelerator ${facts.accelerator}: ${facts.why}; ${states.length} saved states`,
  };
}

function gib(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}

/** Free bytes where the engine keeps its images; undefined when that is not on this machine. */
async function diskOf(path: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

/** The kernel's features, found by trying each in a throw-away container; {} without an image. */
export async function featuresOf(engine: Engine, ctx: Ctx): Promise<Features> {
  const ref = imageRef("node");
  if (!(await hasImage(engine, ref))) return {};
  const container = await engine.docker.createContainer({
    Image: ref,
    Cmd: ["/usr/lib/halab/features"],
    Labels: helperLabels("halab-doctor", "features"),
    HostConfig: {
      NetworkMode: "none",
      CapDrop: ["ALL"],
      CapAdd: ["NET_ADMIN"],
      SecurityOpt: ["no-new-privileges"],
      Memory: 64 * 2 ** 20,
      PidsLimit: 64,
    },
  });
  try {
    await container.start();
    await withDeadline("the kernel's features to be tried", 20_000, ctx, () => container.wait());
    const output = await container.logs({ stdout: true, stderr: false });
    return parseFeatures(output.toString("latin1"));
  } catch (error) {
    throw engineError(error, "trying the kernel's features");
  } finally {
    await discard(engine, container);
  }
}

/** Lines `NAME yes|no REASON`; the engine's frame headers before them are skipped. */
export function parseFeatures(text: string): Features {
  const found: Record<string, { ok: boolean; why: string }> = {};
  for (const line of text.split("\n")) {
    const match = /([a-z][a-z0-9_-]+) (yes|no)(?: (.*))?$/.exec(line);
    if (match?.[1]) found[match[1]] = { ok: match[2] === "yes", why: match[3] ?? "" };
  }
  return found;
}
