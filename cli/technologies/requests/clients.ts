/** What each client got, of a probe that plays many of them (`users`, `clients`): phase by phase. */
import { rangeSize } from "../../core/base/address.ts";
import type { Series } from "../../core/journal/series.ts";
import { evidenceOf, isJudgement, unknown } from "../../core/judge/evidence.ts";
import type { Judgement } from "../../core/kinds/check.ts";
import { beganNs, type StepView } from "../../core/kinds/formula.ts";

interface Change {
  readonly t: number;
  readonly from: string;
  readonly to: string;
}

export interface ClientStory {
  /** From 0: request k is of client k modulo their number. */
  readonly client: number;
  /** Who answered it last, before the phase's fault or healing; undefined: nobody for long. */
  readonly before: string | undefined;
  /** Who answered it last since then; undefined: nobody. */
  readonly after: string | undefined;
  readonly changes: readonly Change[];
  /** Requests of the phase that were answered, and those that were not. */
  readonly answered: number;
  readonly lost: number;
}

/** How far before a phase a client's last answer is looked for: a time, or so many rounds. */
const back = { ns: 10e9, rounds: 3 };

/** How many clients a probe has; undefined: it is of another kind. */
export function clientCount(view: StepView, probe: string): number | undefined {
  const planned = view.run.plan?.probes.find((one) => one.name === probe);
  if (planned?.kind === "users") return Number(planned.spec["users"]);
  if (planned?.kind === "clients") return rangeSize(String(planned.spec["sources"]));
  return undefined;
}

/** How long it takes until each client has asked once more. */
export function roundNs(view: StepView, probe: string): number {
  const intervalNs = view.run.series.get(probe)?.intervalNs ?? 0;
  return (clientCount(view, probe) ?? 0) * intervalNs;
}

/** The same in seconds, for a check's `afterS`. */
export function roundS(view: StepView, probe: string): number {
  return roundNs(view, probe) / 1e9;
}

function storiesIn(view: StepView, series: Series, count: number): readonly ClientStory[] {
  const began = beganNs(view);
  const fromNs = began - Math.max(back.ns, back.rounds * count * series.intervalNs);
  const tales = Array.from({ length: count }, (_, client) => new Tale(client));
  for (const row of series.between(fromNs, view.untilNs)) {
    const t = series.dueNs(row);
    const within = t >= view.sinceNs;
    const tale = tales[row[0] % count];
    // A request that was under way when it began may have been sent on to another server.
    const early = series.endNs(row) < began;
    if (row[4] === "ok") tale?.hears({ t, server: row[5], early, within });
    else if (within) tale?.loses();
  }
  return tales;
}

/** The clients' stories, or why there is nothing to judge by. `evidence`: samplesOf or evidenceOf. */
export function clientStories(
  view: StepView,
  probe: string,
  evidence = evidenceOf,
): { readonly stories: readonly ClientStory[] } | Judgement {
  const series = evidence(view, probe);
  if (isJudgement(series)) return series;
  const count = clientCount(view, probe);
  if (count === undefined) return unknown(`probe "${probe}" does not play many clients`);
  return { stories: storiesIn(view, series, count) };
}

/** Whoever has no answer by then will get none: rounds, and seconds more. */
const patience = { rounds: 2, ns: 5e9 };

/**
 * Has each client asked once more since then, and is what has to be seen of it seen, or is it in vain
 * to wait on? Without `seen`: an answer in the phase.
 */
export function allAnswered(
  view: StepView,
  probe: string,
  fromNs: number = view.sinceNs,
  seen: (one: ClientStory) => boolean = () => true,
): boolean {
  const series = view.run.series.get(probe);
  const count = clientCount(view, probe);
  if (!series || count === undefined) return true;
  const since = series.horizonNs - fromNs;
  const round = count * series.intervalNs;
  if (since < round) return false;
  if (since >= patience.rounds * round + patience.ns) return true;
  return storiesIn(view, series, count).every((one) => one.answered > 0 && seen(one));
}

/** A story in the making. */
class Tale implements ClientStory {
  readonly client: number;
  before: string | undefined;
  after: string | undefined;
  readonly changes: Change[] = [];
  answered = 0;
  lost = 0;

  constructor(client: number) {
    this.client = client;
  }

  /** `early`: answered before what the phase is about began; `within`: since it took effect. */
  hears(one: { t: number; server: string; early: boolean; within: boolean }): void {
    if (one.within) this.answered += 1;
    if (one.early) {
      this.before = one.server;
      return;
    }
    const last = this.after ?? this.before;
    if (last !== undefined && last !== one.server)
      this.changes.push({ t: one.t, from: last, to: one.server });
    this.after = one.server;
  }

  loses(): void {
    this.lost += 1;
  }
}
