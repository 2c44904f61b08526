/** Before a step: does the cluster still limp from the last one? */
import type { Plan } from "../cluster/plan.ts";
import type { Series } from "../journal/series.ts";
import { calmNs, lateLimit, lateNs } from "../judge/evidence.ts";
import { joiningOf, joinS, takeOverFrom, untold } from "../kinds/reader.ts";
import type { Session } from "./session.ts";

/**
 * Where nodes share clients out among themselves: who has asked but once since they were answered
 * cannot show a move, so two rounds are looked at.
 */
function twoRoundsNs(series: Series, clients: number): number {
  return 2 * clients * series.intervalNs;
}

/** Did one of the clients change its server in its last two requests? */
function isMoving(series: Series, clients: number): boolean {
  const last = new Map<number, string>();
  const fromNs = series.horizonNs - twoRoundsNs(series, clients);
  for (const row of series.between(fromNs, series.horizonNs)) {
    if (row[4] !== "ok") continue;
    const client = row[0] % clients;
    if ((last.get(client) ?? row[5]) !== row[5]) return true;
    last.set(client, row[5]);
  }
  return false;
}

type PlannedProbe = Plan["probes"][number];

function ownersTrouble(session: Session, probe: PlannedProbe): string | undefined {
  const now = session.now();
  const history = session.view.owners.get(probe.name);
  const one = (nodes: readonly string[]) => nodes.length === 1;
  const since = history?.holdsSince(now - 2 * calmNs, now, one);
  if (since === undefined) return `${probe.label} is ${history?.at(now).join(" and ") || "nobody"}`;
  return now - since < calmNs ? `${probe.label} has just changed` : undefined;
}

function answersTrouble(session: Session, probe: PlannedProbe): string | undefined {
  const series = session.view.series.get(probe.name);
  if (!series) return `${probe.label} fails`;
  const clients = probe.clients ?? 0;
  const quietNs = Math.max(calmNs, twoRoundsNs(series, clients));
  const okSince = series.okSinceNs(session.now() - 4 * quietNs);
  if (okSince === undefined) return `${probe.label} fails`;
  if (series.horizonNs - okSince < quietNs) return `${probe.label} has just come back`;
  const { lateShare } = series.tally(
    series.horizonNs - 4 * calmNs,
    series.horizonNs,
    lateNs(series),
  );
  if (lateShare > lateLimit) return `${probe.label} is asked late: this machine is busy`;
  return clients > 0 && isMoving(series, clients)
    ? `${probe.label} have just changed servers`
    : undefined;
}

/** Daemons that have just been started may need a moment until they tell of themselves. */
const untoldS = 5;
/** Who has not reached a neighbour by then is not about to. */
const joiningS = 10;
/** A node is up before its daemons have read their files and begun to count. */
const beginS = 2;

/**
 * Nodes that listen before they speak, or that elect: until then a cluster may serve without one of
 * them, or by a lesser one, and look calm. Only at first: later faults make such things, and are judged.
 */
function joiningTrouble(session: Session, plan: Plan): string | undefined {
  const { view, readers, begunNs } = session;
  const sinceS = (ns: number) => (session.now() - ns) / 1e9;
  // On a cluster that was there a daemon may have been started anew a moment ago.
  const begunS = sinceS(view.upNs ?? begunNs ?? Number.NEGATIVE_INFINITY);
  if (begunS < joinS(view, readers)) return "nodes still listen for each other";
  if (view.faults.length > 0) return undefined;
  const trouble =
    (begunS < untoldS ? untoldTrouble(session, plan) : undefined) ??
    (begunS < joiningS ? joiningOf(view, readers) : undefined) ??
    // There, too, a run before may have healed a node just now, which has yet to take its role back.
    electionTrouble(session, plan, view.upNs === undefined ? sinceS(view.startNs) : begunS);
  // What they told at first may not be so any more.
  if (trouble !== undefined) session.refreshTimers();
  return trouble;
}

function untoldTrouble({ view, readers }: Session, plan: Plan): string | undefined {
  const [node] = untold(view, plan.nodes, readers);
  return node === undefined ? undefined : `nothing is known yet of the timers of ${node}`;
}

function electionTrouble(session: Session, plan: Plan, sinceUpS: number): string | undefined {
  for (const { name, label, watches } of plan.probes) {
    if (watches !== "owner") continue;
    const owners = session.view.owners.get(name)?.at(session.now()) ?? [];
    const next = takeOverFrom(session.view, owners, session.readers);
    if (next && sinceUpS < next.withinS + beginS)
      return `${label} is ${owners.join(" and ")}: ${next.node} has yet to take over`;
  }
  return undefined;
}

export interface Trouble {
  /** Left out where it is no probe's. */
  readonly probe?: string;
  readonly text: string;
  /** It is well, but not as it was at first. */
  readonly roles?: boolean;
}

function troubleOf(session: Session, probe: PlannedProbe): string | undefined {
  if (probe.watches === "words") return session.unsteady(probe);
  // What nodes write down of no state of theirs is neither well nor ill.
  if (!probe.sends && !probe.watches) return undefined;
  return (probe.watches === "owner" ? ownersTrouble : answersTrouble)(session, probe);
}

/** What keeps the cluster from being steady; nothing when it is. */
export function troublesOf(session: Session, plan: Plan): Trouble[] {
  const found = plan.probes.flatMap((probe): Trouble[] => {
    const text = troubleOf(session, probe);
    return text === undefined ? [] : [{ probe: probe.name, text }];
  });
  if (found.length > 0) return found;
  const joining = joiningTrouble(session, plan);
  return joining === undefined ? [] : [{ text: joining }];
}
