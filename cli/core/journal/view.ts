import type { BindInForce } from "../../technologies/bind/readers/bind9.ts";
import type { BalancerChecks, Vrrp } from "../../technologies/keepalived/readers/keepalived.ts";
import type { RealServerCheck } from "../../technologies/keepalived/real-servers.ts";
import type { NlbTimers } from "../../technologies/nlb/readers/nlb.ts";
import type { SentinelMaster } from "../../technologies/redis/readers/sentinel.ts";
import type { Plan, PlannedStep } from "../cluster/plan.ts";
import { BasketHistory } from "./baskets.ts";
import type { EventOf, JournalEvent, SampleRow } from "./events.ts";
import { OwnerHistory } from "./owners.ts";
import { Responders } from "./responders.ts";
import { Series } from "./series.ts";
import { StreamHistory } from "./streams.ts";

export interface FaultRecord {
  readonly id: string;
  readonly step: string;
  readonly fault: string;
  readonly title: string;
  readonly nodes: readonly string[];
  readonly intentNs: number;
  readonly effectNs: number | undefined;
  readonly healedNs: number | undefined;
  readonly failed: string | undefined;
  readonly evidence: readonly string[];
}

/** A measure as it was taken; null: it could not be. */
export type MeasureRecord = EventOf<"measure">;

export interface StepTimes {
  readonly settleNs: number;
  readonly holdNs: number | undefined;
  readonly mendNs: number | undefined;
  readonly doneNs: number | undefined;
}

export interface InForce {
  readonly vrrp: readonly Vrrp[];
  readonly balancer: BalancerChecks | null;
  readonly realServers: readonly RealServerCheck[];
  readonly bind: BindInForce | null;
  readonly sentinels: readonly SentinelMaster[];
  readonly nlb: NlbTimers | null;
}

/**
 * What a journal says, indexed for questions. Fed event by event: the runner asks it while the run
 * goes on, grading asks it afterwards; both get the same answers.
 */
export class RunView {
  plan: Plan | undefined;
  startNs = 0;
  endNs = 0;
  end: EventOf<"end"> | undefined;
  upMs: number | undefined;
  /** When every node was up. */
  upNs: number | undefined;
  readonly series = new Map<string, Series>();
  readonly responders = new Map<string, Responders>();
  readonly streams = new Map<string, StreamHistory>();
  readonly baskets = new Map<string, BasketHistory>();
  readonly owners = new Map<string, OwnerHistory>();
  readonly wire = new Map<string, { readonly t: number; readonly nodes: readonly string[] }[]>();
  readonly inForce = new Map<string, InForce>();
  readonly steps = new Map<string, StepTimes>();
  readonly faults: FaultRecord[] = [];
  readonly measures = new Map<string, MeasureRecord>();
  readonly blind: EventOf<"watch">[] = [];
  readonly notes: string[] = [];
  header: EventOf<"run"> | undefined;

  static of(events: Iterable<JournalEvent>): RunView {
    const view = new RunView();
    for (const event of events) view.apply(event);
    return view;
  }

  apply(event: JournalEvent): void {
    // What clean-up still sees is no part of the run: graded again, a run gives the same report.
    if (this.end) return;
    this.endNs = Math.max(this.endNs, event.t);
    switch (event.kind) {
      case "run":
        this.header = event;
        this.plan = event.plan;
        this.startNs = event.t;
        break;
      case "up":
        this.upMs = event.tookMs;
        this.upNs = event.t;
        break;
      case "in-force":
        this.inForce.set(event.node, {
          vrrp: event.vrrp,
          balancer: event.balancer,
          realServers: event.realServers ?? [],
          bind: event.bind ?? null,
          sentinels: event.sentinels ?? [],
          nlb: event.nlb ?? null,
        });
        break;
      case "step":
        this.#applyStep(event);
        break;
      case "fault":
        this.#applyFault(event);
        break;
      case "measure":
        this.measures.set(event.name, event);
        break;
      case "note":
        this.notes.push(event.text);
        break;
      case "end":
        this.end = event;
        break;
      case "lateness":
        break;
      default:
        this.#applyObservation(event);
    }
  }

