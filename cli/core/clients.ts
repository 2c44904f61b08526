/** What each client of a `clients` probe got, phase by phase. */
import { evidenceOf, isJudgement, type Judgement, unknown } from "./check.ts";
import type { StepView } from "./view.ts";

export interface Change {
  readonly t: number;
  readonly from: string;
  readonly to: string;
}

export interface ClientStory {
  /** From 0: the probe's request k is client k modulo their number. */
  readonly client: number;
  /** Who answered it last, before the phase's fault or healing; undefined: nobody for long. */
  readonly before: string | undefined;
  /** Who answered it last in the phase; undefined: nobody. */
  readonly after: string | undefined;
  readonly changes: readonly Change[];
  /** Requests of the phase that were not answered. */
  readonly lost: number;
}

/** How far before a phase a client's last answer is looked for. */
const backNs = 10e9;

/** How many clients a probe has; undefined: it is of another kind. */
export function clientCount(view: StepView, probe: string): number | undefined {
  const spec = view.run.plan?.probes.find((one) => one.name === probe)?.spec;
  return spec?.["kind"] === "clients" ? Number(spec["count"]) : undefined;
}

/** How long it takes until each client has asked once more. */
export function roundNs(view: StepView, probe: string): number {
  const intervalNs = view.run.series.get(probe)?.intervalNs ?? 0;
  return (clientCount(view, probe) ?? 0) * intervalNs;
}

/**
 * When what a phase is about began to be made. A fault or its healing takes a while, and answers may
 * change before it says that it is done.
 */
function beganNs(view: StepView): number {
  const mendNs = view.run.steps.get(view.step.id)?.mendNs;
  const began = view.phase === "mend" ? mendNs : view.fault?.intentNs;
  return Math.min(began ?? view.sinceNs, view.sinceNs);
}

/** The clients' stories, or why there is nothing to judge by. */
export function clientStories(view: StepView, probe: string): ClientStory[] | Judgement {
  const series = evidenceOf(view, probe);
  if (isJudgement(series)) return series;
  const count = clientCount(view, probe);
  if (count === undefined) return unknown(`probe "${probe}" is not of the kind clients`);
  const began = beganNs(view);
  const tales = Array.from({ length: count }, (_, client) => new Tale(client));
  for (const row of series.between(began - backNs, view.untilNs)) {
    const t = series.dueNs(row);
    const tale = tales[row[0] % count];
    if (row[4] === "ok") tale?.answered(t, row[5], t < began);
    else if (t >= view.sinceNs) tale?.unanswered();
  }
  return tales;
}

/** A story in the making. */
class Tale implements ClientStory {
  readonly client: number;
  before: string | undefined;
  after: string | undefined;
  readonly changes: Change[] = [];
  lost = 0;

  constructor(client: number) {
    this.client = client;
  }

  answered(t: number, server: string, early: boolean): void {
    if (early) {
      this.before = server;
      return;
    }
    const last = this.after ?? this.before;
    if (last !== undefined && last !== server) this.changes.push({ t, from: last, to: server });
    this.after = server;
  }

  unanswered(): void {
    this.lost += 1;
  }
}
