/** Each check of how late changes are is proved by what a directory told that violates it. */
import { describe, expect, it } from "vitest";
import { controllers, judged, type Make, made, prompt } from "./domain.ts";

const all = [...controllers];
const points = 10;

const talks: Make = (domain) => domain.talk(1, 30, prompt);
/** dc3 has nothing of the others from 10 to 20, and then all at once. */
const cutOff: Make = (domain) =>
  domain.talk(1, 30, (source, to, second) => {
    const apart = (source === "dc3") !== (to === "dc3") && second >= 9.8 && second < 20;
    return apart ? 21.5 - second : 0.5;
  });

describe("replicated-within", () => {
  const check = {
    check: "replicated-within",
    probe: "directory",
    from: all,
    to: all,
    within: "2s",
    points,
  };

  it.each<[string, Make, object, string]>([
    ["all are prompt", talks, {}, "pass"],
    [
      "one is slow",
      (domain) => domain.talk(1, 30, (_, to) => (to === "dc3" ? 4 : 0.5)),
      {},
      "fail",
    ],
    [
      "one gets nothing",
      (domain) => domain.talk(1, 30, (_, to) => (to === "dc3" ? null : 0.5)),
      {},
      "fail",
    ],
    ["what was written in a cut comes after it", cutOff, { mended: true }, "pass"],
    [
      "what was written in a cut is overwritten after it",
      (domain) => domain.talk(1, 30, (_, to, second) => (to === "dc3" && second < 20 ? null : 0.5)),
      { mended: true },
      "pass",
    ],
    ["nothing is told at all", () => {}, {}, "fail"],
  ])("%s", (_, make, seed, verdict) => {
    const found = judged(check, made(make), seed);
    expect(found, found.evidence.join("; ")).toMatchObject({ verdict });
  });

  it("a later number stands for those before it: the directory has the newest value alone", () => {
    const domain = made((one) => {
      one.write(10.5, "dc1", (to) => (to === "dc3" ? null : 0.3));
      one.write(11.5, "dc1", () => 0.3);
      for (const source of ["dc2", "dc3"] as const) one.write(11, source, () => 0.3);
    });
    expect(judged(check, domain)).toMatchObject({ verdict: "pass", measured: 1.3 });
  });

  it("without a controller's writes it fails, and says what that controller refused", () => {
    const domain = made((one) => {
      for (const source of ["dc1", "dc3"] as const) one.write(11, source, () => 0.3);
      one.say(11, "dc2 refused 1 Server is unwilling to perform");
    });
    const { verdict, evidence } = judged(check, domain);
    expect(verdict).toBe("fail");
    expect(evidence.join()).toContain("nothing was written on dc2: Server is unwilling");
  });

  it("faster than its formula allows is no proof", () => {
    const slow = { ...check, within: ["1.5s", "9s"] };
    expect(judged(slow, made(talks))).toMatchObject({ verdict: "fail" });
  });
});

describe("held-back", () => {
  const check = {
    check: "held-back",
    probe: "directory",
    from: ["dc1"],
    to: ["dc3"],
    "at-least": "4s",
    points,
  };
  it("passes what a cut holds back", () => {
    expect(judged(check, made(cutOff))).toMatchObject({ verdict: "pass" });
  });
  it("fails what comes all the same", () => {
    expect(judged(check, made(talks))).toMatchObject({ verdict: "fail", measured: 0.5 });
  });
  it("fails where nothing was written", () => {
    expect(judged(check, made()).verdict).toBe("fail");
  });
});

describe("accepts-writes", () => {
  const check = { check: "accepts-writes", probe: "directory", nodes: all, points };
  it("passes controllers that take writes, whomever they reach", () => {
    expect(judged(check, made(cutOff))).toMatchObject({ verdict: "pass" });
  });
  it("fails where one refuses, or takes none", () => {
    const refuses = made(talks, (one) =>
      one.say(12, "dc2 refused 9 Server is unwilling to perform"),
    );
    expect(judged(check, refuses).verdict).toBe("fail");
    const silent = made((one) => {
      for (const second of [11, 13])
        for (const dc of ["dc1", "dc2"] as const) one.write(second, dc, prompt);
    });
    expect(judged(check, silent)).toMatchObject({ verdict: "fail", measured: 0 });
  });
});

describe("who was not watched is not judged", () => {
  it.each(["replicated-within", "held-back", "accepts-writes"])("%s", (kind) => {
    const keys = { from: ["dc1"], to: ["dc2"], nodes: ["dc1"], within: "2s", "at-least": "2s" };
    const wanted =
      kind === "accepts-writes" ? { nodes: keys.nodes } : { from: keys.from, to: keys.to };
    const bound =
      { "replicated-within": { within: "2s" }, "held-back": { "at-least": "2s" } }[kind] ?? {};
    const blind = {
      kind: "watch",
      probe: "directory",
      node: "client",
      ok: false,
      why: "a test",
    } as const;
    const check = { check: kind, probe: "directory", ...wanted, ...bound, points };
    expect(judged(check, made(talks), { also: [[12, blind]] }).verdict).toBe("unknown");
  });
});
