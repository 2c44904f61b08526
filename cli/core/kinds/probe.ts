import { z } from "zod";
import { rangeSize } from "../base/address.ts";
import type { Ctx } from "../base/time.ts";
import type { Plan } from "../cluster/plan.ts";
import type { ClusterStatus, PowerState } from "../cluster/provider.ts";
import type { EventOf } from "../journal/events.ts";
import type { RunView } from "../journal/view.ts";
import { duration } from "./values.ts";

/** A kind of probe: one file under probes/. */
export interface ProbeKind<S = never> {
  readonly kind: string;
  /** What it is, in a sentence or two: for docs/kinds and `halab kinds`. */
  readonly about: string;
  readonly schema: z.ZodType<S>;
  /** A few words for tables. */
  label(spec: S): string;
  /** The address that is asked or watched. */
  address(spec: S): string | undefined;
  /** Clients that the nodes share out among themselves: request k is of client k modulo their number. */
  clients?(spec: S): number;
  /**
   * A technology whose program runs there instead of halab-probe: `halab-TECHNOLOGY`, of an image of its own (ADR 52).
   * Its nodes have it by that.
   */
  readonly tool?: string;
  /** Probes that send: the node, and what its halab-probe is given, or its `tool`. */
  command?(spec: S): {
    readonly from: string;
    readonly argv: readonly string[];
    /** What it tells beside its requests: as of what is followed. */
    readonly parse?: Followed["parse"];
  };
  /** Probes that read what nodes themselves write down: a log, a program's own words. */
  follow?(spec: S): Followed;
  /** By what was told to it so far: what keeps the cluster from being steady, as it completes "waits for ...". */
  unsteady?(spec: S, told: Hearing): string | undefined;
  /**
   * By what was told to it so far: the nodes that have what only some can have, for `owner-of`. Without it: who owns the
   * address that it watches.
   */
  holders?(spec: S, told: Hearing): readonly string[];
  /** Its servers prove who they are, where the lab has them do so; its schema has `unproven`. */
  readonly proven?: true;
  /** What `watch` sees, or `follow`. */
  readonly watches?: "owner" | "words";
  /** Probes that watch an address: every node, and the segment. */
  watch?(spec: S): {
    readonly address: string;
    readonly segment: string;
    readonly from: string | undefined;
    /** Undefined: every node of the segment. */
    readonly nodes: readonly string[] | undefined;
    readonly everyMs: number;
    /** What tells the owning in a node; without it: who has the address on an interface. */
    readonly by?: readonly string[] | undefined;
  };
}

/** The nodes in which a probe's own program runs. */
export function toolNodes<S>(kind: ProbeKind<S>, spec: S): readonly string[] {
  if (kind.tool === undefined) return [];
  const from = kind.command?.(spec).from;
  return [...(from === undefined ? [] : [from]), ...(kind.follow?.(spec).nodes ?? [])];
}

/** What runs in each of the nodes for as long as the run goes on, and what its lines say. */
export interface Followed {
  readonly nodes: readonly string[];
  readonly argv: readonly string[];
  /** More than that ends it; default: some lines a second, as of a log. */
  readonly limits?: { readonly linesPerS: number; readonly allBytes: number };
  /**
   * Undefined: the line says nothing of it. `atNs`: of the node's CLOCK_MONOTONIC; without it: now. What was written
   * before the run began is left out.
   */
  parse(line: string): { readonly atNs?: number; readonly value: unknown } | undefined;
  /**
   * A line's value is a question of the node, to something that stands outside of all nodes and that a run plays. What
   * is told is not the question, but what was done.
   */
  answer?(question: unknown, asker: string, power: Power, ctx: Ctx): Promise<Answer>;
}

