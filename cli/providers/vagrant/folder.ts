/** What halab knows of its clusters on Vagrant: a folder for each, since Vagrant keeps no labels. */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { makeFolder } from "../../core/base/folders.ts";
import { stateDir } from "../../core/base/home.ts";
import type { Plan } from "../../core/cluster/plan.ts";
import { clusterFolder } from "../../core/state/kept.ts";
import { ownerId, ownerState } from "../../core/state/process-identity.ts";
import type { VagrantPlan } from "./plan-type.ts";

const nodeSchema = z.object({
  name: z.string(),
  role: z.string(),
  /** Path -> fingerprint of what the lab gave it, and of the rest of its plan. */
  files: z.record(z.string(), z.string()),
  plan: z.string(),
  links: z.array(z.object({ segment: z.string(), address: z.string(), mac: z.string() })),
});

const recordSchema = z.object({
  lab: z.string(),
  /** `run`: ends with its owner. `up`: stays once it is built. */
  keep: z.enum(["run", "up"]),
  built: z.boolean(),
  owner: z.string(),
  box: z.string(),
  nodes: z.array(nodeSchema),
});

export type ClusterRecord = z.infer<typeof recordSchema>;
export type NodeRecord = z.infer<typeof nodeSchema>;

export class Folder {
  readonly cluster: string;
  readonly path: string;
  /** Of all that halab knows of the cluster. */
  readonly #whole: string;

  constructor(cluster: string, base = stateDir()) {
    this.cluster = cluster;
    this.#whole = clusterFolder(cluster, base);
    this.path = join(this.#whole, "vagrant");
  }

  get planFile(): string {
    return join(this.path, "plan.json");
  }

  /** Vagrant's own, instead of a .vagrant beside the Vagrantfile. */
  get dotfiles(): string {
    return join(this.path, "machines");
  }

  file(name: string): string {
    return join(this.path, name);
  }

  exists(): boolean {
    return existsSync(this.file("cluster.json"));
  }

  create(plan: VagrantPlan): void {
    makeFolder(this.path, 0o700);
    this.#replace("owner", ownerId());
    writeFileSync(this.planFile, `${JSON.stringify(plan, null, 2)}\n`);
  }

  /** Of who is about to make it; there may be no record yet. `dead`: or nobody is. */
  beginner(): ReturnType<typeof ownerState> {
    try {
      return ownerState(readFileSync(this.file("owner"), "utf8"));
    } catch {
      return "dead";
    }
  }

  /** Somebody who lives, or may, is about to make it. */
  isBegun(): boolean {
    return this.beginner() !== "dead";
  }

  write(record: ClusterRecord): void {
    this.#replace("cluster.json", `${JSON.stringify(record, null, 2)}\n`);
  }

  /** Whole or not at all: somebody may read it just now. */
  #replace(name: string, text: string): void {
    const draft = this.file(`${name}.${process.pid}`);
    writeFileSync(draft, text);
    renameSync(draft, this.file(name));
  }

  /** Undefined when there is none, or half of one. */
  read(): ClusterRecord | undefined {
    try {
      return recordSchema.parse(JSON.parse(readFileSync(this.file("cluster.json"), "utf8")));
    } catch {
      return undefined;
    }
  }

  /** The Vagrant that works on it: should we be killed, it goes on. */
  noteVagrant(pid: number | undefined): void {
    if (pid === undefined) rmSync(this.file("vagrant.pid"), { force: true });
    else writeFileSync(this.file("vagrant.pid"), ownerId(pid));
  }

  /** The process id of a Vagrant whose halab is gone. */
  strayVagrant(): number | undefined {
    try {
      const owner = readFileSync(this.file("vagrant.pid"), "utf8");
      return ownerState(owner) === "alive" ? Number.parseInt(owner, 10) : undefined;
    } catch {
      return undefined;
    }
  }

  /** The hypervisor's own name of a machine, as Vagrant noted it. */
  machine(node: string): { readonly hypervisor: string; readonly id: string } | undefined {
    const dir = join(this.dotfiles, "machines", node);
    for (const hypervisor of existsSync(dir) ? readdirSync(dir) : []) {
      const file = join(dir, hypervisor, "id");
      if (existsSync(file)) return { hypervisor, id: readFileSync(file, "utf8").trim() };
    }
    return undefined;
  }

  /** The key that Vagrant made for a machine, in the place of the one that all the world knows. */
  keyFile(node: string): string | undefined {
    const { hypervisor } = this.machine(node) ?? {};
    if (hypervisor === undefined) return undefined;
    const file = join(this.dotfiles, "machines", node, hypervisor, "private_key");
    return existsSync(file) ? file : undefined;
  }

  /** Vagrant has made, or begun to make, machines. */
  hasMachines(): boolean {
    const dir = join(this.dotfiles, "machines");
    return existsSync(dir) && readdirSync(dir).some((node) => this.machine(node) !== undefined);
  }

  /** A folder without a record: killed before anything was made. */
  removeIfEmpty(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  remove(): void {
    rmSync(this.#whole, { recursive: true, force: true });
  }
}

export function folders(base = stateDir()): Folder[] {
  const dir = join(base, "clusters");
  const names = existsSync(dir) ? readdirSync(dir).sort() : [];
  return names.map((name) => new Folder(name, base)).filter((folder) => existsSync(folder.path));
}

export function recordOf(
  plan: Plan,
  box: string,
  keep: "run" | "up",
  nodes: readonly NodeRecord[],
): ClusterRecord {
  return { lab: plan.lab, keep, built: false, owner: ownerId(), box, nodes: [...nodes] };
}

/** Built to its end and meant to stay, or its owner is alive, or may be. */
export function isAlive(record: ClusterRecord): boolean {
  return isFinished(record) || ownerState(record.owner) !== "dead";
}

/** Only who made it could tell whether it is in use: another machine, another container. */
export function isUnknown(record: ClusterRecord): boolean {
  return !isFinished(record) && ownerState(record.owner) === "elsewhere";
}

function isFinished({ keep, built }: ClusterRecord): boolean {
  return keep === "up" && built;
}
