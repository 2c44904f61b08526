/** Whether there is room for the VMs of a lab, before anything is made. */
import { readFileSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { HalabError } from "../../core/base/error.ts";
import type { Plan } from "../../core/cluster/plan.ts";
import { type Engine, engineError } from "./client.ts";
import { guestMemoryMiB, qemuOverheadMiB } from "./vms/facts.ts";

export interface Room {
  /** MiB; undefined where it cannot be known from here. */
  readonly memory: number | undefined;
  readonly disk: number | undefined;
}

/** MiB that a started VM has written to its disk, and may in a lab. */
const diskPerVm = 256;
/** Left to the machine itself. */
const spareMemory = 256;

/** The sum that a plan's VMs need; memory that clones share is counted once. */
export function requireRoom(
  plan: Plan,
  vms: ReadonlySet<string>,
  useWarm: boolean,
  room: Room,
): void {
  const nodes = plan.nodes.filter((node) => vms.has(node.name));
  const own = nodes.map((node) => {
    const guest = guestMemoryMiB(node);
    return {
      name: node.name,
      memory: (useWarm ? Math.ceil(guest / 2) : guest) + qemuOverheadMiB / 2,
    };
  });
  const containers = plan.nodes.length - nodes.length;
  const memory = own.reduce((sum, one) => sum + one.memory, 0) + containers * 16 + spareMemory;
  const disk = nodes.length * diskPerVm;
  const short: string[] = [];
  if (room.memory !== undefined && room.memory < memory)
    short.push(
      `memory: ${own.map((one) => `${one.name} ${one.memory}`).join(" + ")} + ${containers} containers ${containers * 16} + spare ${spareMemory} = ${memory} MiB; free: ${Math.floor(room.memory)} MiB`,
    );
  if (room.disk !== undefined && room.disk < disk)
    short.push(
      `disk: ${nodes.length} VMs x ${diskPerVm} = ${disk} MiB; free: ${Math.floor(room.disk)} MiB`,
    );
  if (short.length === 0) return;
  throw new HalabError(
    "CAPABILITY_MISSING",
    `this machine has no room for the VMs of ${plan.lab}`,
    {
      details: short,
      hint: "halab ps   (then halab down what you do not need)",
    },
  );
}

/** What is free where the engine is; unknown for an engine on another machine. */
export async function roomOf(engine: Engine): Promise<Room> {
  try {
    const info = await engine.docker.info();
    if (!engine.local) return { memory: Number(info.MemTotal) / 2 ** 20, disk: undefined };
    const available = /MemAvailable:\s+(\d+) kB/.exec(readFileSync("/proc/meminfo", "utf8"))?.[1];
    return {
      memory: available === undefined ? undefined : Number(available) / 1024,
      disk: await freeDisk(String(info.DockerRootDir ?? "/")),
    };
  } catch (error) {
    throw engineError(error, "asking how much room there is");
  }
}

async function freeDisk(path: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(path);
    return (bavail * bsize) / 2 ** 20;
  } catch {
    return undefined;
  }
}
