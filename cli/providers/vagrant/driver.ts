/** Whether Vagrant's machines get hardware help here. */
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Ctx, withDeadline } from "../../core/base/time.ts";
import { host } from "./hypervisor.ts";

/** A processor does it in a third of a second; where one stands still, nobody says so. */
const tryDeadlineMs = 6_000;

/**
 * One sector at 0000:7c00 that goes the way of a stock kernel (Intel SDM 3A, 10.8.5 and 10.9): a KVM within another
 * hypervisor may run the first instructions, and stop at one of these. QEMU's isa-debug-exit ends with (0x31 << 1) | 1.
 */
const program = [
  "fa 31c0 8ed8 660f0116b07c", // cli; xor ax,ax; mov ds,ax; lgdt [7cb0]
  "0f20c0 0c01 0f22c0 66ea1b7c00000800", // cr0.PE = 1; jmp 08:7c1b
  "66b81000 8ed8 8ec0 8ed0 bc00700000", // protected mode: ds = es = ss = 10; esp = 7000
  "9c 6a08 68337c0000 cf", // pushf; push 08; push 7c33; iret
  "bf00100000 0f22df 31c0 b9000c0000 fc f3ab", // page tables at 1000: cr3 = 1000, all 0
  "c7050010000003200000 c7050020000003300000 c7050030000083000000", // 1000 -> 2000 -> 3000 -> 2 MiB from 0
  "0f20e0 0c20 0f22e0", // cr4.PAE = 1
  "b9800000c0 0f32 80cc01 0f30", // EFER.LME = 1
  "0f20c0 0d00000080 0f22c0 ea897c00001800", // cr0.PG = 1; jmp 18:7c89
  "b031 e6f4 f4 ebfd", // long mode: mov al,31; out f4,al; hlt
  // The descriptors: none, code, data, 64-bit code; and where they lie.
  "0000000000000000 ffff0000009acf00 ffff00000092cf00 ffff0000009aaf00 1f00 907c0000",
];
const bootSector = Buffer.alloc(512);
bootSector.write(program.join("").replaceAll(" ", ""), "hex");
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
