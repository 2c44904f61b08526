import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { RunView } from "../../../cli/core/journal/view.ts";
import { resolveBound } from "../../../cli/core/judge/bounds.ts";
import type { Bound } from "../../../cli/core/kinds/verdict.ts";
import type { BalancerChecks } from "../../../cli/technologies/haproxy/checks.ts";
import { parseKeepalived } from "../../../cli/technologies/keepalived/readers/keepalived.ts";
import {
  parseRealServers,
  type RealServerCheck,
} from "../../../cli/technologies/keepalived/real-servers.ts";
import { inForce, viewOf } from "../../fixtures/kinds.ts";
import { seeded } from "../../fixtures/seeded.ts";

/** As the daemon wrote it: defaults filled in, a TCP_CHECK with and one without retries, an HTTP_GET. */
const dump = readFileSync(
  join(import.meta.dirname, "../../fixtures/keepalived/in-force.lvs"),
  "utf8",
);

describe("keepalived's health checks in force", () => {
  const common = { service: "10.98.0.100:80", delayLoopS: 2, fastRecovery: false, urls: 0 };

  it("are read from its dump, after all defaults", () => {
    expect(parseRealServers(dump)).toEqual([
      {
        ...common,
        server: "10.98.0.13:80",
        method: "TCP_CHECK",
        timeoutS: 2,
        retry: 1,
        retryDelayS: 1,
      },
      {
        ...common,
        server: "10.98.0.14:80",
        method: "HTTP_GET",
        timeoutS: 3,
        retry: 2,
        retryDelayS: 3,
        urls: 1,
        fastRecovery: true,
      },
      {
        ...common,
        server: "10.98.0.15:80",
        method: "TCP_CHECK",
        timeoutS: 5,
        retry: 0,
        retryDelayS: 0,
      },
    ]);
  });

  it("leave the VRRP instance of the same dump as it is", () => {
    expect(parseKeepalived(dump)).toMatchObject([{ instance: "V", priority: 100, advertS: 1 }]);
  });

  it.each(["", "# keepalived.data\n------< VRRP Topology >------\n x -> y\n"])(
    "%j has none",
    (text) => {
      expect(parseRealServers(text)).toEqual([]);
    },
  );
});

const tcp: RealServerCheck = {
  service: "10.77.0.100:80",
  server: "10.77.0.21:80",
  method: "TCP_CHECK",
  delayLoopS: 2,
  timeoutS: 1.5,
  retry: 1,
  retryDelayS: 0.5,
  urls: 0,
  fastRecovery: false,
};
const http: RealServerCheck = { ...tcp, method: "HTTP_GET", retry: 2, retryDelayS: 3, urls: 2 };
const other: RealServerCheck = { ...tcp, service: "10.77.0.100:7000", delayLoopS: 60 };
const haproxy: BalancerChecks = {
  checked: true,
  interS: 0.5,
  fastinterS: 0.5,
  downinterS: 0.5,
  fall: 2,
  rise: 2,
  timeoutS: 0.5,
};

interface Given {
  readonly checks: readonly RealServerCheck[];
  readonly fault?: string;
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly balancer?: BalancerChecks;
}

function bound(formula: string, given: Given): Bound | string {
  const events = seeded({
    check: { check: "lost", probe: "site", "at-most": 0 },
    also: [
      [1, inForce("lb1", "keepalived", { vrrp: [], realServers: given.checks })],
      [1, inForce("lb1", "haproxy", given.balancer ?? null)],
    ],
  }).map((event) => {
    if (event.kind === "fault") return { ...event, fault: given.fault ?? "power-off" };
    if (event.kind !== "run") return event;
    const probes = event.plan.probes.map((probe) =>
      probe.name === "site"
        ? { ...probe, spec: given.spec ?? { url: "http://10.77.0.100/" } }
        : probe,
    );
    return { ...event, plan: { ...event.plan, probes } };
  });
  const run = RunView.of(events);
  const step = run.plan?.steps[0];
  const view = step && viewOf(run, step, "expect");
  return view ? resolveBound({ formula }, view, "site") : "no view";
}

describe("bounds of keepalived's health checks", () => {
  it.each<[string, string, number, Given]>([
    ["server-down", "a silent server: 2 + 2 * 1.5 + 0.5", 5.5, { checks: [tcp] }],
    ["server-down", "a dead process refuses: 2 + 0.5", 2.5, { checks: [tcp], fault: "kill" }],
    ["server-down", "no retry: 2 + 1.5", 3.5, { checks: [{ ...tcp, retry: 0, retryDelayS: 0 }] }],
    ["server-down", "HTTP_GET: 2 + 3 * 1.5 + 2 * 3", 12.5, { checks: [http] }],
    ["server-down", "the slowest of two", 12.5, { checks: [tcp, http] }],
    ["server-down", "the service that is asked, not the slower one", 5.5, { checks: [tcp, other] }],
    [
      "server-down",
      "the stream's service",
      63.5,
      { checks: [tcp, other], spec: { to: "10.77.0.100:7000" } },
    ],
    [
      "server-down",
      "of a service that nobody knows: the slowest",
      63.5,
      { checks: [tcp, other], spec: {} },
    ],
    [
      "server-down",
      "HAProxy's, when the checks are of another service",
      2,
      { checks: [other], balancer: haproxy },
    ],
    [
      "server-down",
      "keepalived's, when they are of this one",
      5.5,
      { checks: [tcp], balancer: haproxy },
    ],
    ["server-up", "TCP_CHECK: 1.5 + 2", 3.5, { checks: [tcp] }],
    ["server-up", "HTTP_GET asks both URLs again: 1.5 + 3 + 2 * 2", 8.5, { checks: [http] }],
    [
      "server-up",
      "fast_recovery asks them at once",
      4.5,
      { checks: [{ ...http, fastRecovery: true }] },
    ],
  ])("%s, %s", (formula, _, hi, given) => {
    expect(bound(formula, given)).toMatchObject({ lo: 0, hi });
  });

  it("say how they came about", () => {
    expect(bound("server-down", { checks: [tcp] })).toMatchObject({
      formula: "0 .. delay_loop+retry*delay_before_retry+(retry+1)connect_timeout",
      inputs: { delay_loop: 2, connect_timeout: 1.5, retry: 1, delay_before_retry: 0.5 },
      source: "keepalived.conf(5)",
    });
  });

  it("are missing where nothing checks", () => {
    expect(bound("server-down", { checks: [] })).toBe("no health checks in force were read");
    expect(bound("server-up", { checks: [] })).toBe("no health checks in force were read");
  });
});
