import { beforeAll, describe, expect, it } from "vitest";
import { type AnyCheck, loadChecks } from "../../cli/core/check.ts";
import { grade } from "../../cli/core/grade.ts";
import { parseHaproxy, parseKeepalived } from "../../cli/core/inforce.ts";
import { outFrom, type Seed, seeded } from "../fixtures/seeded.ts";

let checks: ReadonlyMap<string, AnyCheck>;
beforeAll(async () => {
  checks = await loadChecks();
});

function judged(seed: Seed) {
  const kind = checks.get(String(seed.check["check"]));
  const check = kind?.schema.parse(seed.check) ?? seed.check;
  return grade(seeded({ ...seed, check }), checks).steps[0]?.checks[0];
}

describe("an outage that no phase contains", () => {
  const check = { check: "outage", probe: "site", within: "100ms" };

  it.each([
    ["from long before to the end", outFrom(0, 99), "fail"],
    ["from long before to just after", outFrom(0, 22), "fail"],
    ["from before, and over early", outFrom(2, 11), "pass"],
  ])("%s", (_, answers, verdict) => {
    expect(judged({ check, answers })).toMatchObject({ verdict });
  });
});

describe("a stall of the prober", () => {
  const check = { check: "outage", probe: "site", within: { formula: "vrrp-crash" } };
  const lateAt = (from: number, to: number) => (second: number) =>
    second >= from && second < to ? (to - second) * 1e6 + 50 : 50;

  it("far from the outage's edges changes nothing", () => {
    expect(judged({ check, answers: outFrom(10, 13), lateUs: lateAt(15, 15.1) })).toMatchObject({
      verdict: "pass",
    });
  });

  it("at the edge of an outage that is too long makes it unknown", () => {
    const found = judged({ check, answers: outFrom(10, 13.7), lateUs: lateAt(13.65, 13.8) });
    expect(found).toMatchObject({ verdict: "unknown" });
    expect(found?.evidence.at(-1)).toMatch(/at the edge of the outage/);
  });
});

it("impaired keeps its formula, but users bear no more than the limit", () => {
  const check = { check: "impaired", probe: "site", within: "9s", limit: "3s" };
  expect(judged({ check, answers: outFrom(10, 12.9) })).toMatchObject({ verdict: "pass" });
  expect(judged({ check, answers: outFrom(10, 13.1) })).toMatchObject({ verdict: "fail" });
});

describe("timers in force", () => {
  it("a tracker's weight counts: it makes the skew", () => {
    const dump = " VRRP Instance = site\n   Priority = 50\n   Effective priority = 110\n";
    expect(parseKeepalived(dump)[0]?.priority).toBe(110);
  });

  it.each([
    ["timeout connect 500ms", "check inter 2s", 2],
    ["timeout connect 500ms\n  timeout check 1s", "check inter 2s", 1.5],
    ["timeout check 1s", "check inter 2s", 3],
  ])("%s, %s: a check takes at most %s s", (timeout, words, seconds) => {
    const text = `defaults\n  ${timeout}\nbackend b\n  server w 10.0.0.1:80 ${words}`;
    expect(parseHaproxy(text)?.timeoutS).toBe(seconds);
  });
});
