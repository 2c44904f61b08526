import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { BalancerChecks } from "../../../cli/technologies/haproxy/checks.ts";
import { parseHaproxy } from "../../../cli/technologies/haproxy/readers/haproxy.ts";
import { parseKeepalived } from "../../../cli/technologies/keepalived/readers/keepalived.ts";

describe("timers in force, from what the daemons say", () => {
  const dump = (name: string) =>
    readFileSync(join(import.meta.dirname, "../../fixtures/keepalived", name), "utf8");
  const common = {
    instance: "V",
    vrid: 51,
    advertS: 1,
    priority: 70,
    preempt: true,
    preemptDelayS: 0,
    downTimerAdverts: 3,
  };
  const trackers = [
    { kind: "script", name: "chk", detectS: 1, returnS: 1, hangS: 1, weight: -60 },
    { kind: "process", name: "tp", detectS: 0, returnS: 0, weight: -30 },
  ];

  it.each([
    ["in-force.v2", 2],
    ["in-force.v3", 3],
  ])("%s is read whole", (name, version) => {
    const [first, ...rest] = parseKeepalived(dump(name));
    expect(first).toMatchObject({ ...common, version });
    expect(first?.trackers.map(({ detectS, ...one }) => one)).toEqual(
      trackers.map(({ detectS, ...one }) => one),
    );
    expect(rest).toEqual([]);
  });

  it.each([
    ["Advert interval = 200 milli-sec", { advertS: 0.2 }],
    ["Preempt = disabled", { preempt: false }],
    ["Preempt delay = 5.5 secs", { preemptDelayS: 5.5 }],
    ["Down timer adverts = 7", { downTimerAdverts: 7 }],
  ])("%s", (line, expected) => {
    const key = line.split(" = ")[0] ?? "";
    const text = dump("in-force.v2").replace(new RegExp(`^   ${key} = .*\n`, "m"), "");
    const changed = text.replace("   VRRP Version = 2\n", `   VRRP Version = 2\n   ${line}\n`);
    expect(parseKeepalived(changed)[0]).toMatchObject(expected);
  });

  it.each(["", "keepalived is not running", "------< VRRP Topology >------\n"])(
    "%j has no instance",
    (text) => {
      expect(parseKeepalived(text)).toEqual([]);
    },
  );

  const server = "backend b\n  server w 10.0.0.1:80";
  const haproxy: readonly [string, string, Partial<BalancerChecks> | null][] = [
    ["no server", "frontend f\n  bind :80\n", null],
    ["a server that is not checked", server, { checked: false, interS: 2, fall: 3, rise: 2 }],
    [
      "defaults of a check",
      `${server} check`,
      { checked: true, interS: 2, fastinterS: 2, downinterS: 2, timeoutS: 2 },
    ],
    [
      "times with and without unit",
      `${server} check inter 500 fastinter 200ms downinter 1s`,
      { interS: 0.5, fastinterS: 0.2, downinterS: 1 },
    ],
    ["counts", `${server} check fall 5 rise 4`, { fall: 5, rise: 4 }],
    [
      "default-server",
      `defaults\n  default-server check inter 100ms fall 1\n${server}`,
      { checked: true, interS: 0.1, fall: 1 },
    ],
    [
      "no-check over default-server",
      `defaults\n  default-server check\n${server} no-check`,
      { checked: false },
    ],
    [
      "timeout connect alone leaves a check its inter",
      `defaults\n  timeout connect 300ms\n${server} check inter 1s`,
      { timeoutS: 1 },
    ],
    [
      "timeout check bounds the answer, timeout connect the connection",
      `defaults\n  timeout check 50ms\n  timeout connect 300ms\n${server} check`,
      { timeoutS: 0.35 },
    ],
    [
      "the slowest of several",
      `${server} check inter 1s\n  server x 10.0.0.2:80 check inter 3s`,
      { interS: 3 },
    ],
    ["a comment", `${server} check # inter 9s`, { interS: 2 }],
  ];
  it.each(haproxy)("haproxy.cfg: %s", (_, text, expected) => {
    if (expected === null) expect(parseHaproxy(text)).toBeNull();
    else expect(parseHaproxy(text)).toMatchObject(expected);
  });
});
