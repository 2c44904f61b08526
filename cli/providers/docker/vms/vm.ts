/** VMs: each is a QEMU in a container of its own, which is its case, its cables and its power. */
import type Docker from "dockerode";
import { HalabError } from "../../../core/base/error.ts";
import type { Ctx } from "../../../core/base/time.ts";
import type { Plan, PlannedNode } from "../../../core/cluster/plan.ts";
import { type Engine, engineError } from "../client.ts";
import { ensureImages, type ImageName, vmImageOf } from "../images/images.ts";
import { requireRoom, roomOf } from "../room.ts";
import { guestMemoryMiB, qemuOverheadMiB, type VmFacts, vmDevices, vmFactsOf } from "./facts.ts";
import { ensureWarm, replaceWarm } from "./warm.ts";
import { dropWarm } from "./warm-volumes.ts";

export interface VmHost {
  /** By what it is the image of. */
  readonly imageIds: ReadonlyMap<ImageName, string>;
  readonly facts: VmFacts;
  /** The volume with the saved state for a node's memory and cables; undefined: a cold boot. */
  readonly warm: ReadonlyMap<string, string>;
}

type Images = Pick<VmHost, "imageIds">;

/** Saved states are for machines of one shape. */
function shapeOf({ imageIds }: Images, node: PlannedNode) {
  return {
    imageId: imageIds.get(vmImageOf(node)) ?? "",
    memoryMiB: guestMemoryMiB(node),
    nics: Math.max(1, node.links.length),
  };
}

function shapeKey({ imageId, memoryMiB, nics }: ReturnType<typeof shapeOf>): string {
  return `${imageId} ${memoryMiB} ${nics}`;
}

export function warmOf(
  host: Pick<VmHost, "imageIds" | "warm">,
  node: PlannedNode,
): string | undefined {
  return host.warm.get(shapeKey(shapeOf(host, node)));
}

/** What a node that did not wake from its saved state starts from instead. */
export type FreshHost = (node: PlannedNode, asleep: Docker.Container, ctx: Ctx) => Promise<VmHost>;

/** Drops a saved state from which a VM did not wake, and makes another: one for all that had it. */
export function freshHosts(engine: Engine, host: VmHost): FreshHost {
  const made = new Map<string, Promise<string>>();
  return async (node, asleep, ctx) => {
    const bad = warmOf(host, node);
    if (bad === undefined) throw new HalabError("BUG", `${node.name} has no saved state`);
    // It uses the state, and has the node's name.
    await asleep.remove({ force: true }).catch((error: unknown) => {
      throw engineError(error, `removing ${node.name}, which did not wake`);
    });
    const shape = shapeOf(host, node);
    const fresh = made.get(bad) ?? replaceWarm(engine, { ...host, ...shape }, bad, ctx);
    made.set(bad, fresh);
    const warm = new Map([...host.warm, [shapeKey(shape), await fresh]]);
    // Once more: the last of them that used it may have gone since.
    await dropWarm(engine, bad);
    return { ...host, warm };
  };
}

/** The image, the accelerator and the saved states that the VMs of a plan need. */
export async function prepareVms(
  engine: Engine,
  plan: Plan,
  vms: ReadonlySet<string>,
  ctx: Ctx,
): Promise<VmHost | undefined> {
  if (vms.size === 0 && !plan.nodes.some((node) => node.image === "hypervisor")) return undefined;
  const imageIds = await imagesOf(engine, plan, vms, ctx);
  const [imageId = ""] = imageIds.values();
  const facts = await vmFactsOf(engine, imageId, ctx);
  if (!facts.tun)
    throw new HalabError("CAPABILITY_MISSING", "VMs need /dev/net/tun for their cables", {
      details: ["the engine has no /dev/net/tun to hand on"],
      hint: "modprobe tun   (on the machine of the engine)",
    });
  if (facts.accelerator === "none")
    throw new HalabError("CAPABILITY_MISSING", "QEMU boots no kernel here", {
      details: [facts.why],
      hint: "halab doctor",
    });
  const useWarm = process.env["HALAB_WARM"] !== "off";
  requireRoom(plan, vms, useWarm, await roomOf(engine));
  const warm = new Map<string, string>();
  if (useWarm) {
    for (const node of plan.nodes) {
      const shape = shapeOf({ imageIds }, node);
      const key = shapeKey(shape);
      if (!vms.has(node.name) || warm.has(key)) continue;
      warm.set(key, await ensureWarm(engine, { facts, ...shape }, ctx));
    }
  }
  return { imageIds, facts, warm };
}

/** Built when they are missing; a hypervisor's own is one of them. */
async function imagesOf(
  engine: Engine,
  plan: Plan,
  vms: ReadonlySet<string>,
  ctx: Ctx,
): Promise<ReadonlyMap<ImageName, string>> {
  const wanted = plan.nodes
    .filter((node) => vms.has(node.name) || node.image === "hypervisor")
    .map(vmImageOf);
  const refs = await ensureImages(engine, new Set(wanted), ctx);
  return new Map(
    await Promise.all(
      [...refs].map(async ([name, ref]) => [name, await idOf(engine, ref)] as const),
    ),
  );
}

async function idOf(engine: Engine, ref: string): Promise<string> {
  try {
    return (await engine.docker.getImage(ref).inspect()).Id;
  } catch (error) {
    throw engineError(error, `looking for image ${ref}`);
  }
}

/** The parts of a container's options that make it the case of a VM. */
export function vmContainer(
  host: VmHost,
  node: PlannedNode,
  engineAddress: (segment: string) => string,
): Docker.ContainerCreateOptions & { HostConfig: Docker.HostConfig } {
  const links = node.links.map(
    (link) => `${link.segment} ${engineAddress(link.segment)} ${link.mac}`,
  );
  const warm = warmOf(host, node);
  const memory = (guestMemoryMiB(node) + qemuOverheadMiB) * 2 ** 20;
  return {
    Image: host.imageIds.get(vmImageOf(node)) ?? "",
    Cmd: ["/usr/bin/tini", "--", "/usr/lib/halab/vm/launch"],
    Env: [
      `HALAB_VM_MEMORY=${guestMemoryMiB(node)}`,
      `HALAB_VM_ACCEL=${host.facts.accelerator}`,
      `HALAB_VM_LINKS=${links.join("\n")}`,
      // Whom its watchdog resets stays off, as one that was fenced: somebody looks at it first.
      ...(node.needs.includes("watchdog") ? ["HALAB_VM_RESET=off"] : []),
    ],
    HostConfig: {
      CapDrop: ["ALL"],
      CapAdd: ["NET_ADMIN"],
      Devices: vmDevices(host.facts),
      ...(warm === undefined ? {} : { Binds: [`${warm}:/warm`] }),
      Memory: memory,
      MemorySwap: memory,
    },
  };
}
