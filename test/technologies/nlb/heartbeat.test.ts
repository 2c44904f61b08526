import { describe, expect, it } from "vitest";
import { RunView } from "../../../cli/core/journal/view.ts";
import { resolveBound } from "../../../cli/core/judge/bounds.ts";
import { type NlbTimers, parseNlb } from "../../../cli/technologies/nlb/readers/nlb.ts";
import { graded, viewOf } from "../../fixtures/kinds.ts";
import { journalOf, timers } from "../../fixtures/many-clients.ts";

describe("the bounds of a distributed balancer", () => {
  const boundOf = (formula: string, own: readonly NlbTimers[]) => {
    const run = RunView.of(journalOf({ check: "responders", probe: "site" }, { timers: own }));
    const view = run.plan?.steps[0] && viewOf(run, run.plan.steps[0], "expect");
    return view && resolveBound({ formula }, view, "site");
  };
  const slow = { ...timers, heartbeatS: 1, deadS: 5 };
  it.each([
    ["nlb-crash", [timers], 0.4, 0.5],
    ["nlb-crash", [slow], 4, 5],
    // They agree when the last one has noticed; the first one stopped waiting before.
    ["nlb-crash", [timers, slow], 0, 5],
    ["nlb-cut", [timers], 0, 0.5],
    ["nlb-join", [timers], 0, 0.6],
    ["nlb-reunite", [slow], 0, 1],
  ] as const)("%s of %o is %s .. %s s", (formula, own, lo, hi) => {
    expect(boundOf(formula, own)).toMatchObject({ lo, hi });
  });

  it("need timers", () => {
    expect(boundOf("nlb-crash", [])).toBe("no timers of halab-nlb in force were read");
  });

  it("are what a run has to wait for before its first step, too", () => {
    const events = journalOf({ check: "clients-hit", probe: "site", share: 0 }, {});
    // D + H, and six clients come once, one each 10 ms.
    expect(graded(events).protocolTime).toBe(0.66);
  });

  it("are followed by a round of all clients, whose requests have their time", () => {
    const within = { formula: "nlb-crash" };
    const { steps } = graded(journalOf({ check: "responders", probe: "site", within }, {}));
    expect(steps[0]?.protocolTime).toBe(0.5 + 0.06 + 0.25);
  });
});

describe("what halab-nlb says of itself", () => {
  const state = "id 2\nheartbeat 100 ms\ndead 500 ms\nquorum 2\nnodes 4\nbuckets 24\nsees 1 2\n";
  it("is read", () => {
    expect(parseNlb(state)).toEqual({ id: 2, heartbeatS: 0.1, deadS: 0.5, quorum: 2 });
  });
  it.each(["", "nlb does not run\n", state.replace("dead", "alive")])("%j is nothing", (text) => {
    expect(parseNlb(text)).toBeNull();
  });
});
