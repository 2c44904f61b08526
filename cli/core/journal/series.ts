import type { SampleRow } from "./events.ts";
import { type Failures, howFailed } from "./failures.ts";

export interface Gap {
  /** Due times of the last success before and the first one after; the end of data if none came. */
  readonly fromNs: number;
  readonly toNs: number;
  readonly lost: number;
  /** False: no success came after it. */
  readonly closed: boolean;
}

export interface Tally {
  readonly sent: number;
  readonly lost: number;
  readonly servers: ReadonlyMap<string, number>;
  /** How those that were lost failed, the most frequent first. */
  readonly failures: Failures;
  /** Share of samples that the prober sent late: two intervals, if nothing else is asked. */
  readonly lateShare: number;
}

/** How far beyond a phase a stretch without success is followed. */
const longestGapNs = 30e9;

/** The samples of one probe, by number. Probe k is due at t0 + k * interval. */
export class Series {
  readonly t0: number;
  readonly intervalNs: number;
  readonly #rows: (SampleRow | undefined)[] = [];
  /** "HTTP 503" -> with its own words. */
  readonly #explained = new Map<string, string>();
  #complete = 0;
  #answered = false;

  constructor(t0: number, intervalUs: number) {
    this.t0 = t0;
    this.intervalNs = intervalUs * 1000;
  }

  add(row: SampleRow): void {
    this.#rows[row[0]] = row;
    this.#answered ||= row[4] === "ok";
    while (this.#rows[this.#complete] !== undefined) this.#complete += 1;
  }

  /** What an error of this status says of itself; the first word of it stays. */
  explain(status: number, text: string): void {
    const how = howFailed("bad", String(status));
    if (!this.#explained.has(how)) this.#explained.set(how, `${how} (${text})`);
  }

  /** Some request of it was, at any time. */
  get answered(): boolean {
    return this.#answered;
  }

  /** Up to here every probe has been answered or given up. */
  get horizonNs(): number {
    return this.t0 + this.#complete * this.intervalNs;
  }

  dueNs(row: SampleRow): number {
    return this.t0 + row[1] * 1000;
  }

  endNs(row: SampleRow): number {
    return this.t0 + row[3] * 1000;
  }

  #firstFrom(ns: number): number {
    return Math.max(0, Math.ceil((ns - this.t0) / this.intervalNs));
  }

  #lastUntil(ns: number): number {
    return Math.min(this.#rows.length - 1, Math.floor((ns - this.t0) / this.intervalNs));
  }

  /** Every row, in order. */
  *rows(): Generator<SampleRow> {
    for (const row of this.#rows) if (row) yield row;
  }

  /** Rows due in [fromNs, toNs], in order. */
  *between(fromNs: number, toNs: number): Generator<SampleRow> {
    const last = this.#lastUntil(toNs);
    for (let k = this.#firstFrom(fromNs); k <= last; k += 1) {
      const row = this.#rows[k];
      if (row) yield row;
    }
  }

  /**
   * The stretches without a success whose middle lies in [fromNs, toNs]. Requests under way when a
   * phase ends may fall to what comes next: the middle says to which phase a stretch belongs. One
   * that lasts all through a phase belongs to it in any case.
   */
  gaps(fromNs: number, toNs: number): Gap[] {
    return this.gapsTouching(fromNs, toNs).filter((gap) => {
      const middle = (gap.fromNs + gap.toNs) / 2;
      const throughout = gap.fromNs <= fromNs && (!gap.closed || gap.toNs >= toNs);
      return throughout || (middle >= fromNs && middle <= toNs);
    });
  }

  /** Every stretch without a success that reaches into [fromNs, toNs], whole. */
  gapsTouching(fromNs: number, toNs: number): Gap[] {
    // It is asked for again and again while a step goes on. What lies before the last success
    // before the phase, or behind the first one after it, does not reach into it.
    const beginNs = this.#lastOkNs(fromNs - longestGapNs, fromNs) ?? fromNs - longestGapNs;
    const all = this.#stretches(beginNs, toNs + longestGapNs, toNs);
    return all.filter((gap) => gap.toNs > fromNs && gap.fromNs < toNs);
  }

  /** When the last success in [fromNs, toNs] was due. */
  #lastOkNs(fromNs: number, toNs: number): number | undefined {
    const first = this.#firstFrom(fromNs);
    for (let k = this.#lastUntil(toNs); k >= first; k -= 1) {
      const row = this.#rows[k];
      if (row?.[4] === "ok") return this.dueNs(row);
    }
    return undefined;
  }

  /** Up to toNs, or to the first success from `enoughNs` on. */
  #stretches(fromNs: number, toNs: number, enoughNs: number): Gap[] {
    const found: Gap[] = [];
    let lastOkNs: number | undefined;
    let lost = 0;
    for (const row of this.between(fromNs, Math.min(toNs, this.horizonNs))) {
      const due = this.dueNs(row);
      if (row[4] !== "ok") {
        lost += 1;
        continue;
      }
      if (lost > 0) found.push({ fromNs: lastOkNs ?? fromNs, toNs: due, lost, closed: true });
      lastOkNs = due;
      lost = 0;
      if (due >= enoughNs) break;
    }
    if (lost > 0) {
      const end = Math.min(toNs, this.horizonNs);
      found.push({ fromNs: lastOkNs ?? fromNs, toNs: end, lost, closed: false });
    }
    return found;
  }

