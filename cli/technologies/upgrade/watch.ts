/** Looks at all members while something is done to them, and once more afterwards. */
import type { Ctx } from "../../core/base/time.ts";
import type { FaultEnv } from "../../core/kinds/fault.ts";
import { lookAtMembers } from "./members.ts";
import type { Look } from "./record.ts";

const everyMs = 50;

export async function watched(
  names: readonly string[],
  work: () => Promise<void>,
  env: FaultEnv,
  ctx: Ctx,
): Promise<Look[]> {
  const looks: Look[] = [];
  const look = async () => {
    const atNs = ctx.clock.nowNs();
    looks.push({ atNs, members: await lookAtMembers(names, env, ctx) });
  };
  await look();
  let over = false;
  const watching = async () => {
    while (!over) {
      await ctx.clock.wait(everyMs, ctx.signal);
      await look();
    }
  };
  const watcher = watching();
  try {
    await work();
  } finally {
    over = true;
    await watcher;
  }
  // The watcher's last look may have begun before the work was over.
  await look();
  return looks;
}
