/**
 * What a provider of nodes has to be able to do. The rest of halab knows containers and machines
 * only through this.
 */

import type { HalabError } from "../base/error.ts";
import type { Ctx } from "../base/time.ts";
import type { Plan } from "./plan.ts";

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

/** How much of a command that goes on is listened to; more ends it. Defaults: of a program of halab's own. */
export interface SpawnOptions {
  readonly linesPerS?: number;
  readonly allBytes?: number;
  /** Told which limit it has passed, as a sentence. */
  readonly onCut?: (why: string) => void;
}

interface RunOptions {
  /** For its stdin. */
  readonly input?: string;
  /** It takes as long as what it does: who waits for it waits with a deadline of their own. */
  readonly long?: true;
}

/** A place where commands run: a node, the switch, this machine. */
export interface CommandHost extends AsyncDisposable {
  readonly node: string;
  run(argv: readonly string[], ctx: Ctx, options?: RunOptions): Promise<ExecResult>;
}

/** The way into a node: many commands over one connection, outside of every fault. */
export interface NodeAgent extends CommandHost {
  /** Add to a stamp of the node's CLOCK_MONOTONIC to get ours; 0 on the same kernel. */
  readonly clockOffsetNs: number;
  /** Resolves when the connection is gone; at what time (ns, our clock). */
  readonly closed: Promise<number>;
  /** Once it is closed, and not by us: what the node's side did. */
  readonly failure?: HalabError | undefined;
  spawn(argv: readonly string[], onLine: (line: string) => void, options?: SpawnOptions): Spawned;
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
  readonly agent: CommandHost;
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
  readonly agent: CommandHost;
  /** Resolves when the way to it broke; undefined where it cannot. */
  readonly closed?: Promise<unknown>;
  /** What pulls the plug of a port, and puts it in again. */
  plug(port: string, state: "up" | "down"): readonly string[];
  /** Where the frames from the first to the second port of each pair can be stopped. */
  filters(pairs: readonly (readonly [string, string])[], ctx: Ctx): Promise<readonly Filter[]>;
  /**
   * The port (device name on the switch) of each of these nodes on each segment, as it is now. Known from
   * outside of the nodes: what they say of themselves is no evidence. One that is off has none.
   */
  ports(nodes: readonly string[], ctx: Ctx): Promise<readonly SwitchPort[]>;
  /**
   * Where the frames of `ports` can be heard, by their names, as they come out of their nodes' cables; left out where
   * nobody outside of the nodes hears them.
   */
  readonly ear?: Pick<NodeAgent, "spawn" | "clockOffsetNs">;
  /** Whether a port's plug is in, where the switch can tell; elsewhere only the node sees its carrier. */
  isPlugged?(port: string, ctx: Ctx): Promise<boolean>;
}

/** Something that was done to a cluster by neither this process nor its nodes. */
export interface Outside {
  /** Empty: not to a node. */
  readonly node: string;
  /** A sentence: what was done, to whom, and how that is known. */
  readonly text: string;
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
  /**
   * Files of halab's own that were changed in a node since it was made, as the engine sees it from outside.
   * Throws NODE_REFUSED when so many were changed that nobody can tell.
   */
  tampered?(node: string, ctx: Ctx): Promise<readonly string[]>;
  status(ctx: Ctx): Promise<ClusterStatus>;
  /**
   * Tells what others do to it, until it is disposed of; left out where nobody could know. What a node
   * does to itself is not told: that is its own doing.
   */
  watchOutside?(tell: (what: Outside) => void, ctx: Ctx): Promise<AsyncDisposable>;
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
  /**
   * A machine of the node image without a network, that is in no cluster and gone when it is disposed of; left out where
   * there is none to be had at once. Throws ENGINE_UNAVAILABLE.
   */
  openSpare?(purpose: string, ctx: Ctx): Promise<CommandHost>;
  /** An interactive command in a node, on this terminal. Resolves with its exit code. */
  interact(cluster: string, node: string, argv: readonly string[], ctx: Ctx): Promise<number>;
}
