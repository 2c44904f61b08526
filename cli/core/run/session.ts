import { type HalabError, isUnreachable, messageOf } from "../base/error.ts";
import type { Ctx } from "../base/time.ts";
import { Agents } from "../cluster/agents.ts";
import { WaitAccount, waitLimitsOf } from "../cluster/metered.ts";
import { isStudents, type Plan, type PlannedProbe } from "../cluster/plan.ts";
import type { Cluster, Outside, PowerState, Spawned, SwitchAccess } from "../cluster/provider.ts";
import type { JournalEvent } from "../journal/events.ts";
import type { Sink } from "../journal/sink.ts";
import { RunView } from "../journal/view.ts";
import type { Kinds } from "../kinds/all.ts";
import type { Readers } from "../kinds/reader.ts";
import { type Attachment, attach } from "./attach.ts";
import { Blame } from "./blame.ts";
import { TimerReading } from "./in-force.ts";
import { OutsidePower } from "./outside/power.ts";
import { Listening } from "./ports/listening.ts";
import { Refusals } from "./refusals.ts";
import { statesOf } from "./states.ts";
import { begunLastNs } from "./waiting/begun.ts";
import { goingOff } from "./waiting/going-off.ts";

/**
 * A running cluster being watched: keeps an agent in every node, restarts the watching of nodes
 * that come back, and keeps the view of everything that was seen.
 */
export class Session implements AsyncDisposable {
  readonly view = new RunView();
  readonly agents: Agents;
  /** Who tells what daemons have in force. */
  readonly readers: Readers;
  /** The nodes', for what switches it off from outside of them. */
  readonly power: OutsidePower | undefined;
  readonly #plan: Plan;
  readonly #kinds: Kinds;
  readonly #cluster: Cluster;
  readonly #sink: Sink;
  readonly #attached = new Map<string, Attachment>();
  readonly #ctx: Ctx;
  readonly #refusals: Refusals;
  readonly #blame: Blame;
  #closed = false;
  #failure: unknown;
  #outside: Promise<AsyncDisposable> | undefined;
  #listening: Listening | undefined;
  readonly #ended = new AbortController();
  readonly #timers: TimerReading;
  readonly #keep: (path: string, text: string) => void;
  #knowsStates = false;
  #begunNs: number | undefined;

