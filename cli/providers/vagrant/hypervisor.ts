/** Power and cables of Vagrant's machines by their hypervisor's own tool: Vagrant itself takes seconds for each. */
import { HalabError } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import type { PowerState } from "../../core/cluster/provider.ts";
import { LocalAgent } from "../local-agent.ts";

export interface Hypervisor {
  readonly name: string;
  state(id: string): readonly string[];
  parseState(stdout: string): PowerState;
  readonly on: (id: string) => readonly string[];
  readonly off: (id: string) => readonly string[];
  readonly freeze: (id: string) => readonly string[];
  readonly thaw: (id: string) => readonly string[];
  /** `index`: of the lab's cable; the first is 0, and Vagrant's own comes before it. */
  plug(id: string, index: number, mac: string, state: "up" | "down"): readonly string[];
}

export const virsh = (...args: string[]) => ["virsh", "-q", "-c", "qemu:///system", ...args];

const libvirt: Hypervisor = {
  name: "libvirt",
  state: (id) => virsh("domstate", id),
  parseState: (text) => {
    if (/paused|pmsuspended/.test(text)) return "frozen";
    return /running|idle|in shutdown/.test(text) ? "running" : "off";
  },
  on: (id) => virsh("start", id),
  off: (id) => virsh("destroy", id),
  freeze: (id) => virsh("suspend", id),
  thaw: (id) => virsh("resume", id),
  plug: (id, _index, mac, state) => virsh("domif-setlink", id, mac, state),
};

const vboxmanage = (...args: string[]) => ["VBoxManage", ...args];

const virtualbox: Hypervisor = {
  name: "virtualbox",
  state: (id) => vboxmanage("showvminfo", id, "--machinereadable"),
  parseState: (text) => {
    const state = /^VMState="(\w+)"/m.exec(text)?.[1];
    if (state === "paused") return "frozen";
    return state === "running" ? "running" : "off";
  },
  on: (id) => vboxmanage("startvm", id, "--type", "headless"),
  off: (id) => vboxmanage("controlvm", id, "poweroff"),
  freeze: (id) => vboxmanage("controlvm", id, "pause"),
  thaw: (id) => vboxmanage("controlvm", id, "resume"),
  plug: (id, index, _mac, state) =>
    vboxmanage("controlvm", id, `setlinkstate${index + 2}`, state === "up" ? "on" : "off"),
};

const all: readonly Hypervisor[] = [libvirt, virtualbox];

/** Throws CAPABILITY_MISSING for a provider of Vagrant whose power halab cannot switch. */
export function hypervisorOf(name: string): Hypervisor {
  const found = all.find((one) => one.name === name);
  if (found) return found;
  throw new HalabError(
    "CAPABILITY_MISSING",
    `halab does not know how to pull the plug of a machine of ${name}`,
    { hint: `VAGRANT_DEFAULT_PROVIDER=${all.map((one) => one.name).join("  or  ")}` },
  );
}

export const host = new LocalAgent("this machine");

/** Runs the hypervisor's tool; throws ENGINE_FAILED with what it said. */
export async function ask(argv: readonly string[], doing: string, ctx: Ctx): Promise<string> {
  const { exitCode, stdout, stderr } = await host.run(argv, ctx);
  if (exitCode === 0) return stdout;
  const said = (stderr || stdout).trim().split("\n").slice(-3);
  throw new HalabError("ENGINE_FAILED", `${doing}: \`${argv.join(" ")}\` exited with ${exitCode}`, {
    details: said,
    hint: "vagrant global-status",
  });
}

/** Names on libvirt that begin so; [] where there is no libvirt. */
async function namesOf(prefix: string, list: readonly string[], ctx: Ctx): Promise<string[]> {
  const { exitCode, stdout } = await host.run(virsh(...list), ctx);
  if (exitCode !== 0) return [];
  const all = stdout.split("\n").map((line) => line.trim().split(/\s+/)[0] ?? "");
  return all.filter((name) => name !== "" && name.startsWith(prefix));
}

/** Volumes of libvirt's usual pool that begin so. */
export const poolVolumes = (prefix: string, ctx: Ctx) => namesOf(prefix, lists.volume, ctx);

const lists = {
  domain: ["list", "--all", "--name"],
  network: ["net-list", "--all", "--name"],
  volume: ["vol-list", "--pool", "default"],
};

/** Throws when somebody else has machines or networks of these names: what we clean up, we must have made. */
export async function requireFree(prefix: string, ctx: Ctx): Promise<void> {
  for (const [what, list] of Object.entries(lists)) {
    const [name] = await namesOf(prefix, list, ctx);
    if (name !== undefined)
      throw new HalabError(
        "ENGINE_FAILED",
        `libvirt has a ${what} ${name} already: the name is taken`,
        {
          details: ["no cluster of halab's here goes with it"],
          hint: "choose another name with --name, or remove it: virsh -c qemu:///system list --all",
        },
      );
  }
}

/** What removes each; that a machine or a network does not run is no error of the first step. */
const removals: Record<keyof typeof lists, (name: string) => (readonly string[])[]> = {
  domain: (name) => [virsh("destroy", name), virsh("undefine", name)],
  network: (name) => [virsh("net-destroy", name), virsh("net-undefine", name)],
  volume: (name) => [virsh("vol-delete", "--pool", "default", name)],
};

/**
 * Removes what a broken `vagrant destroy` may have left on libvirt, by the names that are this cluster's alone.
 * Throws CLEANUP_FAILED with what libvirt said when something of it is still there.
 */
export async function sweep(prefix: string, ctx: Ctx): Promise<string[]> {
  const removed: string[] = [];
  for (const what of ["domain", "network", "volume"] as const) {
    const names = await namesOf(prefix, lists[what], ctx);
    if (names.length === 0) continue;
    const said: string[] = [];
    for (const step of names.flatMap(removals[what])) {
      const { exitCode, stderr } = await host.run(step, ctx);
      if (exitCode !== 0) said.push(stderr.trim());
    }
    const still = await namesOf(prefix, lists[what], ctx);
    if (still.length > 0)
      throw new HalabError("CLEANUP_FAILED", `libvirt keeps ${what} ${still.join(", ")}`, {
        details: said,
        hint: "halab gc",
      });
    removed.push(...names.map((name) => `${what} ${name}`));
  }
  return removed;
}
