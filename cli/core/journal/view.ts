import type { Plan } from "../cluster/plan.ts";
import { OwnerHistory, type Ownership } from "./address-owners.ts";
import { BasketHistory } from "./baskets.ts";
import type { EventOf, JournalEvent, SampleRow } from "./events.ts";
import { PortHistory } from "./ports.ts";
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
  /** It failed because of files that the lab leaves to its student. */
  readonly theirs: boolean;
  readonly evidence: readonly string[];
  /** What undoes it, as its kind wrote it. */
  readonly undo: unknown;
}

/** What was seen of nodes and users: all but what the run says of itself. */
type Observation = Exclude<
  JournalEvent,
  EventOf<
    | ("run" | "up" | "in-force" | "step" | "fault" | "measure" | "note" | "outside" | "load")
    | ("end" | "lateness")
  >
>;

/** Undefined `untilNs`: to the run's end. */
export interface RefusalRecord {
  readonly node: string;
  readonly why: string;
  readonly fromNs: number;
  readonly untilNs: number | undefined;
}

/** A measure as it was taken; null: it could not be. */
export type MeasureRecord = EventOf<"measure">;

export interface StepTimes {
  readonly settleNs: number;
  readonly expectNs: number | undefined;
  readonly mendedNs: number | undefined;
  readonly doneNs: number | undefined;
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
  /** Of each probe since it was last started. */
  readonly series = new Map<string, Series>();
  /** The same, and before: a prober starts anew with its node. */
  readonly allSeries = new Map<string, Series[]>();
  readonly responders = new Map<string, Responders>();
  readonly streams = new Map<string, StreamHistory>();
  readonly baskets = new Map<string, BasketHistory>();
  readonly owners = new Map<string, OwnerHistory>();
  readonly wire = new Map<string, Ownership[]>();
  /** What the nodes' ports answered when asked for an address. */
  readonly heard = new Map<string, PortHistory>();
  /** What the nodes' ports sent again and again: node -> in its order, as it was told. */
  readonly adverts = new Map<string, EventOf<"advert">[]>();
  /** Whose ports were listened to for a service's frames, from when on. */
  readonly listens = new Map<string, EventOf<"listens">[]>();
  /** What nodes wrote down themselves: probe -> in its order. */
  readonly told = new Map<string, EventOf<"told">[]>();
  /** What daemons say of themselves: node -> service -> the reader's value (see `valuesOf`). */
  readonly inForce = new Map<string, Map<string, unknown>>();
  readonly steps = new Map<string, StepTimes>();
  readonly faults: FaultRecord[] = [];
  readonly measures = new Map<string, MeasureRecord>();
  readonly blind: EventOf<"watch">[] = [];
  /** When nodes lost their power and had it again, in its order. */
  readonly power: EventOf<"node">[] = [];
  /** Of nodes that would not be examined. */
  refusals: readonly RefusalRecord[] = [];
  readonly notes: string[] = [];
  readonly outside: EventOf<"outside">[] = [];
  readonly loads: EventOf<"load">[] = [];
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
        this.#applyInForce(event);
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
      case "outside":
        this.outside.push(event);
        break;
      case "load":
        this.loads.push(event);
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

  #applyObservation(event: Observation): void {
    switch (event.kind) {
      case "probe":
        this.#startProbe(event);
        break;
      case "stream":
        this.#streamOf(event.probe).add(event.t, event.connection, event.event);
        break;
      case "basket":
        getOrMake(this.baskets, event.probe, () => new BasketHistory()).add(event);
        break;
      case "samples":
        this.#addRows(event.probe, event.rows);
        break;
      case "error-text":
        this.series.get(event.probe)?.explain(event.status, event.text);
        break;
      case "responders":
        this.responders.get(event.probe)?.add(event.rows);
        break;
      case "owner":
        this.ownersOf(event.probe).set(event.t, event.node, event.owns);
        break;
      case "wire":
        getOrMake(this.wire, event.probe, () => []).push({ t: event.t, nodes: event.nodes });
        break;
      case "heard":
        getOrMake(this.heard, event.probe, () => new PortHistory()).add(event);
        break;
      case "advert":
        getOrMake(this.adverts, event.node, () => []).push(event);
        break;
      case "listens":
        getOrMake(this.listens, event.service, () => []).push(event);
        break;
      case "told":
        getOrMake(this.told, event.probe, () => []).push(event);
        break;
      case "watch":
        this.blind.push(event);
        break;
      case "node":
        this.power.push(event);
        this.#applyPower(event);
        break;
      case "refusal":
        this.refusals = [
          ...this.refusals,
          { node: event.node, why: event.why, fromNs: event.t, untilNs: undefined },
        ];
        break;
      default:
        event satisfies never;
    }
  }

  #applyPower({ t, node, state }: EventOf<"node">): void {
    if (state === "off") {
      for (const history of this.owners.values()) history.set(t, node, false);
      for (const history of this.heard.values()) history.add({ t, node, answers: null });
    }
    if (state !== "up") return;
    this.refusals = this.refusals.map((one) =>
      one.node === node && one.untilNs === undefined ? { ...one, untilNs: t } : one,
    );
  }

  #startProbe({ probe, t, t0, intervalUs }: EventOf<"probe">): void {
    const series = new Series(t0, intervalUs);
    this.series.set(probe, series);
    getOrMake(this.allSeries, probe, () => []).push(series);
    this.responders.set(probe, new Responders());
    this.streams.get(probe)?.restart(t);
  }

  #addRows(probe: string, rows: readonly SampleRow[]): void {
    const series = this.series.get(probe);
    for (const row of rows) series?.add(row);
  }

  #streamOf(probe: string): StreamHistory {
    return getOrMake(this.streams, probe, () => new StreamHistory());
  }

  ownersOf(probe: string): OwnerHistory {
    return getOrMake(this.owners, probe, () => new OwnerHistory());
  }

  #applyInForce({ node, service, value }: EventOf<"in-force">): void {
    const known = getOrMake(this.inForce, node, () => new Map<string, unknown>());
    if (value === null) known.delete(service);
    else known.set(service, value);
  }

  #applyStep(event: EventOf<"step">): void {
    const times = this.steps.get(event.step);
    const base = times ?? {
      settleNs: event.t,
      expectNs: undefined,
      mendedNs: undefined,
      doneNs: undefined,
    };
    const key = {
      settle: "settleNs",
      expect: "expectNs",
      mended: "mendedNs",
      done: "doneNs",
    } as const;
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
      theirs: false,
      evidence: [],
      undo: undefined,
    };
    const next: FaultRecord = {
      ...known,
      effectNs: event.phase === "effect" ? event.t : known.effectNs,
      healedNs: event.phase === "healed" ? event.t : known.healedNs,
      failed: event.phase === "failed" ? event.evidence.join("; ") : known.failed,
      theirs: known.theirs || event.theirs === true,
      evidence: [...known.evidence, ...event.evidence],
      undo: event.undo ?? known.undo,
    };
    if (index < 0) this.faults.push(next);
    else this.faults[index] = next;
  }

  faultOf(step: string): FaultRecord | undefined {
    return this.faults.find((fault) => fault.step === step);
  }
}

function getOrMake<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
