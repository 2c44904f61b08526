/**
 * How every fault goes: write down how to undo it, see to it that it is undone even if we are
 * killed, make it, look whether it took effect; later undo it, and look whether that worked.
 */
import { randomBytes } from "node:crypto";
import { HalabError, messageOf } from "../base/error.ts";
import { didYouMean } from "../base/nearest.ts";
import type { Ctx } from "../base/time.ts";
import type { Agents } from "../cluster/agents.ts";
import type { Plan } from "../cluster/plan.ts";
import type { Cluster, NodeAgent, SwitchAccess } from "../cluster/provider.ts";
import { loadShelf } from "../kinds/all.ts";
import type { AnyFault, FaultEnv, Prepared, Seen } from "../kinds/fault.ts";
import { endKeeper, startKeeper } from "../state/dead-man.ts";
import { type OpenFault, openFaults, recordFault, recordHealed } from "../state/open-faults.ts";
import { timeReader } from "./lines.ts";

/** Longest that a fault may outlive a killed halab. */
const defaultTtlMs = 60_000;

/** How long a fault, or its healing, may take to show. */
const showDeadlineMs = 10_000;

export interface Broken {
  readonly id: string;
  readonly prepared: Prepared;
  readonly kind: AnyFault;
  readonly effective: boolean;
  readonly effectNs: number;
  readonly evidence: readonly string[];
}

export interface BreakerEvents {
  /** Just before it is made, with what will undo it. */
  intent?(id: string, prepared: Prepared): void;
}

export class Breaker implements AsyncDisposable {
  readonly #env: FaultEnv;
  #kinds: ReadonlyMap<string, AnyFault>;
  #switch: Promise<SwitchAccess> | undefined;
  /** What was there before, by what it is of. */
  readonly #before = new Map<string, Pick<Broken, "prepared" | "kind">>();
  readonly #machines = new Map<string, Promise<NodeAgent | undefined>>();

