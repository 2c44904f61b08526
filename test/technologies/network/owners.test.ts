import { describe, expect, it } from "vitest";
import type { Seed } from "../../fixtures/seeded.ts";
import { judged, never, type Row, table } from "../../fixtures/verdicts.ts";

describe("owners by the segment: who answers ARP", () => {
  const wire = (...nodes: string[]) => ({ kind: "wire", probe: "vip", nodes }) as const;
  table({ check: "owners", probe: "vip", by: "segment", count: 1 }, [
    ["one, all the time", "pass", { also: [[0, wire("lb1")]] }],
    [
      "two at the same time",
      "fail",
      {
        also: [
          [0, wire("lb1")],
          [12, wire("lb1", "web1")],
        ],
      },
    ],
    [
      "two in turn",
      "pass",
      {
        also: [
          [0, wire("lb1")],
          [12, wire("lb2")],
        ],
      },
    ],
    [
      "an answer that came late",
      "pass",
      {
        also: [
          [0, wire("lb1")],
          [12, wire()],
          [12.1, wire("lb1")],
        ],
      },
    ],
    ["the nodes' own word does not count", "fail", { also: [[0, wire("lb1", "web1")]] }],
    ["nobody listened", "unknown", {}],
  ]);

  it("says whom the segment heard", () => {
    const check = { check: "owners", probe: "vip", by: "segment", count: 1 };
    const { evidence } = judged(check, {
      also: [
        [0, wire("lb1")],
        [12, wire("lb1", "web1")],
      ],
    });
    expect(evidence).toEqual(["at first: lb1", "after 2.00 s: lb1 and web1"]);
  });
});

describe("owners, one of them, soon after healing", () => {
  const two: Seed["owners"] = [
    [0, "lb1", true],
    [12.8, "lb2", true],
  ];
  table(
    { check: "owners", probe: "vip", count: 1, within: { formula: "vrrp-reunite", plus: "500ms" } },
    [
      ["one all the time", "pass", { mended: true }],
      [
        "two until just before the bound",
        "pass",
        { mended: true, owners: [...two, [21.5, "lb2", false]] },
      ],
      ["two for 5 s after healing", "fail", { mended: true, owners: [...two, [25, "lb2", false]] }],
      ["two for ever", "fail", { mended: true, owners: two }],
      [
        "nobody",
        "fail",
        { mended: true, owners: [...two, [20.1, "lb2", false], [20.2, "lb1", false]] },
      ],
      [
        "one, then two again",
        "fail",
        { mended: true, owners: [...two, [20.5, "lb2", false], [24, "lb2", true]] },
      ],
      [
        "a watch that was blind after healing",
        "unknown",
        {
          mended: true,
          watch: [
            [22, false],
            [23, true],
          ],
        },
      ],
      [
        "a watch that has been blind since before",
        "unknown",
        { mended: true, watch: [[8, false]] },
      ],
      [
        "a watch that was blind and saw again in time",
        "pass",
        {
          mended: true,
          watch: [
            [8, false],
            [9, true],
          ],
        },
      ],
      ["never watched", "unknown", { mended: true, owners: [] }],
      ["a fault that was not healed", "unknown", { mended: true, fault: "unhealed" }],
      ["a phase that did not come", "unknown", { mended: true, played: "expect", fault: "effect" }],
      [
        "a node that was switched off owns nothing",
        "pass",
        { mended: true, owners: two, also: [[20.2, { kind: "node", node: "lb1", state: "off" }]] },
      ],
      ...never.map(([title, verdict, seed]): Row => [title, verdict, { ...seed, mended: true }]),
    ],
  );
});

describe("owners, a certain one after a crash", () => {
  const moves: Seed["owners"] = [
    [0, "lb1", true],
    [10, "lb1", false],
    [13, "lb2", true],
  ];
  table({ check: "owners", probe: "vip", owner: "lb2", within: { formula: "vrrp-crash" } }, [
    ["the right one in time", "pass", { owners: moves }],
    ["the wrong one", "fail", { owners: [[0, "lb1", true]] }],
    [
      "the right one too late",
      "fail",
      {
        owners: [
          [0, "lb1", true],
          [10, "lb1", false],
          [14, "lb2", true],
        ],
      },
    ],
    [
      "the right one too early",
      "fail",
      {
        owners: [
          [0, "lb1", true],
          [10, "lb1", false],
          [11, "lb2", true],
        ],
      },
    ],
  ]);
});

describe("owners, during a whole phase", () => {
  table({ check: "owners", probe: "vip", owner: "lb1" }, [
    ["always", "pass", { fault: "none" }],
    [
      "gone for half a second",
      "fail",
      {
        fault: "none",
        owners: [
          [0, "lb1", true],
          [12, "lb1", false],
          [12.5, "lb1", true],
        ],
      },
    ],
    [
      "joined for half a second",
      "fail",
      {
        fault: "none",
        owners: [
          [0, "lb1", true],
          [12, "lb2", true],
          [12.5, "lb2", false],
        ],
      },
    ],
  ]);
  table({ check: "owners", probe: "vip", count: 2, within: "4s" }, [
    [
      "a split brain, asked for",
      "pass",
      {
        owners: [
          [0, "lb1", true],
          [13, "lb2", true],
        ],
      },
    ],
    ["a split brain that did not come", "fail", {}],
  ]);
});
