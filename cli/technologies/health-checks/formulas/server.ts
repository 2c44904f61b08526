/** How long a balancer's health checks take to find a server down, or up again. Seconds. */

import type { StepView } from "../../../core/journal/view.ts";
import type { Bound } from "../../../core/judge/report.ts";
import type { BalancerChecks } from "../../keepalived/readers/keepalived.ts";
import type { RealServerCheck } from "../../keepalived/real-servers.ts";

type Found = Omit<Bound, "tolerance">;

const none = "no health checks in force were read";

function balancer(view: StepView): BalancerChecks | undefined {
  const all = [...view.run.inForce.values()].flatMap((node) => node.balancer ?? []);
  return all.sort((a, b) => b.interS - a.interS)[0];
}

/** What the probe asks, as ADDRESS:PORT; undefined: it asks no such thing. */
function serviceOf(view: StepView, probe: string): string | undefined {
  const spec = view.run.plan?.probes.find((one) => one.name === probe)?.spec;
  if (typeof spec?.["to"] === "string") return spec["to"];
  const url = /^http:\/\/([\d.]+)(?::(\d+))?(?:\/|$)/.exec(String(spec?.["url"] ?? ""));
  return url ? `${url[1]}:${url[2] ?? 80}` : undefined;
}

/**
 * keepalived's check that takes longest, of the service that the probe asks. If none is of that
 * service: of all, unless there is an HAProxy, which is meant then.
 */
function slowest(
  view: StepView,
  probe: string,
  boundOf: (check: RealServerCheck) => Found,
): Found | undefined {
  const all = [...view.run.inForce.values()].flatMap((node) => node.realServers);
  const service = serviceOf(view, probe);
  const fitting = all.filter((check) => check.service === service);
  if (fitting.length === 0 && balancer(view)) return undefined;
  const bounds = (fitting.length > 0 ? fitting : all).map(boundOf);
  return bounds.sort((a, b) => b.hi - a.hi)[0];
}

function inputsOf(check: RealServerCheck): Found["inputs"] {
  return {
    delay_loop: check.delayLoopS,
    connect_timeout: check.timeoutS,
    retry: check.retry,
    ...(check.retry > 0 ? { delay_before_retry: check.retryDelayS } : {}),
  };
}

const source = "keepalived.conf(5)";

/** Faults after which the server's machine lives and refuses at once what it no longer serves. */
const refusing: ReadonlySet<string> = new Set(["kill", "stop"]);

/**
 * The next check comes after delay_loop; when it fails, `retry` more follow, delay_before_retry
 * apart, each of which a silent server lets run into connect_timeout.
 */
function realServerDown(check: RealServerCheck, refused: boolean): Found {
  const { delayLoopS, timeoutS, retry, retryDelayS } = check;
  const waits = retry > 0 ? "+retry*delay_before_retry" : "";
  const timeouts = refused ? "" : "+(retry+1)connect_timeout";
  return {
    lo: 0,
    hi: delayLoopS + retry * retryDelayS + (refused ? 0 : (retry + 1) * timeoutS),
    formula: `0 .. delay_loop${waits}${timeouts}`,
    inputs: inputsOf(check),
    source,
  };
}

/**
 * One success is enough for TCP_CHECK. The check under way may still run into its timeout, and the
 * next comes after delay_loop, or delay_before_retry if that is more. HTTP_GET then asks all of its
 * URLs once more, each after another delay_loop, or without any by fast_recovery (check_http.c).
 */
function realServerUp(check: RealServerCheck): Found {
  const { delayLoopS, timeoutS, retryDelayS, urls, fastRecovery } = check;
  const again = fastRecovery ? 0 : urls;
  return {
    lo: 0,
    hi: timeoutS + Math.max(delayLoopS, retryDelayS) + again * delayLoopS,
    formula: `0 .. connect_timeout+max(delay_loop,delay_before_retry)${again > 0 ? "+urls*delay_loop" : ""}`,
    inputs: { ...inputsOf(check), ...(again > 0 ? { urls } : {}) },
    source,
  };
}

/** A silent server: one check interval, then `fall` checks that each run into their timeout. */
export function serverDown(view: StepView, probe: string): Found | string {
  const refused = view.fault !== undefined && refusing.has(view.fault.fault);
  const found = slowest(view, probe, (check) => realServerDown(check, refused));
  if (found) return found;
  const checks = balancer(view);
  if (!checks) return none;
  const { interS, fastinterS, fall, timeoutS } = checks;
  return {
    lo: 0,
    hi: interS + (fall - 1) * fastinterS + fall * timeoutS,
    formula: "0 .. inter+(fall-1)fastinter+fall*timeout",
    inputs: { inter: interS, fastinter: fastinterS, fall, timeout: timeoutS },
    source: "HAProxy configuration manual, 5.2 inter/fall",
  };
}

/** A server that is back: found at the next downinter, then `rise` checks. */
export function serverUp(view: StepView, probe: string): Found | string {
  const found = slowest(view, probe, realServerUp);
  if (found) return found;
  const checks = balancer(view);
  if (!checks) return none;
  const { downinterS, fastinterS, rise, timeoutS } = checks;
  return {
    lo: 0,
    hi: downinterS + timeoutS + (rise - 1) * (fastinterS + timeoutS),
    formula: "0 .. downinter+timeout+(rise-1)(fastinter+timeout)",
    inputs: { downinter: downinterS, fastinter: fastinterS, rise, timeout: timeoutS },
    source: "HAProxy configuration manual, 5.2 inter/rise",
  };
}
