/** Each check of logons is proved by logons that violate it. */
import { describe, expect, it } from "vitest";
import { judged, type Make, made } from "./domain.ts";

const points = 10;

const logons =
  (bad: (due: number) => boolean, took = 0.05): Make =>
  (domain) => {
    for (let due = 1; due < 30; due += 0.5) {
      if (bad(due)) domain.logon(due, 2, "failed", "Cannot contact any KDC for realm 'LAB.TEST'");
      else domain.logon(due, took);
    }
  };
const never = () => false;
const while2s = (due: number) => due >= 10 && due < 12;

describe("logon-lost", () => {
  const check = { check: "logon-lost", probe: "logon", "at-most": 0, points };
  it("passes when all succeed, however slowly", () => {
    expect(judged(check, made(logons(never, 3)))).toMatchObject({ verdict: "pass", measured: 0 });
  });
  it("fails when some do not, and says why", () => {
    const { verdict, measured, evidence } = judged(check, made(logons(while2s)));
    expect({ verdict, measured }).toEqual({ verdict: "fail", measured: 4 });
    expect(evidence.join()).toContain("Cannot contact any KDC");
  });
  it("as a control it wants losses", () => {
    const { "at-most": _, ...control } = check;
    const some = { ...control, "at-least": 2 };
    expect(judged(some, made(logons(while2s))).verdict).toBe("pass");
    expect(judged(some, made(logons(never))).verdict).toBe("fail");
  });
  it("knows nothing where nobody told of a logon", () => {
    expect(judged(check, made()).verdict).toBe("unknown");
  });
});

describe("logon-outage", () => {
  const check = { check: "logon-outage", probe: "logon", within: "3s", points };
  it("measures from the first that failed to the next that did not", () => {
    expect(judged(check, made(logons(while2s)))).toMatchObject({ verdict: "pass", measured: 2 });
  });
  it("fails a longer one, and one that does not end", () => {
    const long = made(logons((due) => due >= 10 && due < 16));
    expect(judged(check, long)).toMatchObject({ verdict: "fail", measured: 6 });
    const endless = made(logons((due) => due >= 17.5));
    expect(judged(check, endless).verdict).toBe("fail");
  });
  it("knows nothing where nobody told of a logon", () => {
    expect(judged(check, made()).verdict).toBe("unknown");
  });
});
