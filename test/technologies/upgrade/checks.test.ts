import { describe, expect, it } from "vitest";
import { graded } from "../../fixtures/kinds.ts";
import { type Seed, seeded } from "../../fixtures/seeded.ts";

const nodes = ["n1", "n2", "n3"];

const sentences = {
  end: "in the end: n1 redis-8.0, n2 redis-8.0 (master), n3 redis-8.0 (not in step)",
  took: "it took 4.2 s",
  mixed: "versions were mixed for 2.5 s",
  vacant: "nobody was the master for 0.31 s",
  ready: "at least 2 of 3 were ready all the time",
  moves: "the master moved 1 times: n1, n2",
};
const evidence = [...Object.values(sentences), "n3: upgraded in 1.0 s"];

/** A step whose fault saw that. */
function journal(check: Seed["check"], seen: readonly string[], more: Partial<Seed> = {}) {
  const names = { kind: "fault" as const, id: "f", step: "s", fault: "upgrade", title: "upgrade" };
  const effect = { ...names, nodes, phase: "effect" as const, evidence: seen };
  const also = [[10, effect] as const, ...(more.also ?? [])];
  return seeded({ ...more, check, also });
}

function judged(check: Seed["check"], seen: readonly string[]) {
  return graded(journal(check, seen)).steps[0]?.checks[0];
}

describe("what was seen of an upgrade is held against what the lab wants", () => {
  it.each<[string, Seed["check"], string, number]>([
    ["all new", { check: "upgrade-release", nodes, is: "redis-8.0" }, "pass", 3],
    ["all still old", { check: "upgrade-release", nodes, is: "redis-7.0" }, "fail", 0],
    ["enough ready", { check: "upgrade-ready", nodes, "at-least": 2 }, "pass", 2],
    ["too few ready", { check: "upgrade-ready", nodes, "at-least": 3 }, "fail", 2],
    ["mixed for a while", { check: "upgrade-mixed", nodes, within: 3000 }, "pass", 2.5],
    ["mixed for too long", { check: "upgrade-mixed", nodes, within: 2000 }, "fail", 2.5],
    ["away", { check: "upgrade-vacant", nodes, within: [50, 1000] }, "pass", 0.31],
    ["away too long", { check: "upgrade-vacant", nodes, within: [50, 300] }, "fail", 0.31],
    ["never away", { check: "upgrade-vacant", nodes, within: [1000, 2000] }, "fail", 0.31],
    ["one move", { check: "upgrade-moves", nodes, "at-most": 1 }, "pass", 1],
    ["too many moves", { check: "upgrade-moves", nodes, "at-most": 0 }, "fail", 1],
  ])("%s", (_, check, verdict, measured) => {
    expect(judged({ ...check, points: 3 }, evidence)).toMatchObject({ verdict, measured });
    expect(judged({ ...check, points: 3 }, [])).toMatchObject({ verdict: "unknown", points: 0 });
    const others = { ...check, nodes: ["n9"] };
    expect(judged(others, evidence)).toMatchObject({ verdict: "unknown" });
  });

  it("says what the operator did where it did not come to that", () => {
    const check = { check: "upgrade-release", nodes, is: "redis-7.0" };
    expect(judged(check, evidence)?.evidence).toEqual([sentences.end, "n3: upgraded in 1.0 s"]);
  });
});

describe("what was acknowledged to users", () => {
  type Miss = readonly [second: number, event: "lost" | "behind", user: number];
  const kept = (misses: readonly Miss[], users = 300, more: Partial<Seed> = {}) => {
    const check = { check: "upgrade-kept", probe: "site", "at-most": 1, points: 5 };
    const also = misses.map(([second, event, user]) => {
      const basket = { kind: "basket" as const, probe: "site", user, event, had: 3, has: 1 };
      return [second, basket] as const;
    });
    const events = journal(check, evidence, { ...more, also }).map((event) => {
      if (event.kind !== "run") return event;
      const probes = event.plan.probes.map((probe) =>
        probe.name === "site" ? { ...probe, kind: "users", spec: { users, timeout: 250 } } : probe,
      );
      return { ...event, plan: { ...event.plan, probes } };
    });
    return graded(events).steps[0]?.checks[0];
  };

  it.each<[string, string, readonly Miss[]]>([
    ["all of it is there", "pass", []],
    ["one misses the last things", "pass", [[12, "behind", 3]]],
    [
      "one misses them, and another one all",
      "fail",
      [
        [12, "behind", 3],
        [13, "lost", 4],
      ],
    ],
    [
      "one user twice",
      "pass",
      [
        [12, "behind", 3],
        [13, "lost", 3],
      ],
    ],
    [
      "before the upgrade",
      "pass",
      [
        [5, "lost", 3],
        [6, "lost", 4],
      ],
    ],
    [
      "after it was undone",
      "pass",
      [
        [22, "lost", 3],
        [23, "lost", 4],
      ],
    ],
  ])("%s: %s", (_, verdict, misses) => {
    expect(kept(misses)).toMatchObject({ verdict });
  });

  it("is not known before every user has come once more after the upgrade", () => {
    expect(kept([], 900)).toMatchObject({ verdict: "unknown" });
    expect(judged({ check: "upgrade-kept", probe: "site", "at-most": 0 }, evidence)).toMatchObject({
      verdict: "unknown",
    });
  });
});
