import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** This boot of this machine; processes of another one cannot be judged from here. */
export function bootId(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    return `host-${hostname()}`;
  }
}

/**
 * Whose process numbers these are (pid_namespaces(7)): two containers on one machine count each from
 * 1. A namespace's number is used again only when all of its processes are gone.
 */
function pidNamespace(): string {
  try {
    return /\d+/.exec(readlinkSync("/proc/self/ns/pid"))?.[0] ?? "-";
  } catch {
    return "-";
  }
}

/** The start of a process in clock ticks after boot (proc(5), stat field 22): tells pids apart. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "0";
  } catch {
    return "0";
  }
}

/** A process that answers for what it made: "PID/START/BOOT/NAMESPACE". */
export function ownerId(pid = process.pid): string {
  return `${pid}/${startOf(pid)}/${bootId()}/${pidNamespace()}`;
}

/**
 * `elsewhere`: on another machine, before a reboot of it, or among processes that are numbered apart
 * from ours (another container). Whether it lives cannot be known here.
 */
export function ownerState(owner: string): "alive" | "dead" | "elsewhere" {
  const [pid = "", start = "", boot = "", namespace = ""] = owner.split("/");
  if (boot !== bootId() || namespace !== pidNamespace()) return "elsewhere";
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    const denied = error instanceof Error && "code" in error && error.code === "EPERM";
    if (!denied) return "dead";
  }
  return startOf(Number(pid)) === start ? "alive" : "dead";
}
