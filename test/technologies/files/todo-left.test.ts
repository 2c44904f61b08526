import { describe, expect, it } from "vitest";
import type { Plan } from "../../../cli/core/cluster/plan.ts";
import { diagnose } from "../../../cli/core/diagnose/diagnose.ts";
import { factsOf } from "../../../cli/core/diagnose/facts.ts";
import { loadRules } from "../../../cli/core/diagnose/rules.ts";
import { makePlan } from "../../fixtures/plan.ts";

const path = "/etc/app.conf";
const todos =
  "a\n# TODO 2 (steady, drain): the other server.\nb\n  # TODO 10: last of all\n# TODO: anything\n";

function planWith(text: string): Plan {
  const plan = makePlan();
  const file = { path, mode: 0o644, content: text, source: "x", owner: "student" as const };
  const nodes = plan.nodes.map((node) => ({
    ...node,
    services: [],
    files: node.name === "lb1" ? [file] : [],
  }));
  return { ...plan, nodes, probes: [], steps: [] };
}

async function found(text: string, starter?: string) {
  const given = {
    looked: ["files"] as const,
    ...(starter === undefined ? {} : { starter: planWith(starter) }),
  };
  const { findings } = diagnose(factsOf(planWith(text), given), await loadRules());
  return findings.filter(({ rule }) => rule === "files/todo-left");
}

describe("a TODO of the starter", () => {
  it("is open where the file is as it was given, in the order of its number", async () => {
    const all = await found(todos, todos);
    expect(all.map(({ title }) => title)).toEqual([
      "a TODO is still open",
      "TODO 2 is still open",
      "TODO 10 is still open",
    ]);
    expect(all[1]?.where).toEqual([
      { node: "lb1", file: path, line: 2, text: "# TODO 2 (steady, drain): the other server." },
    ]);
  });

  it("is nobody's business where somebody has worked on the file, or there is no starter", async () => {
    expect(await found(`${todos}c\n`, todos)).toEqual([]);
    expect(await found(todos)).toEqual([]);
    expect(await found("a\n", "a\n")).toEqual([]);
  });
});
