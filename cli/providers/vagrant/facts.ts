/** What Vagrant has here: itself, plug-ins, boxes, and whether its machines get hardware help. */
import { accessSync, constants } from "node:fs";
import { HalabError, messageOf } from "../../core/base/error.ts";
import { type Ctx, withDeadline } from "../../core/base/time.ts";
import type { EngineFacts } from "../../core/cluster/provider.ts";
import { chooseBox } from "./box.ts";
import { host } from "./hypervisor.ts";
import { parseLine } from "./machine-readable.ts";
import { vagrant } from "./vagrant.ts";

/** It ends by itself at once. */
const tryDeadlineMs = 10_000;

/**
 * Whether KVM works: a /dev/kvm can be there and still run nothing. Undefined where that is not
 * ours to know (no Linux, no QEMU of its own): then the Vagrantfile looks.
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
  const machine = [
    "-nodefaults",
    "-no-user-config",
    "-display",
    "none",
    "-machine",
    "q35",
    "-m",
    "32",
  ];
  const argv = [
    "qemu-system-x86_64",
    ...machine,
    "-accel",
    "kvm",
    "-cpu",
    "host",
    "-monitor",
    "stdio",
  ];
  const { exitCode } = await withDeadline("QEMU to try KVM", tryDeadlineMs, ctx, (inner) =>
    host.run(argv, inner, { input: "quit\n" }),
  ).catch(() => {
    ctx.signal.throwIfAborted();
    return { exitCode: 1 };
  });
  if (exitCode === 127) return undefined;
  return exitCode === 0 ? "kvm" : "qemu";
}

export async function vagrantFacts(ctx: Ctx): Promise<EngineFacts> {
  const lines: { name: string; value: string; ok: boolean }[] = [];
  const line = async (name: string, find: () => Promise<string>) => {
    try {
      lines.push({ name, value: await find(), ok: true });
    } catch (error) {
      ctx.signal.throwIfAborted();
      const hint = error instanceof HalabError && error.hint ? ` (${error.hint})` : "";
      lines.push({ name, value: `${messageOf(error)}${hint}`, ok: false });
    }
  };
  await line("vagrant", async () => {
    const { stdout } = await vagrant(["--version"], { doing: "its version" }, ctx);
    return stdout.trim();
  });
  if (lines[0]?.ok) {
    await line("vagrant providers", async () => {
      const { stdout } = await vagrant(
        ["plugin", "list", "--machine-readable"],
        { doing: "its plug-ins" },
        ctx,
      );
      const names = stdout.split("\n").flatMap((text) => {
        const one = parseLine(text);
        return one?.type === "plugin-name" ? (one.data[0] ?? []) : [];
      });
      const { exitCode } = await host.run(["VBoxManage", "--version"], ctx);
      return [...names, ...(exitCode === 0 ? ["virtualbox"] : [])].join(", ") || "virtualbox only";
    });
    await line("vagrant box", async () => chooseBox());
    await line("vagrant driver", async () => (await driverHere(ctx)) ?? "Vagrant's default");
  }
  const ok = lines.every((one) => one.ok);
  return { ok, lines, vms: { ok, why: lines.find((one) => !one.ok)?.value ?? "" }, features: {} };
}
