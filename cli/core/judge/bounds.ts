/**
 * The formulas of the field: how long the protocol itself says that something takes, from the
 * timers in force. Seconds. `lo` matters as much as `hi`: faster than the protocol allows means
 * that the fault missed.
 */
import {
  dnsExpire,
  dnsNotify,
  dnsRefresh,
  dnsReturn,
  dnsTtl,
} from "../../technologies/bind/formulas/dns.ts";
import { serverDown, serverUp } from "../../technologies/health-checks/formulas/server.ts";
import type { Vrrp } from "../../technologies/keepalived/readers/keepalived.ts";
import { liveMigration } from "../../technologies/migration/formulas/live-migration.ts";
import { nlbCrash, nlbCut, nlbJoin, nlbReunite } from "../../technologies/nlb/formulas/nlb.ts";
import { sentinelFailover } from "../../technologies/redis/formulas/sentinel-failover.ts";
import type { StepView } from "../journal/view.ts";
import type { BoundSpec } from "../lab/schema.ts";
import type { Bound } from "./report.ts";

/** Allowed on both sides of every bound, at least: two intervals of a quick probe and the daemons' own work. */
export const toleranceS = 0.05;
const daemonsS = 0.03;

/** A slow probe sees an outage begin and end one interval late or early. */
function toleranceOf(view: StepView, probe: string): number {
  const intervalS = (view.run.series.get(probe)?.intervalNs ?? 0) / 1e9;
  return Math.max(toleranceS, round(daemonsS + 2 * intervalS));
}

/** VRRPv2: (256 - P) / 256 s (RFC 3768 6.1). VRRPv3: the same share of A (RFC 9568 6.1). */
export function skewS(version: 2 | 3, priority: number, advertS: number): number {
  const share = (256 - priority) / 256;
  return version === 3 ? share * advertS : share;
}

interface Pair {
  /** The instance that led. */
  readonly from: Vrrp;
  /** The instance that takes over; its priority makes the skew. */
  readonly to: Vrrp;
}

type Formula = (view: StepView, probe: string) => Omit<Bound, "tolerance"> | string;

function rfc(version: 2 | 3): string {
  return version === 3 ? "RFC 9568 6.1" : "RFC 3768 6.1";
}

/** The node of `names` whose instance has the highest priority. */
function leader(view: StepView, names: Iterable<string>): Vrrp | undefined {
  const found = [...names].flatMap((name) => view.run.inForce.get(name)?.vrrp ?? []);
  return found.sort((a, b) => b.priority - a.priority)[0];
}

/** Who led when the fault came, and who has to take over: from what was seen, else by priority. */
function pairOf(view: StepView, probe: string): Pair | string {
  const history = view.run.owners.get(probe);
  const before = history?.at(view.fault?.intentNs ?? view.sinceNs) ?? [];
  const from = leader(view, before) ?? leader(view, view.run.inForce.keys());
  const others = [...view.run.inForce.keys()].filter((name) => !before.includes(name));
  // A cut names both sides; whoever is left whole is meant first.
  const whole = others.filter((name) => !view.fault?.nodes.includes(name));
  const to = leader(view, whole) ?? leader(view, others);
  if (!from || !to) return "no VRRP timers in force were read from two nodes";
  return { from, to };
}

function inputs(vrrp: Vrrp, advertS: number, skew: number): Bound["inputs"] {
  return { A: advertS, P: vrrp.priority, skew: round(skew), version: vrrp.version };
}

/** A backup of VRRPv3 learns A from the master's adverts; in VRRPv2 both must be configured alike. */
function crash(view: StepView, probe: string) {
  const pair = pairOf(view, probe);
  if (typeof pair === "string") return pair;
  const advertS = pair.to.version === 3 ? pair.from.advertS : pair.to.advertS;
  const skew = skewS(pair.to.version, pair.to.priority, advertS);
  const n = pair.to.downTimerAdverts;
  return {
    lo: (n - 1) * advertS + skew,
    hi: n * advertS + skew,
    formula: `${n - 1}A+skew .. ${n}A+skew`,
    inputs: inputs(pair.to, advertS, skew),
    source: rfc(pair.to.version),
  };
}

/** A master that stops sends priority 0: the backup waits for the skew only. */
function stop(view: StepView, probe: string) {
  const pair = pairOf(view, probe);
  if (typeof pair === "string") return pair;
  const skew = skewS(pair.to.version, pair.to.priority, pair.from.advertS);
  return {
    lo: 0,
    hi: skew,
    formula: "0 .. skew",
    inputs: inputs(pair.to, pair.from.advertS, skew),
    source: rfc(pair.to.version),
  };
}

