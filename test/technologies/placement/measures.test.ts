import { describe, expect, it } from "vitest";
import { RunView } from "../../../cli/core/journal/view.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { kinds } from "../../fixtures/kinds.ts";
import { type Moves, twoFailures } from "./two-failures.ts";

const check = { check: "owners", probe: "vip-a" };

async function taken(what: string, first: Moves, second: Moves, more: object = {}) {
  const kind = kinds.measures.get("topology");
  if (!kind) throw new Error("there is no such measure");
  const probes = what === "outage" ? ["a", "b"] : ["vip-a", "vip-b"];
  const spec = { measure: "topology", what, steps: ["once", "twice"], probes, as: "m", ...more };
  const view = RunView.of(twoFailures(check, first, second));
  return kind.take(kind.schema.parse(spec), { view } as never, testCtx());
}

describe("the measure topology", () => {
  const apart: readonly [Moves, Moves] = [[["vip-a", "n3"]], [["vip-b", "n4"]]];
  const together: readonly [Moves, Moves] = [[["vip-a", "n2"]], []];
  const one: readonly [Moves, Moves] = [[["vip-a", "n3"]], [["vip-b", "n3"]]];

  it.each([
    ["nodes", apart, 4],
    ["nodes", together, 2],
    ["nodes", one, 3],
    ["survived", apart, 2],
    ["survived", together, 1],
    ["survived", [[], []], 0],
    ["most", apart, 1],
    ["most", together, 2],
    ["most", one, 2],
  ] as const)("%s: %j is %d", async (what, [first, second], value) => {
    expect(await taken(what, first, second)).toMatchObject({ value, unit: "" });
  });

  it("idle is what is empty of the room of the nodes that were used", async () => {
    expect(await taken("idle", ...apart, { capacity: 2 })).toMatchObject({ value: 0.75 });
    expect(await taken("idle", ...one, { capacity: 2 })).toMatchObject({ value: 0.667 });
    expect(await taken("idle", ...together)).toMatchObject({ value: 0 });
  });

  it("outage is the longest one that ended, in seconds; who never came back has none", async () => {
    const found = await taken("outage", ...apart);
    expect(found.unit).toBe("s");
    expect(Number(found.value)).toBeCloseTo(3, 0);
    expect(await taken("outage", [], [])).toMatchObject({ value: null, theirs: true });
  });

  it("cannot be taken where one of the steps was not played", async () => {
    await expect(taken("nodes", ...apart, { steps: ["once", "thrice"] })).rejects.toThrow(
      "step thrice was not played",
    );
  });
});
