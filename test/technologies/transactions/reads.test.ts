/** How old what is read is, and whether it goes back; see story.ts. */
import { expect, it } from "vitest";
import type { Seed } from "../../fixtures/seeded.ts";
import { type Also, behind, caughtUp, judged, reader, writer } from "./story.ts";

const session = { check: "monotonic-reads", probe: "reads" };
const both = ["pg2", "pg3"];
/** pg3 lags by so many writes. */
const uneven = (writes: number) => (second: number, k: number) =>
  caughtUp(second) - (k % 2) * writes;

it.each<[string, string, Seed["check"], Also]>([
  ["all are new", "pass", session, reader()],
  ["all are as old", "pass", session, reader(behind(500))],
  ["two nodes lag alike", "pass", session, reader(uneven(5), both)],
  ["one of two nodes lags more", "fail", session, reader(uneven(50), both)],
  ["the control goes back", "pass", { ...session, "at-least": 1 }, reader(uneven(50), both)],
  ["the control does not", "fail", { ...session, "at-least": 1 }, reader()],
  ["a node forgets once", "fail", session, reader((s) => (s === 15 ? 3 : caughtUp(s)))],
  [
    "once may be",
    "pass",
    { ...session, "at-most": 1 },
    reader((s) => (s === 15 ? 3 : caughtUp(s))),
  ],
  ["a node forgot before the step", "pass", session, reader((s) => (s === 5 ? 3 : caughtUp(s)))],
  ["nothing was read", "unknown", session, reader(() => undefined)],
  ["nobody read", "unknown", session, []],
])("monotonic-reads, %s: %s", (_, verdict, check, also) => {
  const found = judged(check, also);
  expect(found, found?.evidence.join("; ")).toMatchObject({ verdict });
});

const lag = { check: "lag", probe: "reads", of: "orders" };

it.each<[string, string, Seed["check"], readonly Also[]]>([
  ["whoever wrote reads it", "pass", { ...lag, transactions: 0 }, [writer(), reader()]],
  ["one read misses a write", "fail", { ...lag, transactions: 0 }, [writer(), reader(behind(1))]],
  [
    "it misses as many as may be",
    "pass",
    { ...lag, transactions: 5 },
    [writer(), reader(behind(5))],
  ],
  ["it misses one more", "fail", { ...lag, transactions: 5 }, [writer(), reader(behind(6))]],
  [
    "it is less than a second old",
    "pass",
    { ...lag, within: 1000 },
    [writer(), reader(behind(99))],
  ],
  ["it is older", "fail", { ...lag, within: 1000 }, [writer(), reader(behind(110))]],
  [
    "a refused write is not missed",
    "pass",
    { ...lag, transactions: 0 },
    [writer((k) => (k % 2 === 1 ? "bad" : "ok")), reader((s) => caughtUp(s) - (caughtUp(s) % 2))],
  ],
  ["the control is old", "pass", { ...lag, "at-least": 10 }, [writer(), reader(behind(10))]],
  ["the control is new", "fail", { ...lag, "at-least": 10 }, [writer(), reader()]],
  [
    "another node is old",
    "pass",
    { ...lag, transactions: 0, node: "pg2" },
    [writer(), reader(uneven(50), both)],
  ],
  [
    "this node is old",
    "fail",
    { ...lag, transactions: 0, node: "pg3" },
    [writer(), reader(uneven(50), both)],
  ],
  ["nobody wrote", "unknown", { ...lag, transactions: 0 }, [writer(() => "refused"), reader()]],
  ["nobody read", "unknown", { ...lag, transactions: 0 }, [writer()]],
])("lag, %s: %s", (_, verdict, check, also) => {
  const found = judged(check, ...also);
  expect(found, found?.evidence.join("; ")).toMatchObject({ verdict });
});

it("says how old the oldest read was", () => {
  const found = judged({ ...lag, within: 2000 }, writer(), reader(behind(100)));
  expect(found).toMatchObject({ measured: expect.closeTo(1, 1), unit: "s" });
});
