import { describe, expect, it } from "vitest";
import type { JournalEvent } from "../../../cli/core/journal/events.ts";
import { RunView } from "../../../cli/core/journal/view.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { kinds } from "../../fixtures/kinds.ts";
import { type Seed, seeded } from "../../fixtures/seeded.ts";

/** The fault comes after 10 s and is healed after 20 s. */
async function felt(spec: object, seed: Partial<Seed> = {}) {
  const kind = kinds.measures.get("felt");
  if (!kind) throw new Error("there is no such measure");
  const check = { check: "lost", probe: "site", "at-most": 0 };
  const view = RunView.of(seeded({ check, vrrp: [], ...seed }));
  const parsed = kind.schema.parse({ measure: "felt", step: "s", probe: "site", as: "m", ...spec });
  return kind.take(parsed, { view } as never, testCtx());
}

const out = (from: number, to: number): Partial<Seed> => ({
  answers: (second) => (second > from && second < to ? null : "web1"),
});

const broke = (second: number, connection: number): [number, JournalEvent] => [
  second,
  { kind: "stream", t: 0, probe: "talk", connection, event: "reset" },
];

describe("what users felt of a step", () => {
  it.each([
    ["nothing", {}, 0],
    ["three seconds", out(12, 15), 3],
    ["what had not ended when it was healed", out(15, 25), 5],
    ["not what came before the fault", out(3, 6), 0],
  ])("an outage: %s", async (_, seed, seconds) => {
    const { value, unit } = await felt({}, seed);
    expect([Number(value), unit]).toEqual([expect.closeTo(seconds, 1), "s"]);
  });

  it("connections that broke between the fault and its healing, each once", async () => {
    const also = [broke(5, 1), broke(12, 1), broke(13, 1), broke(14, 2), broke(25, 3)];
    expect(await felt({ what: "broken", probe: "talk" }, { also })).toMatchObject({ value: 2 });
  });

  it("cannot be taken where the step was not played, nothing broke, or nobody asked", async () => {
    await expect(felt({ step: "other" })).rejects.toThrow("step other was not played");
    await expect(felt({}, { fault: "none" })).rejects.toThrow("nothing was broken in it");
    await expect(felt({ probe: "nobody" })).rejects.toThrow("saw nothing");
  });
});
