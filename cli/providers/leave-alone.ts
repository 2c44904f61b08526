import type { Ctx } from "../core/base/time.ts";

/** Whoever looks for a left-over should know what was not touched, and why. */
export function leaveAlone(cluster: string, ctx: Ctx): void {
  const text = `left alone: ${cluster}. It was made on another machine, in another container, before a reboot or with another state folder, so nobody can know here whether it is in use; if it is not: halab down ${cluster}`;
  ctx.progress({ task: "gc", state: "note", text });
}