  tally(fromNs: number, toNs: number, lateNs = 2 * this.intervalNs): Tally {
    const servers = new Map<string, number>();
    const failures = new Map<string, number>();
    let sent = 0;
    let lost = 0;
    let late = 0;
    for (const [, due, sentUs, , outcome, server] of this.between(fromNs, toNs)) {
      sent += 1;
      if (outcome === "ok") servers.set(server, (servers.get(server) ?? 0) + 1);
      else {
        lost += 1;
        const said = howFailed(outcome, server);
        const how = this.#explained.get(said) ?? said;
        failures.set(how, (failures.get(how) ?? 0) + 1);
      }
      if ((sentUs - due) * 1000 >= lateNs) late += 1;
    }
    const lateShare = sent === 0 ? 0 : late / sent;
    const often = [...failures].sort((a, b) => b[1] - a[1]);
    return { sent, lost, servers, failures: new Map(often), lateShare };
  }

  /** How many requests really left the prober in [fromNs, toNs], however late. */
  sentBetween(fromNs: number, toNs: number): number {
    const inside = ([, , sentUs]: SampleRow) => {
      const sentNs = this.t0 + sentUs * 1000;
      return sentNs >= fromNs && sentNs <= toNs;
    };
    return this.#rows.filter((row) => row && inside(row)).length;
  }

  /** Who answered the last request of an interval that was answered. */
  lastServer(fromNs: number, toNs: number): string | undefined {
    let last: string | undefined;
    for (const [, , , , outcome, server] of this.between(fromNs, toNs))
      if (outcome === "ok") last = server;
    return last;
  }

  /** Since when every probe has succeeded, up to the horizon; undefined when the last one failed. */
  okSinceNs(fromNs: number): number | undefined {
    let since: number | undefined;
    for (const row of this.between(fromNs, this.horizonNs)) {
      if (row[4] !== "ok") since = undefined;
      else since ??= this.dueNs(row);
    }
    return since;
  }

  /** The latest that the prober was with a request due in [fromNs, toNs]. */
  latestNs(fromNs: number, toNs: number): number {
    let latestUs = 0;
    for (const row of this.between(fromNs, toNs)) latestUs = Math.max(latestUs, row[2] - row[1]);
    return latestUs * 1000;
  }

  /** Microseconds between due and sent, sorted. */
  latenesses(): number[] {
    const all: number[] = [];
    for (const row of this.rows()) all.push(row[2] - row[1]);
    return all.sort((a, b) => a - b);
  }
}
