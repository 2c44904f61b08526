/** What a topology cost, and what it bore, over the steps that broke it. Pure. */
import { round } from "../../core/base/numbers.ts";
import type { RunView } from "../../core/journal/view.ts";
import { outagesIn } from "../../core/judge/outages.ts";
import { mostHeld, ownersAt, ownersText, type Stretch } from "./holders.ts";

/** A step's time from its fault to the begin of its healing; undefined: it was not broken, or the run ended before. */
function brokenStretch(run: RunView, step: string): Stretch | undefined {
  const times = run.steps.get(step);
  const fromNs = run.faultOf(step)?.effectNs;
  const toNs = times?.mendedNs ?? times?.doneNs;
  return fromNs === undefined || toNs === undefined ? undefined : { fromNs, toNs };
}

export interface Borne {
  readonly step: string;
  /** Every service had one node at the end. */
  readonly all: boolean;
  readonly owners: readonly string[];
}

/** How each step ended for the services; a sentence for the first step that was not played. */
export function borneBy(
  run: RunView,
  steps: readonly string[],
  probes: readonly string[],
): readonly Borne[] | string {
  const borne: Borne[] = [];
  for (const step of steps) {
    const stretch = brokenStretch(run, step);
    if (!stretch) return `step ${step} was not played, or nothing was broken in it`;
    const owners = ownersAt(run, probes, stretch.toNs);
    const all = [...owners.values()].every((nodes) => nodes.length === 1);
    borne.push({ step, all, owners: ownersText(owners) });
  }
  return borne;
}

/** The steps in a row, from the first one, after which every service had a node. */
export function survivedOf(borne: readonly Borne[]): number {
  const first = borne.findIndex(({ all }) => !all);
  return first < 0 ? borne.length : first;
}

/** The nodes that held any of the services from the first step's fault to the last step's healing. */
export function nodesOf(
  run: RunView,
  steps: readonly string[],
  probes: readonly string[],
): readonly string[] {
  const stretches = steps.flatMap((step) => brokenStretch(run, step) ?? []);
  const [first] = stretches;
  const last = stretches.at(-1);
  if (!first || !last) return [];
  // The node that is broken held its services until then.
  const stretch = { fromNs: first.fromNs - 1e9, toNs: last.toNs };
  return mostHeld(run, probes, stretch).map(({ node }) => node);
}

/** The share of these nodes' room that is empty while nothing is broken; undefined: there are none. */
export function idleShare(
  nodes: readonly string[],
  services: readonly string[],
  capacity: number,
): number | undefined {
  return nodes.length === 0 ? undefined : 1 - services.length / (nodes.length * capacity);
}

/** The most services that one node held while something was broken. */
export function mostOf(run: RunView, steps: readonly string[], probes: readonly string[]): number {
  const loads = steps.flatMap((step) => {
    const stretch = brokenStretch(run, step);
    return stretch ? mostHeld(run, probes, stretch) : [];
  });
  return Math.max(0, ...loads.map((load) => load.probes.length));
}

/** The probes that send requests to the addresses that these watch. */
export function askersOf({ plan }: RunView, probes: readonly string[]): readonly string[] {
  const all = plan?.probes ?? [];
  const watched = all.filter(({ name }) => probes.includes(name)).map(({ address }) => address);
  return all
    .filter(({ sends, address }) => sends && address !== undefined && watched.includes(address))
    .map(({ name }) => name);
}

/** The longest outage of a service that came back while the fault was still in. Seconds; undefined: none did. */
export function outageOf(
  run: RunView,
  steps: readonly string[],
  probes: readonly string[],
): number | undefined {
  const all = steps.flatMap((step) => {
    const stretch = brokenStretch(run, step);
    if (!stretch) return [];
    const window = { beganNs: stretch.fromNs, sinceNs: stretch.fromNs, untilNs: stretch.toNs };
    return probes.flatMap((probe) => {
      const series = run.series.get(probe);
      return series ? outagesIn(series, window).filter(({ over }) => over) : [];
    });
  });
  const longest = Math.max(...all.map(({ fromNs, toNs }) => toNs - fromNs));
  return Number.isFinite(longest) ? round(longest / 1e9) : undefined;
}
