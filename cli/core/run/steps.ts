/** Walks the steps of a lab on a running cluster; everything that happens goes into the journal. */

import { messageOf } from "../base/error.ts";
import { type Ctx, type Progress, waitUntil } from "../base/time.ts";
import type { Plan, PlannedStep } from "../cluster/plan.ts";
import type { EventOf, FaultPhase, StepPhase } from "../journal/events.ts";
import type { StepReport } from "../judge/report.ts";
import type { Kinds } from "../kinds/all.ts";
import type { Prepared } from "../kinds/fault.ts";
import type { Phase } from "../kinds/formula.ts";
import { othersStarted } from "../state/starting.ts";
import type { Breaker, Broken } from "./breaker.ts";
import type { LoadWatch } from "./load/machine-load.ts";
import { takeMeasures } from "./measuring.ts";
import type { Session } from "./session.ts";
import { Patience } from "./waiting/patience.ts";
import { awaitChecks, holdDeadlineMs, settle, type Waiting } from "./waiting/settling.ts";

export interface RunOptions {
  readonly plan: Plan;
  readonly kinds: Kinds;
  readonly session: Session;
  readonly breaker: Breaker;
  readonly load: LoadWatch;
  /** What a step that is over is worth. */
  readonly judged: (step: PlannedStep) => StepReport;
  /** Stop after the first step that does not pass. */
  readonly stopAtFail?: boolean | undefined;
}

type StepOptions = RunOptions & { readonly patience: Patience };

export async function runSteps(options: RunOptions, ctx: Ctx): Promise<void> {
  const { plan, session, breaker } = options;
  const open: LeftIn[] = [];
  // Its first use must not cost time inside a step; nobody waits for it before. It also keeps the
  // clusters on one host apart, so every run has it.
  breaker.openSwitch(ctx).catch(() => {});
  session.watchOutside();
  await session.attachAll();
  session.listen((inner) => breaker.openSwitch(inner));
  await othersStarted(ctx);
  await lookAtTimers(session);
  const patience = new Patience(session, plan);
  try {
    for (const step of plan.steps) {
      const { verdict } = await new StepRun(step, { ...options, patience }, open, ctx).play();
      if (open.length === 0 && session.disturbed === undefined) await session.keepStates();
      if (session.disturbed !== undefined || (options.stopAtFail && verdict !== "pass")) break;
    }
    if (session.disturbed !== undefined) return;
    for (const { broken, step } of open.reverse()) await healLeftIn(broken, step, options, ctx);
  } catch (error) {
    ctx.signal.throwIfAborted();
    // Whatever fails then is no news; what is still open is healed at the end.
    if (session.disturbed === undefined) throw error;
  }
}

/** When nodes that listen for each other are steady is a matter of their timers, and of when they began. */
async function lookAtTimers(session: Session): Promise<void> {
  if (![...session.readers.values()].some((reader) => reader.joinS)) return;
  await session.readTimers();
  if (session.view.upNs === undefined) await session.lookWhenBegun();
}

/** A fault that a step left in by design: what heals it is told of that step. */
async function healLeftIn(
  broken: Broken,
  step: string,
  options: RunOptions,
  ctx: Ctx,
): Promise<void> {
  const { session } = options;
  const { id, prepared, kind } = broken;
  const { title, nodes } = prepared;
  const names = { step, fault: kind.kind, id, title, nodes };
  const healed = await healOf(broken, options, ctx);
  const t = session.now();
  // That a host did not undo it in time says nothing of the step that is long over.
  if (healed.phase === "healed" || healed.theirs)
    return session.emit({ kind: "fault", t, ...names, ...healed });
  session.emit({ kind: "note", t, text: `${title} was not healed: ${healed.evidence.join("; ")}` });
}

type Healing = Pick<EventOf<"fault">, "phase" | "evidence" | "theirs">;

