import { describe, expect, it } from "vitest";
import { outFrom, type Seed, seeded, vrrp } from "../../fixtures/seeded.ts";
import { checkOf, judged, never, readyAt, silent, table } from "../../fixtures/verdicts.ts";

describe("outage, against 2A+skew .. 3A+skew of a backup of priority 100", () => {
  const check = { check: "outage", probe: "site", within: { formula: "vrrp-crash" } };
  table(check, [
    ["in the middle", "pass", { answers: outFrom(10, 13) }],
    ["just inside the upper end", "pass", { answers: outFrom(10, 13.65) }],
    ["just outside the upper end", "fail", { answers: outFrom(10, 13.67) }],
    ["just inside the lower end", "pass", { answers: outFrom(10, 12.56) }],
    ["faster than the protocol", "fail", { answers: outFrom(10, 12.55) }],
    ["none at all, where there must be one", "fail", {}],
    [
      "one success in its middle makes two short ones",
      "fail",
      { answers: (s, k) => (s === 11.5 ? "web1" : outFrom(10, 13)(s, k)) },
    ],
    ["open at the end", "fail", { answers: outFrom(10, 99) }],
    [
      "an outage before the fault is not the fault's",
      "pass",
      { answers: (s, k) => outFrom(2, 8)(s, k) && outFrom(10, 13)(s, k) },
    ],
    [
      "an outage after healing is not the fault's",
      "pass",
      { answers: (s, k) => outFrom(10, 13)(s, k) && outFrom(21, 28)(s, k) },
    ],
    ["timers that nobody read", "unknown", { answers: outFrom(10, 13), vrrp: [] }],
    ["timers of one node only", "unknown", { answers: outFrom(10, 13), vrrp: [vrrp(150)] }],
    [
      "adverts every 0.2 s (v3): 3 s is too long",
      "fail",
      {
        answers: outFrom(10, 13),
        vrrp: [vrrp(150, { version: 3, advertS: 0.2 }), vrrp(100, { version: 3, advertS: 0.2 })],
      },
    ],
    [
      "adverts every 0.2 s (v3): 0.6 s is right",
      "pass",
      {
        answers: outFrom(10, 10.6),
        vrrp: [vrrp(150, { version: 3, advertS: 0.2 }), vrrp(100, { version: 3, advertS: 0.2 })],
      },
    ],
    ...never,
    ...silent,
  ]);

  it("reports what it measured, the bound and the formula with its inputs", () => {
    expect(judged(check, { answers: outFrom(10, 13) })).toMatchObject({
      measured: 3,
      unit: "s",
      bound: {
        lo: 2.609,
        hi: 3.609,
        formula: "2A+skew .. 3A+skew",
        inputs: { A: 1, P: 100, skew: 0.609, version: 2 },
        source: "RFC 3768 6.1",
      },
    });
  });

  it("says that an outage was faster than the protocol allows", () => {
    const { evidence } = judged(check, { answers: outFrom(10, 12) });
    expect(evidence.join()).toContain("faster than the protocol allows");
  });
});

describe("outage, with a limit that users can bear", () => {
  table({ check: "outage", probe: "site", within: { formula: "vrrp-crash" }, limit: "2800ms" }, [
    ["under both", "pass", { answers: outFrom(10, 12.7) }],
    ["what the formula allows, but too long", "fail", { answers: outFrom(10, 13) }],
  ]);
});

describe("outage, of a polite stop (0 .. skew) and of nothing", () => {
  table({ check: "outage", probe: "site", within: { formula: "vrrp-stop" } }, [
    ["none", "pass", {}],
    ["within the skew", "pass", { answers: outFrom(10, 10.6) }],
    ["as long as a crash", "fail", { answers: outFrom(10, 13) }],
  ]);
  table({ check: "outage", probe: "site", within: "0s" }, [
    ["one lost request", "pass", { answers: outFrom(10, 10.02) }],
    ["six lost requests", "fail", { answers: outFrom(10, 10.07) }],
  ]);
});

describe("an outage of 5 s at most", () => {
  const check = { check: "outage", probe: "site", within: "5s" };
  const ready = (answers: Seed["answers"], seconds: readonly number[]) => {
    const events = seeded({ check: checkOf(check), ...(answers ? { answers } : {}) });
    return seconds.map((second) => readyAt(events, second));
  };

  it("is waited for as long as it may take", () => {
    expect(ready(outFrom(10, 99), [12, 15, 17.5])).toEqual([false, false, true]);
  });

  it("that begins late has as long as one that begins at once", () => {
    expect(ready(outFrom(16, 99), [17.5, 21.5, 23.5])).toEqual([false, false, true]);
    expect(ready(outFrom(16, 18), [17, 19.5])).toEqual([false, true]);
  });
});
