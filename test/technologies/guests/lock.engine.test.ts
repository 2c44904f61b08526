/** The lock of a guest's disk on real hypervisors: who is out of sight gives up before it is given up. */
import { expect, it } from "vitest";
import { openBed } from "../../engine/cli.ts";
import { engineDescribe } from "../../engine/require.ts";

const timeout = 5 * 60_000;

/** Waits in the node for what a command prints; a guest without hardware help boots for a while. */
const until = (command: string, pattern: string) =>
  `n=0; until ${command} 2>&1 | grep -q '${pattern}'; do n=$((n + 1)); [ $n -lt 400 ] || exit 1; sleep 0.2; done`;

/** Seconds of a day, of the last line that says so. */
const clockOf = (file: string, words: string) =>
  `grep '${words}' ${file} | tail -n 1 | { IFS=': ' read -r h m s rest; echo $((1$h % 100 * 3600 + 1$m % 100 * 60 + 1$s % 100)); }`;

engineDescribe("docker", "the lock of a guest's disk", () => {
  const bed = openBed();
  const name = bed.name("g");

  it(
    "is lost with its owner's guest, before somebody else has it",
    async () => {
      await bed.ok(["up", "vm-failover", "--name", name], { deadlineMs: timeout });
      await bed.sh(name, "hv1", until("halab-guest status", "^running"));
      // A second one is refused, with the name of who has it.
      expect(await bed.status(name, "hv2", "halab-guest start")).not.toBe(0);
      await bed.sh(name, "hv2", until("cat /var/log/halab/guest", "held by hv1"));

      await bed.ok(["break", name, "cut", "hv1", "storage"]);
      await bed.sh(name, "hv1", until("cat /var/log/halab/guest", "the guest is killed"));
      await bed.sh(name, "storage", until("cat /var/log/halab/lock", "hv1 has left"));
      const killed = await bed.sh(
        name,
        "hv1",
        clockOf("/var/log/halab/guest", "the guest is killed"),
      );
      const free = await bed.sh(name, "storage", clockOf("/var/log/halab/lock", "hv1 has left"));
      expect(Number(free) - Number(killed)).toBeGreaterThanOrEqual(1);

      // The cluster finds it gone, and starts it where the disk is to be had.
      await bed.sh(name, "hv2", until("halab-guest status", "^running"));
      await bed.ok(["down", name]);
    },
    timeout,
  );
});
