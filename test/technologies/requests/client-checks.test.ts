import { describe, expect, it } from "vitest";
import { type Given, judged, table, takenOver, usual } from "../../fixtures/many-clients.ts";
import { outFrom } from "../../fixtures/seeded.ts";

const late: Given = { lateUs: () => 200_000 };

describe("clients-hit", () => {
  const check = { check: "clients-hit", probe: "site", share: "1/3", of: "lb1", tolerance: 0.1 };
  table(check, [
    ["the clients of the dead node", "pass", { answers: takenOver(10.5) }],
    ["nobody", "fail", {}],
    ["everybody", "fail", { answers: (second, k) => outFrom(10, 10.5)(second, k) && usual(k) }],
    [
      "those of another node",
      "fail",
      { answers: (s, k) => (s > 10 && k % 6 > 3 ? null : usual(k)) },
    ],
    ["a prober that was late", "unknown", { ...late, answers: takenOver(10.5) }],
    ["another kind of probe", "unknown", { kind: "http" }],
  ]);

  it("says how many, and whose", () => {
    const found = judged(check, { answers: takenOver(10.5) });
    expect(found).toMatchObject({ measured: 0.333, unit: "of the clients" });
    expect(found.evidence).toEqual([
      "2 of 6 clients lost 16 requests",
      "2 of them had been served by lb1",
    ]);
  });
});

describe("affinity", () => {
  const keep = { check: "affinity", probe: "site" };
  table(keep, [
    ["everybody keeps his server", "pass", {}],
    [
      "one client moves",
      "fail",
      { answers: (s, k) => (s > 15 && k % 6 === 0 ? "web2" : usual(k)) },
    ],
    [
      "one client gets no answer",
      "fail",
      { answers: (s, k) => (s > 9 && k % 6 === 0 ? null : usual(k)) },
    ],
    [
      "a client changes to and fro",
      "fail",
      { answers: (s, k) => (s > 12 && s < 13 ? "web2" : usual(k)) },
    ],
    ["nobody was answered before", "unknown", { answers: (s, k) => (s < 10 ? null : usual(k)) }],
    ["another kind of probe", "unknown", { kind: "http" }],
  ]);

  const within = { formula: "nlb-crash", plus: "100ms" };
  const third = { ...keep, moved: "1/3", from: "lb1", tolerance: 0.1, within };
  table(third, [
    ["the dead node's clients move", "pass", { answers: takenOver(10.5) }],
    ["they move too late", "fail", { answers: takenOver(12) }],
    ["nobody moves", "fail", {}],
    [
      "other clients move, too",
      "fail",
      {
        answers: (s, k) => (s > 10.5 && k % 6 === 5 ? "web1" : takenOver(10.5)(s, k)),
      },
    ],
    ["no timers were read", "unknown", { answers: takenOver(10.5), timers: [] }],
  ]);

  table({ ...keep, moved: "1/3", to: "web2", tolerance: 0.1 }, [
    [
      "all to the one that was added",
      "pass",
      {
        answers: (s, k) => (s > 10.2 && usual(k) === "lb1" ? "web2" : usual(k)),
      },
    ],
    ["half of them elsewhere", "fail", { answers: takenOver(10.2) }],
  ]);

  it("counts what happened while the fault was being healed", () => {
    // The healing began at 20 s, and was done somewhat later.
    const answers = (s: number, k: number) => (s < 20.005 && k % 6 < 2 ? "web2" : usual(k));
    const check = { ...keep, moved: "1/3", to: "lb1", tolerance: 0.1 };
    expect(judged(check, { mended: true, answers })).toMatchObject({ verdict: "pass" });
  });
});

describe("responders", () => {
  const always = { check: "responders", probe: "site" };
  const two = (s: number, k: number) => (s > 12 && k % 6 === 0 ? ["lb1", "web1"] : [usual(k)]);
  table(always, [
    ["one node answers each client", "pass", {}],
    ["two answer one of them", "fail", { responders: two }],
    ["one node each, with a prober that was late", "pass", late],
    ["two, with a late one", "unknown", { ...late, responders: two }],
    [
      "nobody answers one of them",
      "fail",
      {
        answers: (s, k) => (s > 12 && s < 12.1 ? null : usual(k)),
        responders: (s, k) => (s > 12 && s < 12.1 ? [] : [usual(k)]),
      },
    ],
    [
      "an answer came, but its SYN-ACK was not seen",
      "pass",
      {
        responders: (s, k) => (s > 12 && s < 12.1 ? [] : [usual(k)]),
      },
    ],
    ["most were not seen", "unknown", { responders: (_, k) => (k % 2 ? [] : [usual(k)]) }],
    ["nobody watched", "unknown", { responders: () => undefined }],
    ["another kind of probe", "unknown", { kind: "http" }],
  ]);

  const soon = { ...always, within: { formula: "nlb-crash", plus: "100ms" } };
  const until = (end: number) => (s: number, k: number) =>
    s > 10 && s < end && usual(k) === "lb1" ? [] : [usual(k)];
  table(soon, [
    [
      "one again when the others have taken over",
      "pass",
      {
        answers: takenOver(10.5),
        responders: until(10.5),
      },
    ],
    [
      "sooner than anybody can notice",
      "fail",
      { answers: takenOver(10.1), responders: until(10.1) },
    ],
    ["two for ever", "fail", { responders: two }],
  ]);
  table({ ...always, count: 2 }, [["two were asked for", "fail", {}]]);

  it("says who answered", () => {
    expect(judged(always, { responders: two }).evidence[1]).toMatch(
      /^\d+ were answered by lb1 and web1$/,
    );
  });
});