/** What a node does not come up with is what was found out, and no reason to break off. */
async function healOf(
  broken: Broken,
  { breaker, session }: Pick<RunOptions, "breaker" | "session">,
  ctx: Ctx,
): Promise<Healing> {
  try {
    // What a power switch of the lab switched off meanwhile: a fault is healed in nodes that run.
    await session.power?.restore(ctx);
    const { ok, evidence } = await breaker.heal(broken, ctx);
    await session.power?.revive(ctx);
    return { phase: ok ? "healed" : "failed", evidence };
  } catch (error) {
    ctx.signal.throwIfAborted();
    if (!(await session.isTheirs(error))) throw error;
    return { phase: "failed", evidence: [messageOf(error)], theirs: true };
  }
}

interface LeftIn {
  readonly broken: Broken;
  readonly step: string;
}

type FaultNames = Pick<EventOf<"fault">, "id" | "title" | "nodes">;
type FaultMore = Partial<Pick<EventOf<"fault">, "t" | "undo" | "theirs">>;

class StepRun {
  readonly #step: PlannedStep;
  readonly #options: StepOptions;
  /** Faults that earlier steps left in. */
  readonly #open: LeftIn[];
  /** What it began without. */
  #lacked: string | undefined;
  readonly #ctx: Ctx;

  constructor(step: PlannedStep, options: StepOptions, open: LeftIn[], ctx: Ctx) {
    this.#step = step;
    this.#options = options;
    this.#open = open;
    this.#ctx = ctx;
  }

