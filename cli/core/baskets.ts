/** What became of the baskets of a `users` probe, to be asked about any time of a run. */
import type { SampleRow } from "./journal.ts";
import type { Series } from "./series.ts";
import type { StepView } from "./view.ts";

/** `lost`: the shop began a new basket; `behind`: it knows the user, but not the last things. */
export type BasketEvent = "lost" | "behind";

export interface BasketChange {
  readonly t: number;
  readonly user: number;
  readonly event: BasketEvent;
  /** Things that the user knew of, and what the shop said. */
  readonly had: number;
  readonly has: number;
}

export class BasketHistory {
  readonly #changes: BasketChange[] = [];

  add(change: BasketChange): void {
    this.#changes.push(change);
  }

  /** The users to whom this happened in [fromNs, toNs]. */
  users(event: BasketEvent, fromNs: number, toNs: number): ReadonlySet<number> {
    const found = this.#changes.filter(
      (one) => one.event === event && one.t >= fromNs && one.t <= toNs,
    );
    return new Set(found.map(({ user }) => user));
  }
}

/** How many users the probe has: request k is of user k modulo their number. */
export function usersOf(view: StepView, probe: string): number {
  const spec = view.run.plan?.probes.find((one) => one.name === probe)?.spec;
  return Number(spec?.["users"] ?? 1);
}

/** What one user saw of the site. */
export interface Visits {
  /** Who gave the last answer before the phase. */
  readonly before: string | undefined;
  /** Who gave each answer in the phase. */
  readonly servers: readonly string[];
  /** Requests of the phase that failed. */
  readonly failed: number;
}

/** Users come round after round: how far before a phase their last answer is looked for. */
const roundsBefore = 3;

/** What each user of the probe saw in a phase, by the user's number. */
export function visitsOf(view: StepView, probe: string, series: Series): readonly Visits[] {
  const count = usersOf(view, probe);
  const all = Array.from({ length: count }, () => ({
    before: undefined as string | undefined,
    servers: [] as string[],
    failed: 0,
  }));
  const fromNs = view.sinceNs - roundsBefore * count * series.intervalNs;
  for (const row of series.between(fromNs, view.untilNs))
    note(all[row[0] % count], row, series, view);
  return all;
}

function note(
  user: { before: string | undefined; servers: string[]; failed: number } | undefined,
  row: SampleRow,
  series: Series,
  view: StepView,
): void {
  const within = series.dueNs(row) >= view.sinceNs;
  if (!user) return;
  if (row[4] !== "ok") user.failed += within ? 1 : 0;
  else if (within) user.servers.push(row[5]);
  else user.before = row[5];
}

/** Seconds in which every user comes once. */
export function roundS(view: StepView, probe: string): number {
  const spec = view.run.plan?.probes.find((one) => one.name === probe)?.spec;
  return (Number(spec?.["every"] ?? 0) * usersOf(view, probe)) / 1000;
}

/** Whoever has no answer by then will get none: rounds after the phase's begin, and seconds more. */
const patience = { rounds: 2, ns: 5e9 };

/**
 * Is what has to be seen of every user seen, or is it in vain to wait on? Without `seen`: an answer
 * since the phase began.
 */
export function allAnswered(
  view: StepView,
  probe: string,
  seen: (user: Visits) => boolean = () => true,
): boolean {
  const series = view.run.series.get(probe);
  if (!series) return true;
  const since = series.horizonNs - view.sinceNs;
  const round = roundS(view, probe) * 1e9;
  if (since < round) return false;
  if (since >= patience.rounds * round + patience.ns) return true;
  return visitsOf(view, probe, series).every((user) => user.servers.length > 0 && seen(user));
}
