import { readFileSync } from "node:fs";
import { hostname } from "node:os";

/** This boot of this machine; processes of another one cannot be judged from here. */
export function bootId(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    return `host-${hostname()}`;
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

/** A process that answers for what it made: "PID/START/BOOT". */
export function ownerId(pid = process.pid): string {
  return `${pid}/${startOf(pid)}/${bootId()}`;
}

/** `elsewhere`: made on another machine or before a reboot of it; not ours to judge. */
export function ownerState(owner: string): "alive" | "dead" | "elsewhere" {
  const [pid = "", start = "", boot = ""] = owner.split("/");
  if (boot !== bootId()) return "elsewhere";
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    const denied = error instanceof Error && "code" in error && error.code === "EPERM";
    if (!denied) return "dead";
  }
  return startOf(Number(pid)) === start ? "alive" : "dead";
}