  constructor(options: {
    readonly plan: Plan;
    readonly kinds: Kinds;
    readonly cluster: Cluster;
    /** Left out by who looks on only: then nothing that stands outside of the nodes answers them here. */
    readonly openSwitch?: (ctx: Ctx) => Promise<SwitchAccess>;
    /** Who hears what is seen here; the session's own view does. */
    readonly sink: Sink;
    /** Keeps a text beside the journal. */
    readonly keep?: (path: string, text: string) => void;
    readonly ctx: Ctx;
  }) {
    this.#plan = options.plan;
    this.#kinds = options.kinds;
    this.readers = options.kinds.readers;
    this.#cluster = options.cluster;
    this.#sink = options.sink;
    this.#sink.listen((event) => this.view.apply(event));
    this.#ctx = options.ctx;
    const { plan, cluster, ctx, openSwitch } = options;
    this.power =
      openSwitch && new OutsidePower({ plan, cluster, openSwitch, back: () => this.attachAll() });
    const students = new Set(plan.nodes.filter(isStudents).map(({ name }) => name));
    const isOurs = (node: string) => this.#refusals.isOurs(node, ctx);
    const account = new WaitAccount(isOurs, waitLimitsOf(plan));
    const lost = this.#lost.bind(this);
    this.agents = new Agents(cluster, lost, (node) => (students.has(node) ? account : undefined));
    this.#keep = options.keep ?? (() => {});
    const { agents, view, emit } = this;
    this.#refusals = new Refusals({ plan, cluster, agents, view, emit });
    const isAttached = (node: string) => this.#attached.has(node);
    this.#blame = new Blame({ plan, isAttached, refusals: this.#refusals }, ctx);
    this.#timers = new TimerReading({
      ...{ plan, cluster, agents, emit, ctx },
      readers: this.readers,
      isAsked: (node) => this.#attached.has(node),
      keep: this.#keep,
      unread: (error) => this.#refusals.isRefusalNow(error, ctx),
      lose: (error) => this.lose(error),
      closed: this.#ended.signal,
    });
  }

  emit = (event: JournalEvent): void => this.#sink.emit(event);

  /** Of a probe that hears what programs on nodes say: what keeps it from being steady. */
  unsteady({ kind, name, spec }: PlannedProbe): string | undefined {
    const words = this.view.told.get(name) ?? [];
    return this.#kinds.probes.get(kind)?.unsteady?.(spec, { words, nowNs: this.now() });
  }

  /** What somebody did to the cluster meanwhile, first: what is still seen proves nothing. */
  get disturbed(): string | undefined {
    return this.view.outside[0]?.text;
  }

  /** From now on, until the session's end. Nobody waits for its begin. */
  watchOutside(): void {
    const tell = ({ node, text }: Outside) => {
      if (this.#closed) return;
      if (this.disturbed === undefined)
        this.emit({ kind: "note", t: this.now(), text: `${text}: the run ends here` });
      this.emit({ kind: "outside", t: this.now(), node, text });
      this.#ctx.progress({ task: "outside", state: "note", text });
    };
    const signal = AbortSignal.any([this.#ctx.signal, this.#ended.signal]);
    this.#outside = this.#cluster.watchOutside?.(tell, { ...this.#ctx, signal });
    this.#outside?.catch((error: unknown) => {
      if (signal.aborted) return;
      const text = `nobody watches what is done to the cluster from outside: ${messageOf(error)}`;
      this.emit({ kind: "note", t: this.now(), text });
    });
  }

  /** From now on, until the session's end, what the nodes' ports say is heard at the switch. Nobody waits for it. */
  listen(open: (ctx: Ctx) => Promise<SwitchAccess>): void {
    const [plan, kinds, ctx] = [this.#plan, this.#kinds, this.#ctx];
    this.#listening = new Listening({ plan, kinds, open, emit: this.emit, ctx });
    this.#listening.restart();
  }

  /** Throws when not all more will be seen, as when the engine is gone: waiting would be in vain. */
  throwIfLost(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** What goes on beside the run failed: that is the run's failure. */
  lose(failure: unknown): void {
    if (!this.#closed) this.#failure ??= failure;
  }

  /** A student's node did what ends it. */
  refused(node: string, why: string): void {
    this.#refusals.ended(node, why, this.#ctx);
  }

  /** Whether an error is a student's node's doing, of what names nodes (a fault); one that refuses is written down. */
  async isTheirs(error: unknown, named?: unknown): Promise<boolean> {
    return this.#blame.isOfDown(named) || (await this.#blame.isTheirs(error));
  }

  /** Who was switched off from outside, or reset itself, gets its power back. What a node does not come up with then is its finding. */
  async restorePower(): Promise<void> {
    try {
      await this.power?.all(this.#ctx);
    } catch (error) {
      this.#ctx.signal.throwIfAborted();
      if (!(await this.isTheirs(error))) throw error;
    }
  }

  now(): number {
    return this.#ctx.clock.nowNs();
  }

  /** Attaches to every node that runs and is not attached. */
  async attachAll(): Promise<void> {
    await Promise.all(this.#plan.nodes.map((node) => this.#attachNode(node.name)));
  }

  async #attachNode(node: string): Promise<void> {
    if (this.#attached.has(node)) return;
    if ((await this.#cluster.state(node, this.#ctx)) !== "running") {
      this.#refusals.forgive(node);
      return;
    }
    this.#blame.runs(node);
    if (this.#refusals.has(node)) return;
    const attachment = await this.#tryAttach(node);
    if (!attachment) return;
    this.#attached.set(node, attachment);
    this.emit({ kind: "node", t: this.now(), node, state: "up" });
    this.#listening?.restart();
    for (const probe of this.#watches()) {
      if (
        this.view.blind.some((event) => event.node === node && !event.ok && event.probe === probe)
      ) {
        this.emit({ kind: "watch", t: this.now(), probe, node, ok: true, why: "watched again" });
      }
    }
  }

  /** Undefined: it is the student's, and lets nobody in; that is written down. */
  async #tryAttach(node: string): Promise<Attachment | undefined> {
    try {
      const agent = await this.agents.get(node, this.#ctx);
      const tooMuch = (why: string) =>
        void this.#refusals.floods(node, why, this.#ctx).catch((failure) => this.lose(failure));
      const ended = (watch: Spawned, why: string) =>
        void this.#watchEnded(node, watch, why).catch((failure) => this.lose(failure));
      const failed = (failure: unknown) => this.lose(failure);
      const seen = { emit: this.emit, tooMuch, ended, failed, power: this.power };
      return await attach(agent, this.#plan, this.#kinds.probes, seen, this.#ctx);
    } catch (error) {
      if (await this.#refusals.isRefusal(error, this.#ctx)) return undefined;
      // It was about to go off when it was looked at: its init had just ended.
      if (isUnreachable(error) && (await this.#goingOff(node)) !== "running") return undefined;
      throw error;
    }
  }

  #watches(): string[] {
    return this.#plan.probes
      .filter((probe) => probe.watches !== undefined)
      .map((probe) => probe.name);
  }

  /** The way into a node broke: it is off, or only our connection is. */
  #lost(node: string, atNs: number, failure: HalabError | undefined): void {
    this.#attached.delete(node);
    this.#refusals.noteLost(node, atNs);
    // A node without its processes owns nothing; if it turns out to run, the watch was blind.
    this.emit({ kind: "node", t: atNs, node, state: "off" });
    this.#goingOff(node)
      .then(async (state) => {
        if (state === "off") this.power?.ended(node, atNs, this.view.faults);
        if (state === "off" || this.#closed) return;
        const why = "the connection to the node broke";
        for (const probe of this.#watches())
          this.emit({ kind: "watch", t: atNs, probe, node, ok: false, why });
        if (failure && state === "running")
          await this.#refusals.brokeOff(node, atNs, failure, this.#ctx);
      })
      // The engine does not answer (or the run is being cancelled: then nobody asks any more).
      .catch((error: unknown) => {
        this.#failure ??= error;
      });
  }

  /** A node that goes off ends its processes first; one that runs on has lost its watch alone. */
  async #watchEnded(node: string, watch: Spawned, why: string): Promise<void> {
    const at = this.now();
    const state = await this.#goingOff(node);
    if (state !== "running" || !this.#attached.get(node)?.running.includes(watch)) return;
    for (const probe of this.#watches())
      this.emit({ kind: "watch", t: at, probe, node, ok: false, why });
    await this.#refusals.floods(node, why, this.#ctx);
  }

  #goingOff(node: string): Promise<PowerState> {
    return goingOff(this.#cluster, node, () => this.#closed, this.#ctx);
  }

  /** The timers that the daemons run with now. */
  readTimers(): Promise<void> {
    return this.#timers.read();
  }

  /** On a cluster that was there: when the youngest of the daemons that elect began, as `lookWhenBegun` found it. */
  get begunNs(): number | undefined {
    return this.#begunNs;
  }

  async lookWhenBegun(): Promise<void> {
    const nodes = this.#plan.nodes.filter(({ name }) => this.#attached.has(name));
    const { agents, readers } = this;
    try {
      this.#begunNs = await begunLastNs({ nodes, readers, agents }, this.#ctx);
    } catch (error) {
      this.#ctx.signal.throwIfAborted();
      // Who does not say when it began is waited for no longer than the others.
      if (!(await this.isTheirs(error))) throw error;
    }
  }

  /** Asks again, beside what goes on, if the last answers are a second old. */
  refreshTimers(): void {
    this.#timers.refresh();
  }

  /** Keeps, once, what the nodes say of themselves; when nothing is broken. */
  async keepStates(): Promise<void> {
    if (this.#knowsStates) return;
    this.#knowsStates = true;
    const states = await statesOf([...this.#attached.keys()], this.agents, this.#ctx);
    for (const [node, text] of states) this.#keep(`state/${node}.txt`, text);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    this.#ended.abort();
    await this.#listening?.[Symbol.asyncDispose]();
    await this.#outside?.then((watch) => watch[Symbol.asyncDispose]()).catch(() => {});
    const running = [...this.#attached.values()].flatMap((attachment) => attachment.running);
    this.#attached.clear();
    for (const one of running) one.kill(15);
    await this.agents[Symbol.asyncDispose]();
    await this.#timers.ended;
  }
}