/** The nodes' power as somebody outside of them has it. */
export interface Power {
  /** All nodes of the plan. */
  readonly nodes: readonly string[];
  state(node: string, ctx: Ctx): Promise<PowerState>;
  /** Resolves when it is off. It stays off until the step's fault is healed, if nobody switches it on. */
  off(node: string, ctx: Ctx): Promise<void>;
  /** Resolves when it runs; what it does then is its own business. */
  on(node: string, ctx: Ctx): Promise<void>;
}

export interface Answer {
  /** Run in the node that asked; it may be gone by then. */
  readonly reply: readonly string[];
  readonly value: unknown;
}

/** What was told to a probe, and the time at which it is asked about. */
interface Hearing {
  readonly words: readonly EventOf<"told">[];
  readonly nowNs: number;
}

/** One thing that a node told; `t` as everywhere in a journal. */
export interface Told<T> {
  readonly t: number;
  readonly node: string;
  readonly value: T;
}

/** All that nodes told to a probe, in its order; what the schema does not take is left out. */
export function toldBy<T>(run: RunView, probe: string, schema: z.ZodType<T>): readonly Told<T>[] {
  return (run.told.get(probe) ?? []).flatMap(({ t, node, value }) => {
    const parsed = schema.safeParse(value);
    return parsed.success ? [{ t, node, value: parsed.data }] : [];
  });
}

export type AnyProbe = ProbeKind<Readonly<Record<string, unknown>>>;

/** The options that every sending probe shares, for halab-probe. Microseconds. */
export function pace(spec: { readonly every: number; readonly timeout: number }): string[] {
  return [
    "--every-us",
    String(Math.round(spec.every * 1000)),
    "--timeout-us",
    String(Math.round(spec.timeout * 1000)),
  ];
}

/** For a server that cannot prove who it is, in a lab where others do. */
export const unproven = z
  .literal(true)
  .optional()
  .describe(
    "Whoever answers is believed, though servers of this lab prove who they are (`proves` of their role).",
  );

/** Addresses of clients, FIRST-LAST; all of them must be local to the prober's node. */
export const sources = z
  .string()
  .refine(
    (text) => rangeSize(text) !== undefined,
    "must be two addresses in their order, like 10.0.0.1-10.0.0.9",
  )
  .meta({ title: "FIRST-LAST" });

/** Instead of `every` where the prober's node is a VM: without hardware help it can ask less often. */
export const everyInVm = duration
  .optional()
  .describe(
    "Instead of `every` where `from` is a VM: without hardware help it can ask less often.",
  );

/** The plan as it is played on these machines. */
export function planOn(plan: Plan, status: ClusterStatus): Plan {
  const vms = new Set(status.nodes.filter((one) => one.machine === "vm").map((one) => one.name));
  const probes = plan.probes.map((probe) => {
    const slower = probe.spec["every-in-vm"];
    if (slower === undefined || !vms.has(String(probe.spec["from"]))) return probe;
    return { ...probe, spec: { ...probe.spec, every: slower } };
  });
  return { ...plan, probes };
}

/** Probes that answer questions of nodes, and whom: only while a run plays somebody stands there. */
export function answering(
  { probes }: Pick<Plan, "probes">,
  kinds: ReadonlyMap<string, AnyProbe>,
): readonly { readonly probe: string; readonly nodes: readonly string[] }[] {
  return probes.flatMap(({ name, kind, spec }) => {
    const followed = kinds.get(kind)?.follow?.(spec);
    return followed?.answer ? [{ probe: name, nodes: followed.nodes }] : [];
  });
}

/** For `owner-of PROBE`: who has, at that time, what only some can have; who owns the address, where the probe watches one. */
export function holdersOf(
  run: RunView,
  probe: string,
  kinds: ReadonlyMap<string, AnyProbe>,
  nowNs: number,
): readonly string[] {
  const planned = run.plan?.probes.find(({ name }) => name === probe);
  const holders = planned && kinds.get(planned.kind)?.holders;
  if (!planned || !holders) return run.owners.get(probe)?.at(nowNs) ?? [];
  return holders(planned.spec, { words: run.told.get(probe) ?? [], nowNs });
}
