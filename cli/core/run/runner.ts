/** Walks the steps of a lab on a running cluster; everything that happens goes into the journal. */

import { HalabError, messageOf } from "../base/error.ts";
import { type Ctx, waitUntil } from "../base/time.ts";
import type { Plan, PlannedStep } from "../cluster/plan.ts";
import type { StepPhase } from "../journal/events.ts";
import { type Phase, stepView } from "../journal/view.ts";
import { calmNs } from "../kinds/check.ts";
import type { Kinds } from "../lab/lab.ts";
import { othersStarted } from "../state/starting.ts";
import type { Breaker, Broken } from "./breaker.ts";
import { takeMeasures } from "./measuring.ts";
import type { Session } from "./session.ts";
import { unsteady } from "./steady.ts";

/** No check waits longer than this beyond what its own bound says; a guard, not a timer. */
const holdDeadlineMs = 60_000;

export interface RunOptions {
  readonly plan: Plan;
  readonly kinds: Kinds;
  readonly session: Session;
  readonly breaker: Breaker;
  /** Asked after every step: is the run over? */
  readonly enough: (step: string) => boolean;
}

export async function runSteps(options: RunOptions, ctx: Ctx): Promise<void> {
  const { plan, session, breaker } = options;
  const open: Broken[] = [];
  // Its first use must not cost time inside a step; nobody waits for it before. It also keeps the
  // clusters on one host apart, so every run has it.
  breaker.openSwitch(ctx).catch(() => {});
  await session.attachAll();
  await othersStarted(ctx);
  // When nodes that share clients out are steady is a matter of their timers.
  if (plan.probes.some(({ kind }) => kind === "clients")) await session.readTimers();
  for (const step of plan.steps) {
    await new StepRun(step, options, open, ctx).play();
    if (options.enough(step.id)) break;
  }
  for (const broken of open.reverse()) await breaker.heal(broken, ctx);
}

class StepRun {
  readonly #step: PlannedStep;
  readonly #options: RunOptions;
  /** Faults that earlier steps left in. */
  readonly #open: Broken[];
  readonly #ctx: Ctx;

  constructor(step: PlannedStep, options: RunOptions, open: Broken[], ctx: Ctx) {
    this.#step = step;
    this.#options = options;
    this.#open = open;
    this.#ctx = ctx;
  }

  async play(): Promise<void> {
    const task = `step ${this.#step.id}`;
    this.#ctx.progress({ task, state: "start", text: `${this.#step.id}: ${this.#step.title}` });
    this.#phase("settle");
    await this.#settle();
    await this.#options.session.readTimers();
    const broken = this.#step.fault ? await this.#break(this.#step.fault, task) : undefined;
    if (!this.#step.fault) await this.#watch();
    else if (broken) {
      await this.#measure();
      await this.#hold("hold", this.#step.expect);
    }
    await this.#mend(broken);
    this.#phase("done");
    this.#ctx.progress({ task, state: "done", text: `${this.#step.id}: ${this.#step.title}` });
  }

  #phase(phase: StepPhase): void {
    const { session } = this.#options;
    session.emit({ kind: "step", t: session.now(), step: this.#step.id, phase });
  }

  /** A fault into a cluster that still limps from the last one would measure both. */
  async #settle(): Promise<void> {
    const { plan, session } = this.#options;
    const timeoutMs = this.#step.settleMs ?? plan.settleMs;
    if (timeoutMs === 0) return;
    let trouble = "";
    const calm = () => {
      session.throwIfLost();
      trouble = unsteady(session, plan) ?? "";
      return trouble === "" ? true : undefined;
    };
    try {
      const what = `a steady cluster before step ${this.#step.id}`;
      await waitUntil(calm, { what, timeoutMs }, this.#ctx);
    } catch (error) {
      if (!(error instanceof HalabError) || error.code !== "TIMEOUT") throw error;
      const text = `before step ${this.#step.id} the cluster was not steady: ${trouble}`;
      session.emit({ kind: "note", t: session.now(), text });
    }
  }

  async #break(spec: Readonly<Record<string, unknown>>, task: string): Promise<Broken | undefined> {
    const { session, breaker } = this.#options;
    const step = this.#step.id;
    const fault = String(spec["fault"]);
    let id = `${fault}-${step}`;
    let title = fault;
    let nodes: readonly string[] = [];
    this.#phase("hold");
    try {
      const broken = await breaker.inject(
        spec,
        {
          intent: (newId, kind, prepared) => {
            [id, title, nodes] = [newId, prepared.title, prepared.nodes];
            const { undo } = prepared;
            session.emit({
              kind: "fault",
              t: session.now(),
              id,
              step,
              fault: kind,
              title,
              nodes,
              phase: "intent",
              evidence: [],
              undo,
            });
            this.#ctx.progress({ task, state: "note", text: prepared.title });
          },
        },
        this.#ctx,
      );
      const phase = broken.effective ? "effect" : "failed";
      session.emit({
        kind: "fault",
        t: broken.effectNs,
        id,
        step,
        fault,
        title,
        nodes,
        phase,
        evidence: broken.evidence,
      });
      const { closes } = broken.kind;
      if (closes !== undefined) await this.#close(closes, nodes);
      return broken.effective ? broken : undefined;
    } catch (error) {
      this.#ctx.signal.throwIfAborted();
      const evidence = [messageOf(error)];
      session.emit({
        kind: "fault",
        t: session.now(),
        id,
        step,
        fault,
        title,
        nodes,
        phase: "failed",
        evidence,
      });
      return undefined;
    }
  }

  /** Power-on is the healing of an earlier power-off. */
  async #close(kind: string, nodes: readonly string[]): Promise<void> {
    const { session, breaker } = this.#options;
    await session.attachAll();
    const at = this.#open.findIndex(
      (broken) =>
        broken.kind.kind === kind && broken.prepared.nodes.some((node) => nodes.includes(node)),
    );
    const [broken] = at >= 0 ? this.#open.splice(at, 1) : [];
    if (broken) await breaker.heal(broken, this.#ctx);
  }