  #applyObservation(
    event: Extract<
      JournalEvent,
      {
        kind:
          | "probe"
          | "samples"
          | "responders"
          | "stream"
          | "basket"
          | "owner"
          | "wire"
          | "watch"
          | "node";
      }
    >,
  ): void {
    switch (event.kind) {
      case "probe":
        this.series.set(event.probe, new Series(event.t0, event.intervalUs));
        this.responders.set(event.probe, new Responders());
        this.streams.get(event.probe)?.restart(event.t);
        break;
      case "stream":
        this.#streamsOf(event.probe).add(event.t, event.connection, event.event);
        break;
      case "basket":
        this.#basketsOf(event.probe).add(event);
        break;
      case "samples":
        this.#addRows(event.probe, event.rows);
        break;
      case "responders":
        this.responders.get(event.probe)?.add(event.rows);
        break;
      case "owner":
        this.ownersOf(event.probe).set(event.t, event.node, event.owns);
        break;
      case "wire": {
        const list = this.wire.get(event.probe) ?? [];
        list.push({ t: event.t, nodes: event.nodes });
        this.wire.set(event.probe, list);
        break;
      }
      case "watch":
        this.blind.push(event);
        break;
      case "node":
        if (event.state === "off") {
          for (const history of this.owners.values()) history.set(event.t, event.node, false);
        }
        break;
      default:
        event satisfies never;
    }
  }

  #addRows(probe: string, rows: readonly SampleRow[]): void {
    const series = this.series.get(probe);
    for (const row of rows) series?.add(row);
  }

  #streamsOf(probe: string): StreamHistory {
    const known = this.streams.get(probe);
    if (known) return known;
    const history = new StreamHistory();
    this.streams.set(probe, history);
    return history;
  }

  #basketsOf(probe: string): BasketHistory {
    const known = this.baskets.get(probe);
    if (known) return known;
    const history = new BasketHistory();
    this.baskets.set(probe, history);
    return history;
  }

  ownersOf(probe: string): OwnerHistory {
    const known = this.owners.get(probe);
    if (known) return known;
    const history = new OwnerHistory();
    this.owners.set(probe, history);
    return history;
  }

  #applyStep(event: EventOf<"step">): void {
    const times = this.steps.get(event.step);
    const base = times ?? {
      settleNs: event.t,
      holdNs: undefined,
      mendNs: undefined,
      doneNs: undefined,
    };
    const key = { settle: "settleNs", hold: "holdNs", mend: "mendNs", done: "doneNs" } as const;
    this.steps.set(event.step, { ...base, [key[event.phase]]: event.t });
  }

  #applyFault(event: EventOf<"fault">): void {
    const index = this.faults.findIndex((fault) => fault.id === event.id);
    const known = this.faults[index] ?? {
      id: event.id,
      step: event.step,
      fault: event.fault,
      title: event.title,
      nodes: event.nodes,
      intentNs: event.t,
      effectNs: undefined,
      healedNs: undefined,
      failed: undefined,
      evidence: [],
    };
    const next: FaultRecord = {
      ...known,
      effectNs: event.phase === "effect" ? event.t : known.effectNs,
      healedNs: event.phase === "healed" ? event.t : known.healedNs,
      failed: event.phase === "failed" ? event.evidence.join("; ") : known.failed,
      evidence: [...known.evidence, ...event.evidence],
    };
    if (index < 0) this.faults.push(next);
    else this.faults[index] = next;
  }

  faultOf(step: string): FaultRecord | undefined {
    return this.faults.find((fault) => fault.step === step);
  }
}

export type Phase = "hold" | "mend";

/** What a check looks at: one phase of one step. */
export interface StepView {
  readonly run: RunView;
  readonly step: PlannedStep;
  readonly phase: Phase;
  readonly fault: FaultRecord | undefined;
  /** When the phase's clock starts: the fault's effect, its healing, or the start of watching. */
  readonly sinceNs: number;
  /** End of the phase, or now while it goes on. */
  readonly untilNs: number;
}

/** The phase of a step as a view; undefined while (or if) it has not begun. */
export function stepView(
  run: RunView,
  step: PlannedStep,
  phase: Phase,
  nowNs = run.endNs,
): StepView | undefined {
  const times = run.steps.get(step.id);
  const fault = run.faultOf(step.id);
  if (times?.holdNs === undefined) return undefined;
  if (phase === "mend") {
    if (times.mendNs === undefined) return undefined;
    const sinceNs = fault?.healedNs ?? times.mendNs;
    return { run, step, phase, fault, sinceNs, untilNs: times.doneNs ?? nowNs };
  }
  const sinceNs = fault?.effectNs ?? times.holdNs;
  return { run, step, phase, fault, sinceNs, untilNs: times.mendNs ?? times.doneNs ?? nowNs };
}
