/**
 * How long a zone's change, its age and its return take, and how long an answer that is true no more
 * may be given on: by the timers in force. Seconds.
 */

import type { StepView } from "../../../core/journal/view.ts";
import type { Bound } from "../../../core/judge/report.ts";
import type { BindInForce, ZoneTimers } from "../readers/bind9.ts";

type Found = Omit<Bound, "tolerance">;

/** The name that a probe resolves or asks for. */
export function nameOf(spec: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof spec["name"] === "string") return spec["name"].replace(/\.$/, "");
  const host = /^http:\/\/([^:/]+)/.exec(String(spec["url"] ?? ""))?.[1];
  return host && /[a-z]/.test(host) ? host : undefined;
}

/** The zones of all nodes. */
function zonesOf(view: StepView): ZoneTimers[] {
  return [...view.run.inForce.values()].flatMap(({ bind }) => bind?.zones ?? []);
}

/** The zone that a step is about: that of its fault, else the one that the probe asks in. */
function zoneName(view: StepView, probe: string): string | undefined {
  const edited = view.step.fault?.["zone"];
  if (typeof edited === "string") return edited;
  const spec = view.run.plan?.probes.find((one) => one.name === probe)?.spec;
  const asked = nameOf(spec ?? {}) ?? "";
  const fitting = zonesOf(view).filter(({ zone }) => asked === zone || asked.endsWith(`.${zone}`));
  return fitting.sort((a, b) => b.zone.length - a.zone.length)[0]?.zone;
}

function timersOf(view: StepView, probe: string, type: ZoneTimers["type"]): ZoneTimers[] {
  const zone = zoneName(view, probe);
  return zonesOf(view).filter((one) => one.zone === zone && one.type === type);
}

const none = (type: string) => `no timers in force of a ${type}'s zone were read`;

function most(zones: readonly ZoneTimers[], of: (zone: ZoneTimers) => number): number {
  return Math.max(...zones.map(of));
}

function least(zones: readonly ZoneTimers[], of: (zone: ZoneTimers) => number): number {
  return Math.min(...zones.map(of));
}

/** Push: the first NOTIFY of a change goes out at once, the next one notify-delay after the last. */
export function dnsNotify(view: StepView, probe: string): Found | string {
  const zones = timersOf(view, probe, "primary");
  if (zones.length === 0) return none("primary");
  const delay = most(zones, (zone) => zone.notifyDelayS);
  return {
    lo: 0,
    hi: delay,
    formula: "0 .. notify-delay",
    inputs: { "notify-delay": delay },
    source: "BIND 9.18 ARM, notify-delay",
  };
}

/** BIND asks up to a quarter earlier than refresh says, in whole seconds (DNS_ZONE_JITTER_ADD). */
function earliestRefreshS({ refreshS }: ZoneTimers): number {
  return refreshS - Math.max(0, Math.floor(refreshS / 4) - 1);
}

/** From a secondary's question to the edit: all of them ask first, and zonestatus counts in seconds. */
const headStartS = 1.5;

/**
 * Pull: a secondary that hears nothing asks when its refresh timer ends. Where the fault let the
 * secondaries ask just before it, the whole wait lies ahead, and less is not possible.
 */
export function dnsRefresh(view: StepView, probe: string): Found | string {
  const zones = timersOf(view, probe, "secondary");
  if (zones.length === 0) return none("secondary");
  const refresh = most(zones, (zone) => zone.refreshS);
  const whole = view.step.fault?.["after-refresh"] !== undefined;
  const early = least(zones, earliestRefreshS);
  return {
    lo: whole ? Math.max(0, early - headStartS) : 0,
    hi: refresh,
    formula: whole ? "refresh-jitter-1.5 .. refresh" : "0 .. refresh",
    inputs: { refresh, ...(whole ? { jitter: refresh - early } : {}) },
    source: "RFC 1035 3.3.13 REFRESH, BIND 9.18 lib/dns/zone.c",
  };
}

/** Expire counts from the last time that the primary was heard: up to one refresh before the fault. */
export function dnsExpire(view: StepView, probe: string): Found | string {
  const zones = timersOf(view, probe, "secondary");
  if (zones.length === 0) return none("secondary");
  const expire = most(zones, (zone) => zone.expireS);
  return {
    lo: Math.max(
      0,
      least(zones, (zone) => zone.expireS - zone.refreshS),
    ),
    hi: expire,
    formula: "expire-refresh .. expire",
    inputs: { expire, refresh: most(zones, (zone) => zone.refreshS) },
    source: "RFC 1035 3.3.13 EXPIRE",
  };
}

/** A question for the SOA record that got no answer is sent again after so long (soa_query()). */
const askAgainS = 5;

/**
 * An expired zone: the primary's start sends NOTIFY. A secondary that waits for the answer to a
 * question to the dead primary does not look at it before that question was sent again.
 */
export function dnsReturn(_view: StepView, _probe: string): Found {
  return {
    lo: 0,
    hi: askAgainS,
    formula: "0 .. query timeout",
    inputs: { timeout: askAgainS },
    source: "BIND 9.18 lib/dns/zone.c soa_query()",
  };
}

/** BIND of the node that has this address. */
function bindAt(view: StepView, address: unknown): BindInForce | undefined {
  const node = view.run.plan?.nodes.find(({ links }) =>
    links.some((link) => link.address === address),
  );
  return node && (view.run.inForce.get(node.name)?.bind ?? undefined);
}

/**
 * An answer may have been cached just before the change, and is used until its TTL is over; a
 * resolver's own limits come before the TTL.
 */
export function dnsTtl(view: StepView, probe: string): Found | string {
  const spec = view.run.plan?.probes.find((one) => one.name === probe)?.spec ?? {};
  const name = nameOf(spec);
  if (name === undefined) return `probe "${probe}" resolves no name`;
  const served = [...view.run.inForce.values()].flatMap(({ bind }) => bind?.ttlS[name] ?? []);
  if (served.length === 0) return `no name server gave the TTL of ${name} with authority`;
  const ttl = Math.max(...served);
  const resolver = bindAt(view, spec["resolver"] ?? spec["server"]);
  const base = { lo: 0, source: "RFC 1034 3.6, RFC 2181 8" };
  if (resolver && ttl > resolver.maxCacheS)
    return {
      ...base,
      hi: resolver.maxCacheS,
      formula: "0 .. min(TTL, max-cache-ttl)",
      inputs: { TTL: ttl, "max-cache-ttl": resolver.maxCacheS },
    };
  if (resolver && ttl < resolver.minCacheS)
    return {
      ...base,
      hi: resolver.minCacheS,
      formula: "0 .. max(TTL, min-cache-ttl)",
      inputs: { TTL: ttl, "min-cache-ttl": resolver.minCacheS },
    };
  return { ...base, hi: ttl, formula: "0 .. TTL", inputs: { TTL: ttl } };
}
