/** Whether Vagrant's machines get hardware help here. */
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Ctx, withDeadline } from "../../core/base/time.ts";
import { host } from "./hypervisor.ts";

/** A processor does it in a third of a second. */
const tryDeadlineMs = 6_000;

/** `cli; mov al, 0x31; out 0xf4, al; hlt`: QEMU's isa-debug-exit ends with (0x31 << 1) | 1. */
const bootSector = Buffer.alloc(512).fill(Buffer.from("fab031e6f4f4", "hex"), 0, 6);
bootSector.writeUInt16LE(0xaa55, 510);
const booted = 0x63;

const machine =
  "-nodefaults -no-user-config -display none -machine pc -m 32 -cpu max " +
  "-device isa-debug-exit,iobase=0xf4,iosize=4";

/**
 * Boots one sector by the machine's firmware: a /dev/kvm can be there, start QEMU, and still stop
 * a guest in its first instructions. Undefined where that is not ours to know (no Linux, no QEMU of
 * its own): then the Vagrantfile looks. HALAB_VAGRANT_DRIVER has the last word.
 */
export async function driverHere(ctx: Ctx): Promise<"kvm" | "qemu" | undefined> {
  const asked = process.env["HALAB_VAGRANT_DRIVER"];
  if (asked === "kvm" || asked === "qemu") return asked;
  if (process.platform !== "linux") return undefined;
  try {
    accessSync("/dev/kvm", constants.R_OK | constants.W_OK);
  } catch {
    return "qemu";
  }
  const boots = await bootsOn("kvm", ctx);
  if (boots === undefined) return undefined;
  return boots ? "kvm" : "qemu";
}

/** Undefined: there is no QEMU to try it with. */
export async function bootsOn(accel: "kvm" | "tcg", ctx: Ctx): Promise<boolean | undefined> {
  const folder = mkdtempSync(join(tmpdir(), "halab-kvm-"));
  try {
    const disk = join(folder, "sector");
    writeFileSync(disk, bootSector);
    const drive = `file=${disk},format=raw,if=floppy`;
    const argv = ["qemu-system-x86_64", ...machine.split(" "), "-accel", accel, "-drive", drive];
    const { exitCode } = await withDeadline(
      `${accel} to boot a sector`,
      tryDeadlineMs,
      ctx,
      (inner) => host.run(argv, inner),
    );
    return exitCode === 127 ? undefined : exitCode === booted;
  } catch {
    ctx.signal.throwIfAborted();
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
