/**
 * What a provider of nodes has to be able to do. The rest of halab knows containers and machines
 * only through this.
 */

import type { Ctx } from "../base/time.ts";
import type { Plan, PlannedNode } from "./plan.ts";

export interface ExecResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that goes on: its lines as they come. */
export interface Spawned extends AsyncDisposable {
  /** Resolves with the exit code; 128 + signal when killed; -1 when the node went away. */
  readonly exited: Promise<number>;
  kill(signal: number): void;
}

/** A place where commands run: a node, the switch, this machine. */
export interface Runner extends AsyncDisposable {
  readonly node: string;
  run(
    argv: readonly string[],
    ctx: Ctx,
    options?: { readonly input?: string },
  ): Promise<ExecResult>;
}

/** The way into a node: many commands over one connection, outside of every fault. */
export interface NodeAgent extends Runner {
  /** Add to a stamp of the node's CLOCK_MONOTONIC to get ours; 0 on the same kernel. */
  readonly clockOffsetNs: number;
  /** Resolves when the connection is gone; at what time (ns, our clock). */
  readonly closed: Promise<number>;
  spawn(argv: readonly string[], onLine: (line: string) => void): Spawned;
}

export type PowerState = "running" | "off" | "frozen";

export interface NodeStatus {
  readonly name: string;
  readonly role: string;
  readonly state: PowerState;
  readonly segments: readonly { readonly segment: string; readonly address: string }[];
  readonly machine: "container" | "vm";
  readonly image: string;
}

export interface ClusterStatus {
  readonly name: string;
  readonly lab: string;
  readonly provider: string;
  readonly nodes: readonly NodeStatus[];
  /** Nodes that the cluster should have. */
  readonly size: number;
  /** It was built to its end, or its owner still lives. */
  readonly kept: boolean;
}

/** What the engine's disk has for a node, in bytes. */
export interface Storage {
  /** What only this node has: its container's writable layer. */
  readonly ownBytes: number;
  /** The layers of its image, which it shares with all others of that image. */
  readonly imageBytes: number;
}

export interface SwitchPort {
  readonly node: string;
  readonly segment: string;
  readonly port: string;
}

/** A place that frames pass before they reach their port, and how nftables sees them there. */
export interface Filter {
  readonly agent: Runner;
  readonly family: "bridge" | "netdev";
  /** What its chain begins with. */
  readonly hook: string;
  /** Of a set's elements (nft(8), SETS), and the expression that is looked up in it. */
  readonly type: string;
  readonly key: string;
  /** One for each pair of ports whose frames pass here. */
  readonly elements: readonly string[];
}

/** The switch of the cluster's segments, from outside the nodes where there is a way to it. */
export interface SwitchAccess {
  /** Where plugs are pulled. */
  readonly agent: Runner;
  /** What pulls the plug of a port, and puts it in again. */
  plug(port: string, state: "up" | "down"): readonly string[];
  /** Where the frames from the first to the second port of each pair can be stopped. */
  filters(pairs: readonly (readonly [string, string])[], ctx: Ctx): Promise<readonly Filter[]>;
  /** The port (device name on the switch) of each node on each segment, as it is now. */
  ports(agents: readonly NodeAgent[], ctx: Ctx): Promise<readonly SwitchPort[]>;
}

/** A cluster that is there. */
export interface Cluster {
  readonly name: string;
  readonly provider: string;
  /** Gone with this process, so that no other one can heal it. */
  readonly inMemory?: true;
  openAgent(node: string, ctx: Ctx): Promise<NodeAgent>;
  /**
   * The way to the hardware of a node that is a VM, outside of its guest: `halab-vm qmp` and the
   * host's side of its cables. Undefined for a node that is a container.
   */
  openMachine(node: string, ctx: Ctx): Promise<NodeAgent | undefined>;
  /** Made when first asked for. */
  openSwitch(ctx: Ctx): Promise<SwitchAccess>;
  state(node: string, ctx: Ctx): Promise<PowerState>;
  /** The plug, not the shutdown. Resolves when the node is off. */
  powerOff(node: string, ctx: Ctx): Promise<void>;
  /** Resolves when the node's init says that it is ready. */
  powerOn(node: string, ctx: Ctx): Promise<void>;
  freeze(node: string, ctx: Ctx): Promise<void>;
  thaw(node: string, ctx: Ctx): Promise<void>;
  /**
   * The last lines of the node's console and services. They may lag by a moment: an engine hands a
   * line to those who listen and to its log side by side.
   */
  logs(node: string, ctx: Ctx, lines: number): Promise<string>;
  /** Of a node that is a VM: of the container that its QEMU runs in. */
  storage(node: string, ctx: Ctx): Promise<Storage>;
  status(ctx: Ctx): Promise<ClusterStatus>;
}

export interface UpResult {
  readonly cluster: Cluster;
  /** What an `up` on a running cluster found or did: one sentence each. */
  readonly notes: readonly string[];
}

export interface UpOptions {
  readonly name: string;
  /** Ends with this process (`run`), or stays (`up`). */
  readonly ephemeral: boolean;
}

export interface Left {
  readonly what: string;
  readonly name: string;
}

/** What the machine under a provider offers: for `doctor` and for `needs`. */
export interface EngineFacts {
  readonly ok: boolean;
  readonly lines: readonly {
    readonly name: string;
    readonly value: string;
    readonly ok: boolean;
  }[];
  /** Whether VMs can run, and how, or why not. */
  readonly vms: { readonly ok: boolean; readonly why: string };
  /** Kernel features, found by trying them. */
  readonly features: Readonly<Record<string, { readonly ok: boolean; readonly why: string }>>;
}

export interface Provider {
  readonly name: string;
  facts(ctx: Ctx): Promise<EngineFacts>;
  /** All or nothing; on a cluster that runs already it converges. */
  up(plan: Plan, options: UpOptions, ctx: Ctx): Promise<UpResult>;
  find(name: string, ctx: Ctx): Promise<Cluster | undefined>;
  list(ctx: Ctx): Promise<readonly ClusterStatus[]>;
  /** Removes a cluster whole; not there is no error. Says what was removed. */
  down(name: string, ctx: Ctx): Promise<readonly Left[]>;
  /** Removes what dead processes of ours left over; with `all`, every cluster. */
  gc(options: { readonly all: boolean }, ctx: Ctx): Promise<readonly Left[]>;
  /** An interactive command in a node, on this terminal. Resolves with its exit code. */
  interact(cluster: string, node: string, argv: readonly string[], ctx: Ctx): Promise<number>;
}

export type { Plan, PlannedNode };
