/** What is seen of a cluster now, gathered event by event: what the live view draws. */
import type { Plan, PlannedProbe } from "../../core/cluster/plan.ts";
import type { EventOf, JournalEvent, SampleRow, StepPhase } from "../../core/journal/events.ts";
import { RunView } from "../../core/journal/view.ts";
import { type Readers, timerRows } from "../../core/kinds/reader.ts";
import { teller } from "../../report/text/told.ts";
import type { LiveEvent, LiveNode, LiveOwner, LiveStrip, LiveView, Slot } from "./view.ts";
import { slotNs, stripS } from "./view.ts";

/** Of the events, those that a screen may have room for. */
const mostEvents = 50;

interface Held {
  readonly nodes: ReadonlySet<string>;
  readonly sinceNs: number;
}

/** Told a run, or what a session of its own sees; asked for a view ten times a second. */
export class LiveModel {
  readonly #cluster: string;
  readonly #readers: Readers;
  #plan: Plan | undefined;
  #own = true;
  #startNs: number | undefined;
  #step: { readonly id: string; readonly phase: StepPhase } | undefined;
  #fault: LiveView["fault"];
  readonly #owners = new Map<string, Held>();
  readonly #states = new Map<string, EventOf<"node">["state"]>();
  /** What each node's port sends again and again, by stream. */
  readonly #sends = new Map<string, Map<string, unknown>>();
  readonly #series = new Map<string, { readonly t0: number }>();
  readonly #slots = new Map<string, Map<number, { sent: number; lost: number }>>();
  /** What their daemons said of what they are was before an address came or went: "BACKUP" of one that has it now would be wrong. */
  readonly #moved = new Set<string>();
  #events: readonly LiveEvent[] = [];
  #tell = teller();
  #daemons = new RunView();

  constructor(cluster: string, readers: Readers) {
    this.#cluster = cluster;
    this.#readers = readers;
  }

  /** `own`: nobody plays, and what is seen is seen by probes of the watcher's own. */
  apply(event: JournalEvent, own: boolean): void {
    this.#startNs ??= event.t;
    if (event.kind === "run") this.#begin(event, own);
    const text = event.kind === "run" && own ? undefined : this.#tell(event);
    if (text !== undefined)
      this.#events = [...this.#events, { t: event.t, text }].slice(-mostEvents);
    switch (event.kind) {
      case "step":
        this.#step = event.phase === "done" ? undefined : { id: event.step, phase: event.phase };
        break;
      case "fault":
        this.#applyFault(event);
        break;
      case "owner":
        this.#applyOwner(event);
        break;
      case "node":
        this.#applyNode(event);
        break;
      case "advert":
        this.#applyAdvert(event);
        break;
      case "in-force":
        this.#daemons.apply(event);
        this.#moved.delete(event.node);
        break;
      case "probe":
        this.#series.set(event.probe, { t0: event.t0 });
        break;
      case "samples":
        this.#addRows(event.probe, event.rows);
        break;
      case "end":
        this.#step = undefined;
        this.#fault = undefined;
        break;
      default:
        break;
    }
  }

  /** The last minute of answers stays: it is told by its own time. */
  #begin({ plan, t }: EventOf<"run">, own: boolean): void {
    if (!own || this.#plan === undefined) this.#startNs = t;
    this.#plan = plan;
    this.#own = own;
    this.#step = undefined;
    this.#fault = undefined;
    this.#owners.clear();
    this.#states.clear();
    this.#sends.clear();
    this.#moved.clear();
    this.#tell = teller();
    this.#daemons = new RunView();
  }

