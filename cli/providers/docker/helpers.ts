/** Containers of halab's own in the engine's network namespace. No lab's code runs in them. */
import type Docker from "dockerode";
import { statusOf } from "./client.ts";
import { measurerShares } from "./limits/shares.ts";

/** Bridges and their rules live there, which on a laptop is often not where we are. */
export function hostNetContainer(image: string): Docker.ContainerCreateOptions {
  return {
    Image: image,
    Cmd: ["/usr/bin/tini", "--", "sleep", "infinity"],
    HostConfig: {
      NetworkMode: "host",
      // Whose a cable is, it asks the kernel by the process that the engine names.
      PidMode: "host",
      // The pids of its timers lie there: after a restart they would be other processes of the machine.
      Tmpfs: { "/run": "rw,nosuid,nodev,mode=755,size=1m" },
      CapDrop: ["ALL"],
      CapAdd: ["NET_ADMIN", "NET_RAW"],
      SecurityOpt: ["no-new-privileges"],
      CpuShares: measurerShares,
      Memory: 64 * 2 ** 20,
      PidsLimit: 64,
      LogConfig: { Type: "json-file", Config: { "max-size": "1m", "max-file": "1" } },
    },
  };
}

/** Whatever it was: off, or paused by somebody. False: it is not there. Two may do so at once. */
export async function wake(container: Docker.Container): Promise<boolean> {
  try {
    const { State } = await container.inspect();
    if (State.Paused) await container.unpause();
    else if (!State.Running) await container.start();
    return true;
  } catch (error) {
    const status = statusOf(error);
    if (status === 404) return false;
    // 304, 409: somebody else has just done it.
    if (status === 304 || status === 409) return true;
    throw error;
  }
}
