import { HalabError, messageOf } from "../../core/base/error.ts";
import { type Ctx, cleanupCtx, waitUntil } from "../../core/base/time.ts";
import type { Left } from "../../core/cluster/provider.ts";
import { endKeeper } from "../../core/state/dead-man.ts";
import { openFaults } from "../../core/state/open-faults.ts";
import type { Folder } from "./folder.ts";
import { sweep } from "./hypervisor.ts";
import { machinePrefix } from "./plan-file.ts";
import { signalGroup, vagrant } from "./vagrant.ts";

/** A machine takes about a second; a broken libvirt must not hold us for ever. */
const destroyDeadlineMs = 300_000;

/** Removes a cluster whole: machines, networks, volumes, its folder. Not there is no error. */
export async function remove(folder: Folder, outer: Ctx): Promise<Left[]> {
  const record = folder.read();
  if (!record && !folder.exists()) {
    folder.removeIfEmpty();
    return [];
  }
  // Half a cluster is of no use to anybody: once begun, Ctrl-C does not stop it.
  const ctx = cleanupCtx(outer, destroyDeadlineMs);
  for (const fault of openFaults(folder.cluster)) endKeeper(fault.keeper);
  // From here on it counts as a left-over, should we be killed.
  if (record) folder.write({ ...record, keep: "run" });
  await endStray(folder, ctx);
  let failure: unknown;
  if (folder.hasMachines())
    await vagrant(
      ["destroy", "-f", "--machine-readable"],
      { folder, doing: "destroying" },
      ctx,
    ).catch((error: unknown) => {
      failure = error;
    });
  const swept = await sweep(machinePrefix(folder.cluster), ctx);
  if (failure !== undefined && folder.hasMachines() && swept.length === 0)
    throw new HalabError(
      "CLEANUP_FAILED",
      `removing cluster ${folder.cluster}: ${messageOf(failure)}`,
      {
        cause: failure,
        details: failure instanceof HalabError ? failure.details : [],
        hint: "halab gc",
      },
    );
  folder.remove();
  const nodes = record?.nodes ?? [];
  return [
    ...nodes.map(({ name }) => ({ what: "node", name })),
    ...[...new Set(nodes.flatMap((node) => node.links.map((link) => link.segment)))].map(
      (name) => ({
        what: "segment",
        name,
      }),
    ),
    ...swept.map((name) => ({ what: "left-over", name })),
  ];
}

/** A Vagrant whose halab was killed goes on, and would make what is being removed. */
async function endStray(folder: Folder, ctx: Ctx): Promise<void> {
  const pid = folder.strayVagrant();
  if (pid === undefined || pid === process.pid) return;
  signalGroup(pid, "SIGKILL");
  await waitUntil(
    () => (folder.strayVagrant() === undefined ? true : undefined),
    { what: `Vagrant (process ${pid}) to end`, timeoutMs: 10_000 },
    ctx,
  );
}
