/** A container is paused, even while its processes start others. */
import type Docker from "dockerode";
import { messageOf } from "../../../core/base/error.ts";
import { type Ctx, waitUntil } from "../../../core/base/time.ts";

/** A busy machine needs a few attempts, each of them some tenths of a second. */
const pauseDeadlineMs = 10_000;

/**
 * With cgroup v1 the kernel cannot freeze a group that a process joins at the same moment; the runtime
 * tries a thousand times, thaws it and says so (freezer-subsystem.txt). Then it is asked again.
 */
const notYet = /unable to freeze/;

/** Throws the engine's error, or TIMEOUT with its words when the container could not be frozen in time. */
export async function pause(
  container: Pick<Docker.Container, "pause">,
  node: string,
  ctx: Ctx,
): Promise<void> {
  let seen = "";
  const once = async (): Promise<true | undefined> => {
    try {
      await container.pause();
      return true;
    } catch (error) {
      seen = messageOf(error);
      if (!notYet.test(seen)) throw error;
      return undefined;
    }
  };
  const what = `${node} to be frozen`;
  await waitUntil(once, { what, timeoutMs: pauseDeadlineMs, lastSeen: () => seen }, ctx);
}
