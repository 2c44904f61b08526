import { describe, expect, it } from "vitest";
import type { PlannedStep } from "../../../cli/core/cluster/plan.ts";
import {
  allAsked,
  askedOf,
  predict,
  readGuesses,
  requireStep,
} from "../../../cli/learn/predict/asked.ts";
import { askedText } from "../../../cli/learn/predict/text.ts";
import type { Workspace } from "../../../cli/learn/workspace/open.ts";
import { readProgress, updateProgress } from "../../../cli/learn/workspace/progress.ts";
import { makePlan } from "../../fixtures/plan.ts";
import { TempDir } from "../../fixtures/temp.ts";

const plan = makePlan();
const nodes = plan.nodes.map(({ name }) => name);

function asking(): PlannedStep {
  return {
    ...requireStep(plan, "failover"),
    predict: [
      { ask: "owner", probe: "vip", points: 1 },
      { ask: "outage", probe: "site", points: 2 },
    ],
  };
}

function workspaceIn(root: string): Workspace {
  return { root, id: "abcdef", lab: "vrrp-failover", params: {}, lang: "en", cluster: "c" };
}

describe("what a student says beforehand", () => {
  it("is read by what is asked", () => {
    expect(readGuesses(asking(), ["outage=4s", "owner= lb2 "], nodes)).toEqual({
      outage: "4s",
      owner: "lb2",
    });
  });

  it("is refused with every mistake, and an example", () => {
    const wrong = () => readGuesses(asking(), ["outage=soon", "ownr=lb2", "owner=lb9"], nodes);
    expect(wrong).toThrow('outage: "soon" is no time');
    try {
      wrong();
    } catch (error) {
      expect(error).toMatchObject({
        code: "USAGE",
        details: [
          'step failover asks for no "ownr" (did you mean "owner"?)',
          expect.stringContaining('owner: "lb9" is no node'),
        ],
        hint: "halab predict failover owner=NODE outage=2s",
      });
    }
  });

  it("is refused of a step that asks nothing, or that is not there", () => {
    const steady = requireStep(plan, "steady");
    expect(() => readGuesses(steady, ["outage=1"], nodes)).toThrow("asks for no prediction");
    expect(() => requireStep(plan, "failovr")).toThrow('did you mean "failover"');
  });

  it("is kept until the step is played, and not taken down afterwards", async () => {
    using dir = new TempDir();
    const ws = workspaceIn(dir.path);
    const step = asking();
    await predict(ws, step, { outage: "9s" });
    const before = await predict(ws, step, { outage: "4s", owner: "lb2" });
    expect(before).toMatchObject({ counts: true });
    expect(before.asked.map(({ said }) => said)).toEqual(["lb2", "4s"]);
    const played = {
      verdict: "fail",
      points: 0,
      maxPoints: 15,
      at: "2026-11-29",
      tries: 1,
    } as const;
    await updateProgress(ws, (one) => ({ ...one, steps: { failover: played } }));
    const after = await predict(ws, step, { outage: "2.9" });
    expect(after).toMatchObject({ counts: false });
    expect(after.asked.map(({ said }) => said)).toEqual(["lb2", "4s"]);
    expect(readProgress(ws).progress.predictions).toEqual({
      failover: { outage: "4s", owner: "lb2" },
    });
  });

  it("is asked for in words", () => {
    using dir = new TempDir();
    const { progress } = readProgress(workspaceIn(dir.path));
    expect(askedText(askedOf(asking(), progress), plan, { lang: "en" }).split("\n")).toEqual([
      "failover: Power off the master",
      "  owner=  who has 10.77.0.100 then (1 point): nothing said yet",
      "      a node, several (lb1,lb2), or nobody",
      "  outage=  outage of site (2 points): nothing said yet",
      "      seconds, like 3.5 or 250ms",
    ]);
    expect(allAsked(plan, progress)).toEqual([]);
    const steps = plan.steps.map((step) => (step.id === "failover" ? asking() : step));
    expect(allAsked({ ...plan, steps }, progress).map(({ step }) => step)).toEqual(["failover"]);
  });
});
