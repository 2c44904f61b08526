/** How much a node may write, where the engine can say so itself. */
import type Docker from "dockerode";
import { type Engine, engineError } from "../client.ts";

/** Beside its image; what a lab's node writes is some MiB. */
const quota = "2G";

/** Storage drivers that limit a container's own layer (docker run --storage-opt). */
const drivers: readonly string[] = ["btrfs", "zfs", "devicemapper"];

/** Whether it is worth trying: overlay2 can on XFS, if that was mounted with pquota, which it does not say. */
export function mayLimit(info: {
  readonly Driver?: string;
  readonly DriverStatus?: unknown;
}): boolean {
  const driver = info.Driver ?? "";
  const onXfs = /\bxfs\b/i.test(JSON.stringify(info.DriverStatus ?? ""));
  return drivers.includes(driver) || (driver === "overlay2" && onXfs);
}

/** What the engine says when it cannot after all. */
const refused = /storage-opt|storage opt|quota/i;

/** Creates containers with the quota, until the engine has said that it cannot. */
export function creator(
  engine: Engine,
): (options: Docker.ContainerCreateOptions) => Promise<Docker.Container> {
  let can = engine.docker.info().then(mayLimit, (error: unknown) => {
    throw engineError(error, "asking the engine how it stores");
  });
  // Told when it is first needed.
  can.catch(() => {});
  const plain = (options: Docker.ContainerCreateOptions) => engine.docker.createContainer(options);
  return async (options) => {
    if (!(await can)) return plain(options);
    try {
      const { HostConfig } = options;
      return await plain({
        ...options,
        HostConfig: { ...HostConfig, StorageOpt: { size: quota } },
      });
    } catch (error) {
      if (!refused.test(String(error))) throw error;
      can = Promise.resolve(false);
      return plain(options);
    }
  };
}
