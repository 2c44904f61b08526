/** How long a balancer's health checks take to find a server down, or up again. Seconds. */

import type { Found, StepView } from "../../core/kinds/formula.ts";
import { valuesOf } from "../../core/kinds/reader.ts";
import { kind as haproxy } from "../haproxy/readers/haproxy.ts";
import { kind as keepalived } from "../keepalived/readers/keepalived.ts";
import { knownMethods, type RealServerCheck } from "../keepalived/real-servers.ts";
import { serviceOf } from "./asked.ts";

export const none = "no health checks in force were read";

/**
 * keepalived's check that takes longest, of the service that the probe asks. If none is of that
 * service: of all, unless there is an HAProxy, which is meant then.
 */
export function slowest(
  view: StepView,
  probe: string,
  boundOf: (check: RealServerCheck) => Found,
): Found | string | undefined {
  const all = [...valuesOf(view.run, keepalived)].flatMap(([node, { realServers }]) =>
    realServers.map((check) => ({ node, check })),
  );
  const service = serviceOf(view, probe);
  const fitting = all.filter(({ check }) => check.service === service);
  if (fitting.length === 0 && valuesOf(view.run, haproxy).size > 0) return undefined;
  const meant = fitting.length > 0 ? fitting : all;
  const odd = meant.find(({ check }) => !knownMethods.has(check.method));
  if (odd)
    return `no formula knows how soon this notices: ${odd.check.method} of ${odd.check.server} (${odd.node}, keepalived.conf)`;
  const bounds = meant.map(({ check }) => boundOf(check));
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
export const refusing: ReadonlySet<string> = new Set(["kill", "stop"]);

/**
 * The next check comes after delay_loop; when it fails, `retry` more follow, delay_before_retry
 * apart, each of which a silent server lets run into connect_timeout.
 */
export function realServerDown(check: RealServerCheck, refused: boolean): Found {
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
export function realServerUp(check: RealServerCheck): Found {
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
