import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { labsDir } from "../../cli/core/base/home.ts";
import { labNames } from "../../cli/core/lab/open.ts";
import { openBed } from "./cli.ts";
import { engineDescribe } from "./require.ts";

interface Case {
  readonly kind: string;
  readonly name: string;
  readonly wrong?: string;
}

/** Every case of a lab takes a cluster and the protocols' own time. */
const deadlineMs = 30 * 60_000;

/**
 * Labs on VMs want a machine for themselves and take minutes each: HALAB_LABS=some plays these cases
 * of them, HALAB_LABS=all plays all; without it their files are only linted (test/unit).
 * What is proven of each here: the solution passes, the starter does not, a mistake is caught.
 */
const onVms: Readonly<Record<string, readonly string[]>> = {
  "live-migration": ["solution", "starter", "local-disk"],
  "lvs-dr": ["solution", "starter", "loud-servers"],
  "lvs-nat": ["solution", "starter", "no-forwarding"],
  "lvs-tun": ["solution", "starter", "tunnel-down"],
  "vm-vs-container": ["solution", "starter", "vm-shares-kernel"],
};

/**
 * Labs of many cases, a minute each: ordinary tests play the solution, the starter and a mutant of a
 * later step; HALAB_LABS=all plays all.
 */
const longOnContainers: Readonly<Record<string, readonly string[]>> = {
  "balancer-distributed": ["solution", "starter", "no-fencing"],
  "balancer-sessions": ["solution", "starter", "source-hash"],
  "bind-primary-secondary": ["solution", "starter", "clamped-timers"],
  "dns-round-robin": ["solution", "starter", "long-ttl"],
};

const onContainers = labNames().filter((lab) => onVms[lab] === undefined);

function folders(lab: string, kind: string): string[] {
  return readdirSync(join(labsDir(), lab, kind));
}

describe("the labs that ship with halab", () => {
  it.each(labNames())("%s has alternatives and mutants", (lab) => {
    expect(folders(lab, "alternatives").length).toBeGreaterThanOrEqual(3);
    expect(folders(lab, "mutants").length).toBeGreaterThanOrEqual(6);
  });
});

function prove(labs: readonly string[]): void {
  const bed = openBed();

  it.for(labs)(
    "%s: starter fails, solution and alternatives pass, mutants are caught by their steps",
    { timeout: deadlineMs },
    async (lab) => {
      const chosen = onVms[lab] ?? longOnContainers[lab];
      const some = process.env["HALAB_LABS"] === "all" ? undefined : chosen;
      const only = some ? ["--only", some.join(",")] : [];
      // Two clusters of VMs at a time would be measured against each other's load.
      const jobs = onVms[lab] ? "1" : "2";
      const options = [...only, "--jobs", jobs, "--name", bed.name("lab"), "--json"];
      const result = await bed.halab(["lab", "test", lab, ...options], { deadlineMs });
      const cases: Case[] = JSON.parse(result.stdout);
      expect(cases.filter((one) => one.wrong !== undefined)).toEqual([]);
      if (some) expect(cases.map((one) => one.name).sort()).toEqual([...some].sort());
    },
  );
}

engineDescribe("docker", "labs on containers", () => prove(onContainers));
if (process.env["HALAB_LABS"] !== undefined)
  engineDescribe("qemu", "labs on VMs", () => prove(Object.keys(onVms)));
