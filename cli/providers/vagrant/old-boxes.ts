/** Copies of boxes in libvirt's pool: vagrant-libvirt makes one of each box that it uses, and never removes it. */
import pLimit from "p-limit";
import type { Ctx } from "../../core/base/time.ts";
import { host, poolVolumes, virsh } from "./hypervisor.ts";

/** A pool may have hundreds of disks, and each question is a process. */
const asksAtOnce = 4;

/**
 * Removes the copies of a box that no machine's disk stands on. Told to do so when a new box was added:
 * the next machine gets a copy of that one. Resolves to their names; to none when a disk cannot be read.
 * What libvirt does not let go is told, and is no error.
 */
export async function dropOldBoxes(box: string, ctx: Ctx): Promise<string[]> {
  // The name that vagrant-libvirt gives it (its action handle_box_image).
  const copies = await poolVolumes(
    `${box.replaceAll("/", "-VAGRANTSLASH-")}_vagrant_box_image_`,
    ctx,
  );
  if (copies.length === 0) return [];
  const all = await poolVolumes("", ctx);
  const disks = all.filter((name) => !copies.includes(name));
  const argvs = disks.map((name) => virsh("vol-dumpxml", "--pool", "default", name));
  const limit = pLimit(asksAtOnce);
  const shown = await limit.map(argvs, (argv) => host.run(argv, ctx));
  // A disk that went meanwhile, or cannot be read: libvirt would remove what it stands on unasked.
  if (shown.some(({ exitCode }) => exitCode !== 0)) return [];
  const under = shown.map(({ stdout }) => backingIn(stdout));
  const old = copies.filter((name) => !under.some((path) => path?.endsWith(`/${name}`)));
  const dropped: string[] = [];
  for (const name of old) {
    const { exitCode, stderr } = await host.run(
      virsh("vol-delete", "--pool", "default", name),
      ctx,
    );
    if (exitCode === 0) dropped.push(name);
    // The new box is there all the same.
    else tell(`an old copy of the box stays: ${name}: ${stderr.trim()}`, ctx);
  }
  return dropped;
}

function tell(text: string, ctx: Ctx): void {
  ctx.progress({ task: "box", state: "note", text });
}

/** From a volume's XML (libvirt.org/formatstorage.html, "backingStore"). */
function backingIn(xml: string): string | undefined {
  return /<backingStore>[\s\S]*?<path>([^<]*)<\/path>/.exec(xml)?.[1];
}