  #applyFault({ t, title, phase }: EventOf<"fault">): void {
    if (phase === "effect") this.#fault = { title, sinceNs: t };
    if (phase === "healed" || phase === "failed") this.#fault = undefined;
  }

  #applyOwner({ t, probe, node, owns }: EventOf<"owner">): void {
    const held = this.#owners.get(probe);
    const before = held?.nodes ?? new Set<string>();
    if (held && before.has(node) === owns) return;
    const nodes = new Set(before);
    if (owns) nodes.add(node);
    else nodes.delete(node);
    const same = nodes.size === before.size;
    if (held) this.#moved.add(node);
    this.#owners.set(probe, { nodes, sinceNs: same && held ? held.sinceNs : t });
  }

  /** A node without its processes owns nothing, and sends nothing. */
  #applyNode({ t, node, state }: EventOf<"node">): void {
    this.#states.set(node, state);
    if (state !== "off") return;
    this.#sends.delete(node);
    this.#daemons.inForce.delete(node);
    for (const probe of this.#owners.keys())
      this.#applyOwner({ kind: "owner", t, probe, node, owns: false });
  }

  #applyAdvert({ node, service, value, ends }: EventOf<"advert">): void {
    const sends = this.#sends.get(node) ?? new Map<string, unknown>();
    if (ends) sends.delete(service);
    else sends.set(service, value);
    this.#sends.set(node, sends);
  }

  #addRows(probe: string, rows: readonly SampleRow[]): void {
    const series = this.#series.get(probe);
    if (!series) return;
    const slots = this.#slots.get(probe) ?? new Map<number, { sent: number; lost: number }>();
    this.#slots.set(probe, slots);
    for (const [, dueUs, , , outcome] of rows) {
      const at = Math.floor((series.t0 + dueUs * 1000) / slotNs);
      const slot = slots.get(at) ?? { sent: 0, lost: 0 };
      slot.sent += 1;
      if (outcome !== "ok") slot.lost += 1;
      slots.set(at, slot);
    }
    const oldest = Math.max(...slots.keys()) - (2 * stripS * 1e9) / slotNs;
    for (const at of slots.keys()) if (at < oldest) slots.delete(at);
  }

  view(): LiveView {
    const probes = this.#plan?.probes ?? [];
    return {
      cluster: this.#cluster,
      title: this.#plan?.title ?? "",
      own: this.#own,
      startNs: this.#startNs,
      step: this.#step,
      fault: this.#fault,
      owners: probes.filter(({ watches }) => watches === "owner").map((one) => this.#ownerOf(one)),
      nodes: this.#nodes(),
      strips: probes.filter(({ sends }) => sends).map((one) => this.#stripOf(one)),
      events: this.#events,
    };
  }

  #ownerOf({ name, address, label }: PlannedProbe): LiveOwner {
    const held = this.#owners.get(name);
    return {
      probe: name,
      address: address ?? label,
      nodes: held ? [...held.nodes].sort() : undefined,
      sinceNs: held?.sinceNs,
    };
  }

  #nodes(): LiveNode[] {
    const rows = timerRows(this.#daemons, this.#readers);
    return (this.#plan?.nodes ?? []).map(({ name, role }) => ({
      name,
      role,
      state: this.#states.get(name),
      has: [...this.#owners].flatMap(([probe, { nodes }]) => (nodes.has(name) ? [probe] : [])),
      is: rows.flatMap((row) =>
        row.node === name ? standingOf(row.values, !this.#moved.has(name)) : [],
      ),
      sends: [...(this.#sends.get(name)?.values() ?? [])].flatMap((value) => standingOf(value)),
    }));
  }

  #stripOf({ name }: PlannedProbe): LiveStrip {
    const slots = [...(this.#slots.get(name) ?? [])].map(([at, { sent, lost }]): Slot => {
      return { at, sent, lost };
    });
    return { probe: name, slots: slots.toSorted((a, b) => a.at - b.at) };
  }
}

/** What a daemon is, and with which priority: "MASTER 150"; nothing of one that has neither. */
function standingOf(values: unknown, state = true): string[] {
  if (typeof values !== "object" || values === null) return [];
  const known = new Map(Object.entries(values));
  const said = [state && known.get("state"), known.get("priority")].filter(
    (one) => typeof one === "string" || typeof one === "number",
  );
  return said.length === 0 ? [] : [said.join(" ")];
}