/** The returning node of higher priority ignores the lesser master, until its own timer ends. */
function preempt(view: StepView, _probe: string) {
  const to = leader(view, view.run.inForce.keys());
  if (!to) return "no VRRP timers in force were read";
  const skew = skewS(to.version, to.priority, to.advertS);
  const hi = to.downTimerAdverts * to.advertS + skew + to.preemptDelayS;
  return {
    lo: 0,
    hi,
    formula: `0 .. ${to.downTimerAdverts}A+skew${to.preemptDelayS > 0 ? "+preempt_delay" : ""}`,
    inputs: inputs(to, to.advertS, skew),
    source: rfc(to.version),
  };
}

/** Two masters: the lesser one steps back at the better one's next advert. */
function reunite(view: StepView, _probe: string) {
  const to = leader(view, view.run.inForce.keys());
  if (!to) return "no VRRP timers in force were read";
  return {
    lo: 0,
    hi: to.advertS,
    formula: "0 .. A",
    inputs: { A: to.advertS, version: to.version },
    source: to.version === 3 ? "RFC 9568 6.4.3" : "RFC 3768 6.4.3",
  };
}

/** A tracked process dies: noticed, then either FAULT (priority 0) or a lower priority. */
function track(view: StepView, probe: string) {
  const pair = pairOf(view, probe);
  if (typeof pair === "string") return pair;
  const advertS = pair.from.advertS;
  const skew = skewS(pair.to.version, pair.to.priority, advertS);
  const detectS = Math.max(0, ...pair.from.trackers.map((tracker) => tracker.detectS));
  const n = pair.to.downTimerAdverts;
  return {
    lo: 0,
    hi: detectS + n * advertS + skew,
    formula: `0 .. detect+${n}A+skew`,
    inputs: { ...inputs(pair.to, advertS, skew), detect: round(detectS) },
    source: `${rfc(pair.to.version)}, keepalived.conf(5)`,
  };
}

/**
 * The tracked process is back: noticed, and then the better router has to win the address again.
 */
function comeBack(view: StepView, probe: string) {
  const base = preempt(view, probe);
  if (typeof base === "string") return base;
  const all = [...view.run.inForce.values()].flatMap((node) => node.vrrp);
  const detectS = Math.max(
    0,
    ...all.flatMap((one) => one.trackers.map((tracker) => tracker.returnS)),
  );
  return {
    ...base,
    hi: base.hi + detectS,
    formula: base.formula.replace("0 .. ", "0 .. detect+"),
    inputs: { ...base.inputs, detect: round(detectS) },
    source: `${base.source}, keepalived.conf(5)`,
  };
}

const formulas: Readonly<Record<string, Formula>> = {
  "vrrp-crash": crash,
  "vrrp-stop": stop,
  "vrrp-preempt": preempt,
  "vrrp-reunite": reunite,
  "vrrp-track": track,
  "vrrp-return": comeBack,
  "server-down": serverDown,
  "server-up": serverUp,
  "live-migration": liveMigration,
  "dns-notify": dnsNotify,
  "dns-refresh": dnsRefresh,
  "dns-expire": dnsExpire,
  "dns-return": dnsReturn,
  "dns-ttl": dnsTtl,
  "sentinel-failover": sentinelFailover,
  "nlb-crash": nlbCrash,
  "nlb-cut": nlbCut,
  "nlb-join": nlbJoin,
  "nlb-reunite": nlbReunite,
};

export const formulaNames: readonly string[] = Object.keys(formulas);

/** The bound that a check meant, or the sentence that says why there is none. */
export function resolveBound(spec: BoundSpec, view: StepView, probe: string): Bound | string {
  if ("loMs" in spec) {
    const [lo, hi] = [spec.loMs / 1000, spec.hiMs / 1000];
    return {
      lo,
      hi,
      formula: `${lo} .. ${hi} s`,
      inputs: {},
      source: "lab.yaml",
      tolerance: toleranceS,
    };
  }
  const formula = formulas[spec.formula];
  if (!formula) return `there is no formula "${spec.formula}"`;
  const watched = spec.formula.startsWith("vrrp-") ? ownerProbeOf(view) : undefined;
  const found = formula(view, spec.of ?? watched ?? probe);
  if (typeof found === "string") return found;
  const plusS = (spec.plus ?? 0) / 1000;
  const bound = {
    ...found,
    lo: round(found.lo),
    hi: round(found.hi + plusS),
    tolerance: toleranceOf(view, probe),
  };
  if (plusS === 0) return bound;
  return { ...bound, formula: `${found.formula} + ${plusS} s` };
}

/** Formulas about VRRP need the watch on the address; a lab with one need not name it. */
function ownerProbeOf(view: StepView): string | undefined {
  return view.run.plan?.probes.find((probe) => probe.kind === "address-owner")?.name;
}

export function isWithin(measured: number, bound: Bound): boolean {
  return measured >= bound.lo - bound.tolerance && measured <= bound.hi + bound.tolerance;
}

/** Milliseconds are what the clocks of this field are good for. */
export function round(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
