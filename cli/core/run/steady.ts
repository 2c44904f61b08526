/** Before a step: does the cluster still limp from the last one? */
import { rangeSize } from "../base/address.ts";
import type { Plan } from "../cluster/plan.ts";
import type { Series } from "../journal/series.ts";
import { calmNs, lateLimit, lateNs } from "../kinds/check.ts";
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
  const clients = probe.kind === "clients" ? (rangeSize(String(probe.spec["sources"])) ?? 0) : 0;
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

/**
 * Nodes of a distributed balancer listen for D before they speak, and are heard within H: before, a
 * cluster may serve without one of them, and look calm.
 */
function joiningTrouble(session: Session): string | undefined {
  const { view } = session;
  const timers = [...view.inForce.values()].flatMap(({ nlb }) => nlb ?? []);
  const joinS = Math.max(0, ...timers.map(({ deadS, heartbeatS }) => deadS + heartbeatS));
  const listening = session.now() < (view.upNs ?? 0) + joinS * 1e9;
  return listening ? "nodes still listen for each other" : undefined;
}

/** What keeps the cluster from being steady; undefined when it is. */
export function unsteady(session: Session, plan: Plan): string | undefined {
  for (const probe of plan.probes) {
    const trouble = probe.kind === "address-owner" ? ownersTrouble : answersTrouble;
    const found = trouble(session, probe);
    if (found !== undefined) return found;
  }
  return joiningTrouble(session);
}
