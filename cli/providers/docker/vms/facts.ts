/** What the engine's machine offers for VMs, found by booting a tiny guest once. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { HalabError } from "../../../core/base/error.ts";
import { makeFolder } from "../../../core/base/folders.ts";
import { stateDir } from "../../../core/base/home.ts";
import { type Ctx, withDeadline } from "../../../core/base/time.ts";
import type { PlannedNode } from "../../../core/cluster/plan.ts";
import { bootId } from "../../../core/state/process-identity.ts";
import { discard, type Engine, engineError } from "../client.ts";
import { helperLabels } from "../labels.ts";

const vmFacts = z.strictObject({
  accelerator: z.enum(["kvm", "tcg", "none"]),
  why: z.string(),
  qemu: z.string(),
  tun: z.boolean(),
  /** The engine hands on /dev/kvm. */
  kvmDevice: z.boolean(),
});
export type VmFacts = z.infer<typeof vmFacts>;

/** A kernel that says nothing for 8 s (kvm) or 60 s (tcg) does not boot. */
const tryDeadlineMs = 90_000;

/** Tried once for an image, an engine and a boot of this machine, then remembered. */
export async function vmFactsOf(engine: Engine, imageId: string, ctx: Ctx): Promise<VmFacts> {
  const file = join(stateDir(), "vm-facts.json");
  const key = `${imageId} ${engine.where} ${bootId()}`;
  const known = recall(file, key);
  if (known) return known;
  const task = "VMs";
  ctx.progress({ task, state: "start", text: "booting a tiny guest to choose the accelerator" });
  const facts = await tryOut(engine, imageId, ctx);
  ctx.progress({
    task,
    state: facts.accelerator === "none" ? "fail" : "done",
    text: `accelerator ${facts.accelerator}: ${facts.why}`,
  });
  // A busy machine may have been too slow: that is not remembered.
  if (facts.accelerator === "none") return facts;
  makeFolder(stateDir(), 0o700);
  writeFileSync(file, JSON.stringify({ key, facts }));
  return facts;
}

function recall(file: string, key: string): VmFacts | undefined {
  try {
    const remembered: unknown = JSON.parse(readFileSync(file, "utf8"));
    const parsed = z.strictObject({ key: z.string(), facts: vmFacts }).safeParse(remembered);
    return parsed.success && parsed.data.key === key ? parsed.data.facts : undefined;
  } catch {
    return undefined;
  }
}

async function tryOut(engine: Engine, imageId: string, ctx: Ctx): Promise<VmFacts> {
  // An engine without the device refuses to start the container: then it is tried without.
  for (const devices of [["/dev/net/tun", "/dev/kvm"], ["/dev/net/tun"], []]) {
    const text = await runTry(engine, imageId, devices, ctx);
    if (text !== undefined) return parseFacts(text, devices.includes("/dev/kvm"));
  }
  throw new HalabError("ENGINE_FAILED", "the engine does not start the image of VMs", {
    hint: "halab image build --vm",
  });
}

async function runTry(
  engine: Engine,
  imageId: string,
  devices: readonly string[],
  ctx: Ctx,
): Promise<string | undefined> {
  const container = await engine.docker.createContainer({
    Image: imageId,
    Cmd: ["/usr/lib/halab/vm/try"],
    Labels: helperLabels("halab-doctor", "vm-facts"),
    HostConfig: {
      NetworkMode: "none",
      CapDrop: ["ALL"],
      Devices: devices.map(device),
      SecurityOpt: ["no-new-privileges"],
      Memory: 512 * 2 ** 20,
      PidsLimit: 64,
    },
  });
  try {
    try {
      await container.start();
    } catch (error) {
      if (devices.length > 0) return undefined;
      throw engineError(error, "starting the image of VMs");
    }
    await withDeadline("a tiny guest to boot", tryDeadlineMs, ctx, () => container.wait());
    return (await container.logs({ stdout: true, stderr: false })).toString("latin1");
  } finally {
    await discard(engine, container);
  }
}

/** What QEMU needs beside the guest's memory: itself and its translated code. */
export const qemuOverheadMiB = 224;

/** Below this the kernel and the daemons of a node do not fit. */
const minimumMiB = 192;

export function guestMemoryMiB(node: Pick<PlannedNode, "memoryMiB">): number {
  return Math.max(minimumMiB, node.memoryMiB);
}

export function vmDevices(facts: VmFacts) {
  return ["/dev/net/tun", ...(facts.accelerator === "kvm" ? ["/dev/kvm"] : [])].map(device);
}

function device(path: string) {
  return { PathOnHost: path, PathInContainer: path, CgroupPermissions: "rwm" };
}

/** Lines of `try`; the engine's frame headers before them are skipped. */
function parseFacts(text: string, kvmDevice: boolean): VmFacts {
  const accelerator = /accelerator (kvm|tcg|none) (.*)/.exec(text);
  return vmFacts.parse({
    accelerator: accelerator?.[1] ?? "none",
    why: accelerator?.[2]?.trim() ?? "no kernel boots",
    qemu: /qemu (\d\S*)/.exec(text)?.[1] ?? "unknown",
    tun: /tun yes/.test(text),
    kvmDevice,
  });
}
