import type { z } from "zod";
import type { Ctx } from "../base/time.ts";
import type { Plan } from "../cluster/plan.ts";
import type { Cluster, NodeAgent, SwitchAccess } from "../cluster/provider.ts";

/** What a fault may touch. */
export interface FaultEnv {
  readonly plan: Plan;
  readonly cluster: Cluster;
  /** The node's agent: kept open, a command costs about a millisecond. */
  agent(node: string, ctx: Ctx): Promise<NodeAgent>;
  /** Outside of the guest of a node that is a VM (Cluster.openMachine); undefined: a container. */
  machine(node: string, ctx: Ctx): Promise<NodeAgent | undefined>;
  /** The segments' switch: where cables are pulled. Outside of every node. */
  switch(ctx: Ctx): Promise<SwitchAccess>;
  /** After this long a fault undoes itself, should halab be killed. */
  readonly ttlMs: number;
  /** `lb1`, `owner-of vip` -> the nodes that are meant now. */
  resolve(ref: string): string;
}

/** What undoes a fault: JSON, so that another process can do it, and doing it twice is harmless. */
export interface Undo {
  readonly kind: string;
  readonly [key: string]: unknown;
}

export interface Prepared<U extends Undo = Undo> {
  /** For people: "power-off lb1". */
  readonly title: string;
  readonly nodes: readonly string[];
  readonly undo: U;
}

export interface Seen {
  readonly ok: boolean;
  readonly evidence: readonly string[];
}

/** A kind of fault: one file under faults/. `heal` works from the undo alone. */
export interface FaultKind<S = never, U extends Undo = Undo> {
  readonly kind: string;
  /** What it is, in a sentence or two: for docs/kinds and `halab kinds`. */
  readonly about: string;
  /** What it was called before: who still writes that is told the new name. */
  readonly formerly?: string;
  readonly schema: z.ZodType<S>;
  /** What `halab break CLUSTER FAULT ...` takes, by the schema's keys; `between` twice: two sides. */
  readonly args: readonly string[];
  /** Features of the kernel that it cannot do without, by their names in `halab doctor`. */
  readonly needs?: readonly string[];
  /** Checks that it can work here; resolves who is meant; touches nothing. */
  prepare(spec: S, env: FaultEnv, ctx: Ctx): Promise<Prepared<U>>;
  /**
   * Sees to it that the fault is undone even if halab is killed: by the kernel, or by a timer in
   * the node. A kind without it can be undone by the engine only; then a keeper process is armed.
   */
  arm?(undo: U, ttlMs: number, env: FaultEnv, ctx: Ctx): Promise<void>;
  /** May say when the fault hit (nanoseconds), if that was before it returns. */
  inject(undo: U, env: FaultEnv, ctx: Ctx): Promise<number | undefined>;
  /** Did it take effect? Must look, not assume. */
  verify(undo: U, env: FaultEnv, ctx: Ctx): Promise<Seen>;
  /** Looked for that long before it counts as without effect; default 10 s. */
  readonly showMs?: number;
  /** The kind of fault, left in by an earlier step, whose repair this one is. */
  readonly closes?: string;
  /** A fault that is a repair itself (power-on) has nothing to heal. */
  heal?(undo: U, env: FaultEnv, ctx: Ctx): Promise<void>;
  verifyHealed?(undo: U, env: FaultEnv, ctx: Ctx): Promise<Seen>;
  /**
   * What is left of it though it was healed, as a zone's serial is. When a run is over on a cluster that lives on, it is
   * put back, so that what somebody does there next begins where they left it. Of several faults of one `of` the first
   * one's undo knows what was there before.
   */
  readonly putBack?: {
    of(undo: U): string;
    do(undo: U, env: FaultEnv, ctx: Ctx): Promise<void>;
  };
}

export type AnyFault = FaultKind<Readonly<Record<string, unknown>>, Undo>;