  constructor(options: {
    readonly plan: Plan;
    readonly cluster: Cluster;
    readonly agents: Agents;
    readonly kinds: ReadonlyMap<string, AnyFault>;
    readonly resolve: (ref: string) => string;
    readonly ttlMs?: number;
  }) {
    const { plan, cluster, agents, resolve } = options;
    this.#kinds = options.kinds;
    this.#env = {
      plan,
      cluster,
      resolve,
      ttlMs: options.ttlMs ?? defaultTtlMs,
      agent: (node, ctx) => agents.get(node, ctx),
      machine: (node, ctx) => this.#openMachine(node, ctx),
      switch: (ctx) => this.openSwitch(ctx),
    };
  }

  /** What faults work with; measures use the same ways into nodes and machines. */
  get env(): FaultEnv {
    return this.#env;
  }

  openSwitch(ctx: Ctx): Promise<SwitchAccess> {
    if (this.#switch !== undefined) return this.#switch;
    const opening = this.#env.cluster.openSwitch(ctx);
    this.#switch = opening;
    const drop = () => {
      if (this.#switch === opening) this.#switch = undefined;
    };
    // Somebody may stop what works it: then it is opened anew, and what is open is healed all the same.
    opening.then((access) => access.closed?.then(drop), drop);
    return opening;
  }

  #openMachine(node: string, ctx: Ctx): Promise<NodeAgent | undefined> {
    const known = this.#machines.get(node);
    if (known !== undefined) return known;
    const opening = this.#env.cluster.openMachine(node, ctx);
    this.#machines.set(node, opening);
    const drop = () => this.#machines.delete(node);
    opening.then((agent) => agent?.closed.then(drop), drop);
    return opening;
  }

  /** Closes the ways to the switch and the machines; faults stay as they are. */
  async [Symbol.asyncDispose](): Promise<void> {
    const machines = await Promise.allSettled(this.#machines.values());
    this.#machines.clear();
    for (const one of machines)
      if (one.status === "fulfilled") await one.value?.[Symbol.asyncDispose]();
    const access = await this.#switch?.catch(() => undefined);
    this.#switch = undefined;
    await access?.agent[Symbol.asyncDispose]();
  }

  kind(name: string): AnyFault {
    const kind = this.#kinds.get(name);
    if (kind) return kind;
    throw new HalabError("USAGE", `unknown fault "${name}"${didYouMean(name, this.#kinds.keys())}`);
  }

  /** Makes the fault. One that shows no effect is undone at once, and says so. */
  async inject(
    spec: Readonly<Record<string, unknown>>,
    events: BreakerEvents,
    ctx: Ctx,
  ): Promise<Broken> {
    const kind = this.kind(String(spec["fault"]));
    const prepared = await kind.prepare(spec, this.#env, ctx);
    const of = kind.putBack && `${kind.kind} ${kind.putBack.of(prepared.undo)}`;
    if (of !== undefined && !this.#before.has(of)) this.#before.set(of, { prepared, kind });
    const id = `${kind.kind}-${randomBytes(4).toString("hex")}`;
    events.intent?.(id, prepared);
    try {
      // Armed at one node, it may fail at the next: what is there already is undone, too.
      await this.#arm(id, kind, prepared, ctx);
      const timeOf = timeReader({ offsetNs: 0, now: ctx.clock.nowNs });
      const saidNs = await kind.inject(prepared.undo, this.#env, ctx);
      // The node says when, if the kind lets it: only if that is true of it.
      const effectNs = timeOf(saidNs ?? Number.NaN) ?? ctx.clock.nowNs();
      const look = () => kind.verify(prepared.undo, this.#env, ctx);
      const seen = await this.#look(look, ctx, kind.showMs);
      const broken: Broken = {
        id,
        prepared,
        kind,
        effective: seen.ok,
        effectNs,
        evidence: seen.evidence,
      };
      if (!seen.ok) await this.heal(broken, ctx);
      return broken;
    } catch (error) {
      await this.heal({ id, prepared, kind }, ctx).catch(() => {});
      throw error;
    }
  }

  async #arm(id: string, kind: AnyFault, prepared: Prepared, ctx: Ctx): Promise<void> {
    if (!kind.heal) return;
    const { ttlMs, cluster } = this.#env;
    const alone = kind.arm || cluster.inMemory;
    const keeper = alone ? null : startKeeper(cluster, id, ttlMs);
    recordFault(cluster.name, {
      id,
      kind: kind.kind,
      title: prepared.title,
      nodes: [...prepared.nodes],
      undo: prepared.undo,
      keeper,
    });
    await kind.arm?.(prepared.undo, ttlMs, this.#env, ctx);
  }

  async heal(broken: Pick<Broken, "id" | "prepared" | "kind">, ctx: Ctx): Promise<Seen> {
    const open = openFaults(this.#env.cluster.name).find((fault) => fault.id === broken.id);
    const keeper = open?.keeper ?? null;
    return this.#healRecorded(
      { id: broken.id, kind: broken.kind.kind, undo: broken.prepared.undo, keeper },
      ctx,
    );
  }

  /** Undoes every fault that is written down as open, newest first; continues through errors. */
  async healAll(ctx: Ctx, only?: string): Promise<{ title: string; seen: Seen }[]> {
    const healed: { title: string; seen: Seen }[] = [];
    const open = openFaults(this.#env.cluster.name);
    await this.#learn(open.map((fault) => fault.kind));
    for (const fault of [...open].reverse()) {
      if (only !== undefined && fault.id !== only) continue;
      try {
        healed.push({ title: fault.title, seen: await this.#healRecorded(fault, ctx) });
      } catch (error) {
        healed.push({ title: fault.title, seen: { ok: false, evidence: [messageOf(error)] } });
      }
    }
    return healed;
  }

  /** Somebody else may have made faults here that the lab does not know. */
  async #learn(kinds: readonly string[]): Promise<void> {
    const unknown = kinds.filter((kind) => !this.#kinds.has(kind));
    if (unknown.length === 0) return;
    const learnt = await loadShelf("faults", (name) => unknown.includes(name));
    this.#kinds = new Map([...this.#kinds, ...learnt]);
  }

  /** On a cluster that lives on: what healed faults have left, as it was. Says what could not be put back by the deadline of `ctx`. */
  async putBack(ctx: Ctx): Promise<string[]> {
    const failed: string[] = [];
    for (const { kind, prepared } of this.#before.values()) {
      try {
        ctx.signal.throwIfAborted();
        await kind.putBack?.do(prepared.undo, this.#env, ctx);
      } catch (error) {
        failed.push(`${prepared.title} has left its traces: ${messageOf(error)}`);
      }
    }
    this.#before.clear();
    return failed;
  }

  /** What no record speaks of: nodes that are off or frozen all the same. */
  async restore(ctx: Ctx): Promise<{ title: string; seen: Seen }[]> {
    const { cluster, plan } = this.#env;
    const restored: { title: string; seen: Seen }[] = [];
    for (const { name } of plan.nodes) {
      const state = await cluster.state(name, ctx);
      if (state === "running") continue;
      await (state === "frozen" ? cluster.thaw(name, ctx) : cluster.powerOn(name, ctx));
      const ok = (await cluster.state(name, ctx)) === "running";
      restored.push({
        title: `${name} was ${state}`,
        seen: { ok, evidence: [ok ? "it runs again" : "it does not run"] },
      });
    }
    return restored;
  }

  async #healRecorded(
    fault: Pick<OpenFault, "id" | "kind" | "undo" | "keeper">,
    ctx: Ctx,
  ): Promise<Seen> {
    const kind = this.kind(fault.kind);
    await kind.heal?.(fault.undo, this.#env, ctx);
    const look = async () =>
      (await kind.verifyHealed?.(fault.undo, this.#env, ctx)) ?? { ok: true, evidence: [] };
    const seen = await this.#look(look, ctx);
    if (seen.ok) {
      endKeeper(fault.keeper);
      recordHealed(this.#env.cluster.name, fault.id);
    }
    return seen;
  }

  /** Looks again until it shows or the deadline has passed. */
  async #look(look: () => Promise<Seen>, ctx: Ctx, showMs = showDeadlineMs): Promise<Seen> {
    const deadlineNs = ctx.clock.nowNs() + showMs * 1e6;
    for (;;) {
      const seen = await look();
      if (seen.ok || ctx.clock.nowNs() >= deadlineNs) return seen;
      await ctx.clock.wait(50, ctx.signal);
    }
  }
}
