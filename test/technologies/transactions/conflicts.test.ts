/** Rounds of two rivals every 100 ms in the phase, seconds 10 to 20. */
import { expect, it } from "vitest";
import { parseDuel } from "../../../cli/technologies/transactions/duels.ts";
import { graded } from "../../fixtures/kinds.ts";
import { type Seed, seeded } from "../../fixtures/seeded.ts";

const check = { check: "conflicts", probe: "rivals", refused: 5 };
const g1Wins = "g1=ok/g1 g2=40001/g1";
const g2Wins = "g1=40001/g2 g2=ok/g2";

function judged(round: (k: number) => string | undefined) {
  const also = Array.from({ length: 50 }, (_, k) => ({ k, value: round(k) })).flatMap(
    ({ k, value }): NonNullable<Seed["also"]> =>
      value === undefined
        ? []
        : [
            [
              11 + k / 10,
              { kind: "told", probe: "rivals", node: "client", value: `${k} ${value}` },
            ],
          ],
  );
  return graded(seeded({ check, also })).steps[0]?.checks[0];
}

const once = (special: string) => (k: number) => (k === 20 ? special : g1Wins);

it.each<[string, string, (k: number) => string | undefined]>([
  ["one of two wins, now this one, now that one", "pass", (k) => (k % 3 ? g1Wins : g2Wins)],
  ["both commit: a lost update", "fail", once("g1=ok/g1 g2=ok/g2")],
  ["a node shows the change that was refused", "fail", once("g1=ok/g1 g2=40001/g2")],
  ["both are refused, which loses nothing", "pass", once("g1=40001/- g2=40001/-")],
  ["one takes no part for a while", "pass", once("g1=ok/g1 g2=none/-")],
  ["one never takes part", "unknown", () => "g1=ok/g1 g2=none/-"],
  ["it is refused for another reason", "fail", once("g1=ok/g1 g2=08S01/-")],
  ["they never meet", "fail", () => "g1=ok/g1"],
  ["nobody plays", "unknown", () => undefined],
])("conflicts, %s: %s", (_, verdict, round) => {
  const found = judged(round);
  expect(found, found?.evidence.join("; ")).toMatchObject({ verdict });
});

it("says who won, and how many were refused", () => {
  const found = judged((k) => (k % 2 ? g1Wins : g2Wins));
  expect(found).toMatchObject({ measured: 50, unit: "transactions" });
  expect(found?.evidence[0]).toContain("50 rounds 50 had one winner (g1 25, g2 25)");
});

it.each([
  ["d 17 4 g1=ok/g1 g2=40001/g1", { atNs: 17, value: "4 g1=ok/g1 g2=40001/g1" }],
  ["d 17 4", undefined],
  ["d 17 4 g1=perhaps/g1", undefined],
  ["s 17 4 g1=ok/g1", undefined],
])("%s", (line, expected) => {
  expect(parseDuel(line)).toEqual(expected);
});
