/** What the formulas of VRRP share: which instances serve the address, who led, who takes over. */
import { round } from "../../core/base/numbers.ts";
import type { Found, StepView } from "../../core/kinds/formula.ts";
import { valuesOf } from "../../core/kinds/reader.ts";
import type { Bound } from "../../core/kinds/verdict.ts";
import { agreed } from "./heard.ts";
import { leaderOf, skewS } from "./master-down.ts";
import { kind as keepalived } from "./readers/keepalived.ts";
import { claimOf, type Vrrp } from "./vrrp.ts";

/** An instance, and where it runs. */
interface Router {
  readonly node: string;
  readonly vrrp: Vrrp;
}

export interface Pair {
  /** The instance that led. */
  readonly from: Vrrp;
  /** The instance that takes over; its priority makes the skew. */
  readonly to: Vrrp;
}

export function rfc(version: 2 | 3): string {
  return version === 3 ? "RFC 9568 6.1" : "RFC 3768 6.1";
}

export const none = "no VRRP timers in force were read";

function allRouters(view: StepView): readonly Router[] {
  return [...valuesOf(view.run, keepalived)].flatMap(([node, { vrrp }]) =>
    vrrp.map((one) => ({ node, vrrp: one })),
  );
}

function addressOf(view: StepView, probe: string): string | undefined {
  return view.run.plan?.probes.find(({ name }) => name === probe)?.address;
}

/** "lb1: site (router id 51, MASTER) has 10.77.0.101; lb2: ..." */
function claims(routers: readonly Router[]): string {
  return routers.map(({ node, vrrp }) => `${node}: ${claimOf(vrrp) ?? vrrp.instance}`).join("; ");
}

/**
 * The instances of the virtual router that serves the probe's address: those that have it, and on
 * nodes where none has it, those of the same router id. An instance of an older journal may be any.
 */
function routersOf(view: StepView, probe: string): readonly Router[] | string {
  const all = allRouters(view);
  if (all.length === 0) return none;
  const address = addressOf(view, probe);
  const serving = all.filter(
    ({ vrrp }) => vrrp.addresses === undefined || (address && vrrp.addresses.includes(address)),
  );
  if (serving.length === 0) return `no VRRP instance has ${address}: ${claims(all)}`;
  const [nodes, ids] = [serving.map(({ node }) => node), serving.map(({ vrrp }) => vrrp.vrid)];
  const kin = all.filter(({ node, vrrp }) => !nodes.includes(node) && ids.includes(vrrp.vrid));
  return untimedOf(serving) ?? [...serving, ...kin];
}

/** A sentence on directives of which no formula knows what they do to the times. */
function untimedOf(routers: readonly Router[]): string | undefined {
  const found = routers.flatMap(({ node, vrrp }) =>
    (vrrp.untimed ?? []).map((directive) => `${directive} (${node}, keepalived.conf)`),
  );
  if (found.length === 0) return undefined;
  return `no formula of VRRP knows how soon this changes an instance: ${found.join(", ")}`;
}

/** The instance with the highest priority. */
function leader(routers: readonly Router[]): Router | undefined {
  const first = leaderOf(routers.map(({ vrrp }) => vrrp));
  return routers.find(({ vrrp }) => vrrp === first);
}

/** Who led when the fault came, and who has to take over: from what was seen, else by priority. */
function pairOf(view: StepView, probe: string): Pair | string {
  const routers = routersOf(view, probe);
  if (typeof routers === "string") return routers;
  const history = view.run.owners.get(probe);
  const before = history?.at(view.fault?.intentNs ?? view.sinceNs) ?? [];
  const led = routers.filter(({ node }) => before.includes(node));
  const from = leader(led) ?? leader(routers);
  const others = routers.filter(({ node }) => !before.includes(node) && node !== from?.node);
  // A cut names both sides; whoever is left whole is meant first.
  const whole = others.filter(({ node }) => !view.fault?.nodes.includes(node));
  const to = leader(whole) ?? leader(others);
  if (!from || !to) return nobodyLeft(routers, before, addressOf(view, probe));
  if (from.vrrp.vrid === to.vrrp.vrid) return { from: from.vrrp, to: to.vrrp };
  return `their router ids differ, so neither takes over from the other: ${claims([from, to])}`;
}

/** Why there is nobody who could take over. */
function nobodyLeft(
  routers: readonly Router[],
  before: readonly string[],
  address: string | undefined,
): string {
  const nodes = [...new Set(routers.map(({ node }) => node))];
  if (nodes.length < 2)
    return `VRRP timers in force were read from ${nodes[0]} alone: ${claims(routers)}`;
  const ids = new Set(routers.map(({ vrrp }) => vrrp.vrid));
  const why = ids.size > 1 ? ", and their router ids differ" : "";
  return `${before.join(" and ")} had ${address ?? "the address"} already, so nobody was left to take it over${why}: ${claims(routers)}`;
}

export function inputs(vrrp: Vrrp, advertS: number, skew: number): Bound["inputs"] {
  return { A: advertS, P: vrrp.priority, skew: round(skew), version: vrrp.version };
}

/** The skew of the one that takes over. */
export function skewOf({ from, to }: Pair, advertS = from.advertS): number {
  return skewS(to.version, to.priority, advertS);
}

/** The instances that go over with this one: those of its sync group on its node, and itself. */
function groupOf(view: StepView, one: Vrrp): readonly Vrrp[] {
  if (one.group === undefined) return [one];
  const own = [...valuesOf(view.run, keepalived).values()].find(({ vrrp }) => vrrp.includes(one));
  return own?.vrrp.filter(({ group }) => group === one.group) ?? [one];
}

/** A sync group takes over when the timers of all its instances have ended (vrrp_sync.c): the slowest. */
export function slowestOf(
  view: StepView,
  probe: string,
  boundOf: (pair: Pair) => Found,
): Found | string {
  const pair = pairOf(view, probe);
  if (typeof pair === "string") return pair;
  const led = groupOf(view, pair.from);
  const pairs = groupOf(view, pair.to).map((to): Pair => {
    const same = (one: Vrrp) => one.vrid === to.vrid;
    return to === pair.to ? pair : { from: led.find(same) ?? pair.from, to };
  });
  return agreed(view, (as) =>
    worst(pairs.map(({ from, to }) => boundOf({ from: as(from), to: as(to) }))),
  );
}

/** The one that ends last. */
export function worst(bounds: readonly Found[]): Found | string {
  return bounds.toSorted((a, b) => b.hi - a.hi)[0] ?? none;
}

/** The best router of the address, and those that come back with it. */
export function bestOf(view: StepView, probe: string): readonly Vrrp[] | string {
  const routers = routersOf(view, probe);
  if (typeof routers === "string") return routers;
  const best = leader(routers);
  return best ? groupOf(view, best.vrrp) : none;
}