  async #watch(): Promise<void> {
    const { session } = this.#options;
    this.#phase("hold");
    // Measures are taken while it looks on.
    const endNs = session.now() + (this.#step.watchMs ?? 0) * 1e6;
    await this.#measure();
    const over = () => (session.now() >= endNs ? true : undefined);
    await waitUntil(over, { what: `step ${this.#step.id}`, timeoutMs: holdDeadlineMs }, this.#ctx);
    await this.#hold("hold", this.#step.expect);
  }

  async #measure(): Promise<void> {
    const { session, breaker, kinds } = this.#options;
    const { emit, view } = session;
    const env = { ...breaker.env, view };
    const settle = () => session.attachAll();
    const measuring = { step: this.#step, kinds: kinds.measures, env, emit, settle };
    await takeMeasures(measuring, this.#ctx);
  }

  /**
   * Until every check has seen enough, its own calm after the change included; and never less than
   * two such calms from the phase's begin, for trouble that comes late.
   */
  async #hold(phase: Phase, specs: PlannedStep["expect"]): Promise<void> {
    const { session, kinds } = this.#options;
    const enough = () => {
      session.throwIfLost();
      const view = stepView(session.view, this.#step, phase, session.now());
      if (!view) return true;
      if (session.now() < view.sinceNs + 2 * calmNs) return undefined;
      const isReady = (spec: PlannedStep["expect"][number]) =>
        kinds.checks.get(String(spec["check"]))?.ready(spec, view) ?? true;
      return specs.every(isReady) ? true : undefined;
    };
    const what = `the checks of step ${this.#step.id}`;
    try {
      await waitUntil(enough, { what, timeoutMs: holdDeadlineMs }, this.#ctx);
    } catch (error) {
      if (!(error instanceof HalabError) || error.code !== "TIMEOUT") throw error;
      // They are judged by what there is.
      session.emit({ kind: "note", t: session.now(), text: error.message });
    }
  }

  async #mend(broken: Broken | undefined): Promise<void> {
    const { session, breaker } = this.#options;
    if (!broken?.kind.heal) return;
    if (!this.#step.heal) {
      this.#open.push(broken);
      return;
    }
    this.#phase("mend");
    const seen = await breaker.heal(broken, this.#ctx);
    const { prepared, id } = broken;
    session.emit({
      kind: "fault",
      t: session.now(),
      id,
      step: this.#step.id,
      fault: broken.kind.kind,
      title: prepared.title,
      nodes: prepared.nodes,
      phase: seen.ok ? "healed" : "failed",
      evidence: seen.evidence,
    });
    await session.attachAll();
    // With nothing to see, the next step's settling is wait enough.
    if (this.#step.mended.length > 0) await this.#hold("mend", this.#step.mended);
  }
}
