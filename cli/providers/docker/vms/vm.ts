/** VMs: each is a QEMU in a container of its own, which is its case, its cables and its power. */
import type Docker from "dockerode";
import { HalabError } from "../../../core/base/error.ts";
import type { Ctx } from "../../../core/base/time.ts";
import type { Plan, PlannedNode } from "../../../core/cluster/plan.ts";
import { type Engine, engineError } from "../client.ts";
import { ensureImages } from "../images/images.ts";
import { requireRoom, roomOf } from "../room.ts";
import { guestMemoryMiB, qemuOverheadMiB, type VmFacts, vmDevices, vmFactsOf } from "./facts.ts";
import { ensureWarm } from "./warm.ts";

export interface VmHost {
  readonly imageId: string;
  readonly facts: VmFacts;
  /** The volume with the saved state for a node's memory and cables; undefined: a cold boot. */
  readonly warm: ReadonlyMap<string, string>;
}

/** Saved states are for machines of one shape. */
function shapeOf(node: PlannedNode) {
  return { memoryMiB: guestMemoryMiB(node), nics: Math.max(1, node.links.length) };
}

export function warmOf(host: Pick<VmHost, "warm">, node: PlannedNode): string | undefined {
  const { memoryMiB, nics } = shapeOf(node);
  return host.warm.get(`${memoryMiB} ${nics}`);
}

/** The image, the accelerator and the saved states that the VMs of a plan need. */
export async function prepareVms(
  engine: Engine,
  plan: Plan,
  vms: ReadonlySet<string>,
  ctx: Ctx,
): Promise<VmHost | undefined> {
  if (vms.size === 0 && !plan.nodes.some((node) => node.image === "hypervisor")) return undefined;
  const imageId = await vmImageId(engine, ctx);
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
      const shape = shapeOf(node);
      const key = `${shape.memoryMiB} ${shape.nics}`;
      if (!vms.has(node.name) || warm.has(key)) continue;
      warm.set(key, await ensureWarm(engine, { imageId, facts, ...shape }, ctx));
    }
  }
  return { imageId, facts, warm };
}

export async function vmImageId(engine: Engine, ctx: Ctx): Promise<string> {
  const ref = (await ensureImages(engine, ["vm"], ctx)).get("vm") ?? "";
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
    Image: host.imageId,
    Cmd: ["/usr/bin/tini", "--", "/usr/lib/halab/vm/launch"],
    Env: [
      `HALAB_VM_MEMORY=${guestMemoryMiB(node)}`,
      `HALAB_VM_ACCEL=${host.facts.accelerator}`,
      `HALAB_VM_LINKS=${links.join("\n")}`,
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
