import { describe, expect, it } from "vitest";
import { parseHaproxy } from "../../../cli/technologies/haproxy/readers/haproxy.ts";
import { parseKeepalived } from "../../../cli/technologies/keepalived/readers/keepalived.ts";
import { outFrom, type Seed } from "../../fixtures/seeded.ts";
import { judged } from "../../fixtures/verdicts.ts";

describe("an outage that no phase contains", () => {
  const check = { check: "outage", probe: "site", within: "100ms" };

  it.each([
    ["from long before to the end", outFrom(0, 99), "fail"],
    ["from long before to just after", outFrom(0, 22), "fail"],
    ["from before, and over early", outFrom(2, 11), "pass"],
    ["from shortly before its end to long after", outFrom(19.4, 60), "fail"],
    ["of requests under way at its end", outFrom(19.95, 21), "pass"],
  ])("%s", (_, answers, verdict) => {
    expect(judged(check, { answers })).toMatchObject({ verdict });
  });
});

it("an outage that is not over is told apart from a longer one that is", () => {
  const check = { check: "outage", probe: "site", within: "100ms" };
  const [first, last] = [outFrom(10, 14), outFrom(18, 60)];
  const found = judged(check, { answers: (second, k) => first(second, k) && last(second, k) });
  expect(found).toMatchObject({ verdict: "fail", measured: 4 });
  expect(found.evidence).toEqual([
    expect.stringMatching(
      /^\d+ requests in a row were lost .*, and service was still out at the end$/,
    ),
    expect.stringMatching(/^\d+ requests in a row were lost .*, then service was back$/),
  ]);
});

describe("a stall of the prober, and so of the machine", () => {
  const check = { check: "outage", probe: "site", within: { formula: "vrrp-crash" } };
  const lateUs = (second: number) => (second >= 12 && second < 12.1 ? (12.1 - second) * 1e6 : 50);

  it.each([
    ["changes nothing about what is within its bound", 13, "pass"],
    ["makes unknown what is just too long", 13.9, "unknown"],
    ["excuses nothing that is much too long", 14, "fail"],
  ])("%s", (_, second, verdict) => {
    expect(judged(check, { answers: outFrom(10, second), lateUs })).toMatchObject({ verdict });
  });
});

describe("a takeover, counted from a fault that was seen late", () => {
  const check = { check: "owners", probe: "vip", owner: "lb2", within: { formula: "vrrp-crash" } };
  const takenAt = (second: number): Partial<Seed> => ({
    owners: [
      [0, "lb1", true],
      [10, "lb1", false],
      [second, "lb2", true],
    ],
  });

  it.each([
    [12.62, "pass"],
    [12.2, "fail"],
    [13.7, "fail"],
  ])("at %s s: %s", (second, verdict) => {
    expect(judged(check, { ...takenAt(second) })).toMatchObject({ verdict });
  });
});

it("impaired keeps its formula, but users bear no more than the limit", () => {
  const check = { check: "impaired", probe: "site", within: "9s", limit: "3s" };
  expect(judged(check, { answers: outFrom(10, 12.9) })).toMatchObject({ verdict: "pass" });
  expect(judged(check, { answers: outFrom(10, 13.1) })).toMatchObject({ verdict: "fail" });
});

describe("timers in force", () => {
  it("a tracker's weight counts: it makes the skew", () => {
    const rest = "   Virtual Router ID = 51\n   Advert interval = 1 sec\n";
    const dump = ` VRRP Instance = site\n${rest}   Priority = 50\n   Effective priority = 110\n`;
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
