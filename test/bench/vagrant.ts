/** `up` on Vagrant against `vagrant up` of the same machines, and against VMs of our own, turn by turn. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { packageRoot } from "../../cli/core/base/home.ts";
import type { Provider } from "../../cli/core/cluster/provider.ts";
import { provider as qemu } from "../../cli/providers/qemu/index.ts";
import { chooseBox } from "../../cli/providers/vagrant/box.ts";
import { driverHere } from "../../cli/providers/vagrant/driver.ts";
import { provider as vagrant } from "../../cli/providers/vagrant/index.ts";
import { vagrantPlan } from "../../cli/providers/vagrant/plan-file.ts";
import { ctx, median, row, spread, timed } from "./tools.ts";
import { plainPlan } from "./up.ts";

const turns = 3;
const machines = 4;

/** The same machines, by Vagrant and nothing else. */
async function bare(): Promise<number> {
  const dir = mkdtempSync(join(tmpdir(), "halab-bench-"));
  const driver = await driverHere(ctx);
  const options = { box: chooseBox(), ...(driver ? { driver } : {}) };
  const file = join(dir, "plan.json");
  writeFileSync(file, JSON.stringify(vagrantPlan(plainPlan(machines), "bench-bare", options)));
  const env = { HALAB_PLAN: file, VAGRANT_DOTFILE_PATH: join(dir, "dot") };
  const run = (...args: string[]) => execa("vagrant", args, { cwd: packageRoot(), env });
  try {
    return await timed(() => run("up"));
  } finally {
    await run("destroy", "-f");
    rmSync(dir, { recursive: true });
  }
}

async function ours(provider: Provider): Promise<number> {
  const name = `bench-${provider.name}`;
  try {
    return await timed(() => provider.up(plainPlan(machines), { name, ephemeral: false }, ctx));
  } finally {
    await provider.down(name, ctx);
  }
}

export async function benchVagrant(): Promise<void> {
  await ours(qemu); // The state is saved before anything is measured.
  const times = { bare: [] as number[], vagrant: [] as number[], qemu: [] as number[] };
  for (let turn = 0; turn < turns; turn += 1) {
    times.bare.push((await bare()) / 1000);
    times.vagrant.push((await ours(vagrant)) / 1000);
    times.qemu.push((await ours(qemu)) / 1000);
  }
  const ratio = median(times.vagrant) / median(times.bare);
  row(
    `up of ${machines} machines on Vagrant, against \`vagrant up\``,
    `${ratio.toFixed(2)} x (${spread(times.vagrant, 1)} s against ${spread(times.bare, 1)} s)`,
    "1.1 x",
    ratio <= 1.1,
  );
  const faster = median(times.bare) / median(times.qemu);
  row(
    `up of ${machines} VMs from a saved state, against \`vagrant up\``,
    `${faster.toFixed(1)} times faster (${spread(times.qemu, 1)} s)`,
    "10 times",
    faster >= 10,
  );
}
