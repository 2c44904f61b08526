/** What Vagrant has here: itself, plug-ins, boxes, and whether its machines get hardware help. */
import { HalabError, messageOf } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import type { EngineFacts } from "../../core/cluster/provider.ts";
import { chooseBox } from "./box.ts";
import { driverHere } from "./driver.ts";
import { host } from "./hypervisor.ts";
import { parseLine } from "./machine-readable.ts";
import { vagrant } from "./vagrant.ts";

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
