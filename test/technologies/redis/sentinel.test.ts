import { describe, expect, it } from "vitest";
import { RunView } from "../../../cli/core/journal/view.ts";
import { resolveBound } from "../../../cli/core/judge/bounds.ts";
import { parseSentinel } from "../../../cli/technologies/redis/readers/sentinel.ts";
import { inForce, viewOf } from "../../fixtures/kinds.ts";
import { atNs, seeded } from "../../fixtures/seeded.ts";

describe("sentinel-failover", () => {
  const text = [
    ...["name", "shop", "ip", "10.77.0.31", "num-other-sentinels", "2", "quorum", "2"],
    ...["down-after-milliseconds", "1000", "failover-timeout", "5000"],
    ...["name", "other", "down-after-milliseconds", "500", ""],
  ].join("\n");

  it("reads what a Sentinel watches", () => {
    expect(parseSentinel(text)).toEqual([
      { name: "shop", downAfterS: 1, failoverTimeoutS: 5, quorum: 2, sentinels: 3 },
      { name: "other", downAfterS: 0.5, failoverTimeoutS: 0, quorum: 0, sentinels: 1 },
    ]);
    expect(parseSentinel("")).toEqual([]);
  });

  function bound(downAfterS: number | undefined) {
    const one = { name: "shop", failoverTimeoutS: 5, quorum: 2, sentinels: 3 };
    const sentinels = downAfterS === undefined ? [] : [{ ...one, downAfterS }];
    const check = { check: "outage", probe: "site", within: { formula: "sentinel-failover" } };
    const run = RunView.of(seeded({ check, also: [[1, inForce("web1", "sentinel", sentinels)]] }));
    const step = run.plan?.steps[0];
    const view = step && viewOf(run, step, "expect", atNs(20));
    return view && resolveBound({ formula: "sentinel-failover" }, view, "site");
  }

  it.each([
    [1, 1, 3.8],
    [0.5, 0.5, 2.8],
    [10, 10, 12.8],
  ])("with D = %s s it is %s .. %s s", (downAfterS, lo, hi) => {
    expect(bound(downAfterS)).toMatchObject({ lo, hi, formula: "D .. ping+D+info+election" });
  });

  it("says that nobody's timers were read", () => {
    expect(bound(undefined)).toBe("no Sentinel's timers in force were read");
  });
});