  get #task(): string {
    return `step ${this.#step.id}`;
  }

  async play(): Promise<StepReport> {
    const task = this.#task;
    this.#ctx.progress({ task, state: "start", text: `${this.#step.id}: ${this.#step.title}` });
    this.#phase("settle");
    await this.#settle();
    if (this.#options.session.disturbed === undefined) await this.#drill(task);
    const judged = this.#options.judged(this.#step);
    this.#ctx.progress({ task, ...this.#outcome(judged) });
    return judged;
  }

  async #drill(task: string): Promise<void> {
    await this.#options.session.readTimers();
    const broken = this.#step.fault ? await this.#break(this.#step.fault, task) : undefined;
    if (!this.#step.fault) await this.#watch();
    else if (broken) {
      await this.#measure();
      await this.#awaitChecks("expect");
    }
    await this.#heal(broken);
    this.#phase("done");
  }

  /** What did not pass gets no tick, and says why it had no chance, if it had none. */
  #outcome({ verdict, points, maxPoints }: StepReport): Pick<Progress, "state" | "text"> {
    const name = `${this.#step.id}: ${this.#step.title}`;
    if (verdict === "pass") return { state: "done", text: name };
    const lacked = this.#lacked === undefined ? "" : `; not steady before: ${this.#lacked}`;
    return { state: "fail", text: `${name} (${verdict} ${points}/${maxPoints}${lacked})` };
  }

  #note(text: string): void {
    const { session } = this.#options;
    session.emit({ kind: "note", t: session.now(), text });
  }

  #phase(phase: StepPhase): void {
    const { session, load } = this.#options;
    const seen = load.look();
    if (seen) session.emit(seen);
    session.emit({ kind: "step", t: session.now(), step: this.#step.id, phase });
  }

  async #settle(): Promise<void> {
    const { patience, session } = this.#options;
    if (this.#open.length === 0) await session.restorePower();
    const trouble = await settle(this.#waiting(), this.#open.length === 0, this.#ctx);
    if (trouble === undefined) return;
    this.#lacked = trouble;
    this.#note(`before step ${this.#step.id} the cluster was not steady: ${trouble}`);
    const never = patience.givenUp();
    if (never.length > 0)
      this.#note(`nothing was ever seen of ${never.join(", ")}: the run waits for it no longer`);
  }

  #waiting(): Waiting {
    const { plan, kinds, session, patience } = this.#options;
    const task = this.#task;
    const told = (text: string) =>
      this.#ctx.progress({ task, state: "wait", text: `${this.#step.id} waits for ${text}` });
    return { plan, kinds, session, patience, step: this.#step, told };
  }

  async #awaitChecks(phase: Phase): Promise<void> {
    const text = await awaitChecks(this.#waiting(), phase, this.#ctx);
    if (text !== undefined) this.#note(text);
  }

  /** What a fault's events of this step have in common; the rest is told as it is found out. */
  #faultTeller(spec: Readonly<Record<string, unknown>>) {
    const { session } = this.#options;
    const step = this.#step.id;
    const fault = String(spec["fault"]);
    let about: FaultNames = { id: `${fault}-${step}`, title: fault, nodes: [] };
    return {
      about: (known: FaultNames) => {
        about = known;
      },
      tell: (phase: FaultPhase, evidence: readonly string[], more: FaultMore = {}) =>
        session.emit({
          kind: "fault",
          t: session.now(),
          step,
          fault,
          ...about,
          phase,
          evidence,
          ...more,
        }),
    };
  }

  async #break(spec: Readonly<Record<string, unknown>>, task: string): Promise<Broken | undefined> {
    const { about, tell } = this.#faultTeller(spec);
    this.#phase("expect");
    const intent = (id: string, { title, nodes, undo }: Prepared) => {
      about({ id, title, nodes });
      tell("intent", [], { undo });
      this.#ctx.progress({ task, state: "note", text: title });
    };
    try {
      const broken = await this.#options.breaker.inject(spec, { intent }, this.#ctx);
      tell(broken.effective ? "effect" : "failed", broken.evidence, { t: broken.effectNs });
      const { closes } = broken.kind;
      if (closes !== undefined) await this.#close(closes, broken.prepared.nodes);
      return broken.effective ? broken : undefined;
    } catch (error) {
      this.#ctx.signal.throwIfAborted();
      const theirs = await this.#options.session.isTheirs(error, spec);
      tell("failed", [messageOf(error)], theirs ? { theirs } : {});
      return undefined;
    }
  }

  /** Power-on is the healing of an earlier power-off. */
  async #close(kind: string, nodes: readonly string[]): Promise<void> {
    const { session } = this.#options;
    await session.attachAll();
    const at = this.#open.findIndex(
      ({ broken }) =>
        broken.kind.kind === kind && broken.prepared.nodes.some((node) => nodes.includes(node)),
    );
    const [left] = at >= 0 ? this.#open.splice(at, 1) : [];
    if (left) await healLeftIn(left.broken, left.step, this.#options, this.#ctx);
  }

  async #watch(): Promise<void> {
    const { session } = this.#options;
    this.#phase("expect");
    // Measures are taken while it looks on.
    const endNs = session.now() + (this.#step.watchMs ?? 0) * 1e6;
    await this.#measure();
    const over = () =>
      session.now() >= endNs || session.disturbed !== undefined ? true : undefined;
    await waitUntil(over, { what: `step ${this.#step.id}`, timeoutMs: holdDeadlineMs }, this.#ctx);
    await this.#awaitChecks("expect");
  }

  async #measure(): Promise<void> {
    const { session, breaker, kinds } = this.#options;
    const { emit, view } = session;
    const env = { ...breaker.env, view };
    const settle = () => session.attachAll();
    const failed = (error: unknown) => session.isTheirs(error);
    const measuring = { step: this.#step, kinds: kinds.measures, env, emit, settle, failed };
    await takeMeasures(measuring, this.#ctx);
  }

  async #heal(broken: Broken | undefined): Promise<void> {
    const { session } = this.#options;
    // Of a cluster that somebody disturbed all is healed at the end: what heals may be what was taken away.
    if (!broken?.kind.heal || session.disturbed !== undefined) return;
    if (!this.#step.heal) {
      this.#open.push({ broken, step: this.#step.id });
      return;
    }
    this.#phase("mended");
    const { phase, evidence, ...more } = await healOf(broken, this.#options, this.#ctx);
    const { about, tell } = this.#faultTeller({ fault: broken.kind.kind });
    about({ id: broken.id, title: broken.prepared.title, nodes: broken.prepared.nodes });
    tell(phase, evidence, more);
    await session.attachAll();
    // With nothing to see, the next step's settling is wait enough.
    if (this.#step.mended.length > 0) await this.#awaitChecks("mended");
  }
}
