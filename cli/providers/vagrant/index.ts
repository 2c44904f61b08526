import type { Ctx } from "../../core/base/time.ts";
import type { Plan } from "../../core/cluster/plan.ts";
import type {
  Cluster,
  EngineFacts,
  Left,
  Provider,
  UpOptions,
  UpResult,
} from "../../core/cluster/provider.ts";
import { leaveAlone } from "../leave-alone.ts";
import { interactOver, quoted } from "../ssh.ts";
import { VagrantCluster } from "./cluster.ts";
import { Folder, folders, isAlive, isUnknown } from "./folder.ts";

function open(folder: Folder): VagrantCluster | undefined {
  const record = folder.read();
  return record && new VagrantCluster(folder, record);
}

/** Nodes are machines of Vagrant, on whatever hypervisor it has: libvirt, VirtualBox. */
export const provider: Provider = {
  name: "vagrant",

  async facts(ctx: Ctx): Promise<EngineFacts> {
    const { vagrantFacts } = await import("./facts.ts");
    return vagrantFacts(ctx);
  },

  async up(plan: Plan, options: UpOptions, ctx: Ctx): Promise<UpResult> {
    const { up } = await import("./up.ts");
    return up(plan, options, ctx);
  },

  async find(name: string, _ctx: Ctx): Promise<Cluster | undefined> {
    return open(new Folder(name));
  },

  async list(ctx: Ctx) {
    const clusters = folders().flatMap((folder) => open(folder) ?? []);
    return Promise.all(clusters.map((cluster) => cluster.status(ctx)));
  },

  async down(name: string, ctx: Ctx): Promise<readonly Left[]> {
    const { remove } = await import("./remove.ts");
    return remove(new Folder(name), ctx);
  },

  async gc({ all }, ctx: Ctx): Promise<readonly Left[]> {
    const { remove } = await import("./remove.ts");
    const removed: Left[] = [];
    for (const folder of folders()) {
      const record = folder.read();
      const unknown = record ? isUnknown(record) : folder.beginner() === "elsewhere";
      if (unknown && !all) leaveAlone(folder.cluster, ctx);
      if (!all && (record ? isAlive(record) : folder.isBegun())) continue;
      const left = await remove(folder, ctx);
      removed.push(...left.map((one) => ({ ...one, name: `${folder.cluster}/${one.name}` })));
    }
    return removed;
  },

  async interact(cluster, node, argv, ctx) {
    const folder = new Folder(cluster);
    const there = open(folder);
    if (!there) return 255;
    await using ssh = await there.ways.shell(node, ctx);
    return await interactOver(ssh, ["sudo", "-n", ...argv].map(quoted).join(" "), ctx);
  },
};
