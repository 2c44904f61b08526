import { describe, expect, it } from "vitest";
import type { JournalEvent } from "../../../cli/core/journal/events.ts";
import { graded } from "../../fixtures/kinds.ts";
import { type Seed, seeded, vrrp } from "../../fixtures/seeded.ts";

const check = { check: "outage", probe: "site", within: { formula: "vrrp-crash" }, points: 5 };
const answers = (second: number) => (second > 10 && second < 13 ? null : "web1");
const why = "lb2, the student's, has not said by which timers its keepalived runs";

/** The same run, in which lb1 and lb2 run keepalived, with files of that owner. */
function run(owner: "student" | "lab", seed: Partial<Seed>): JournalEvent[] {
  const file = { path: "/etc/x", mode: 0o644, content: "", source: "x", owner };
  return seeded({ check, answers, ...seed }).map((event) => {
    if (event.kind !== "run") return event;
    const nodes = event.plan.nodes.map((node) =>
      node.name.startsWith("lb") ? { ...node, services: ["keepalived"], files: [file] } : node,
    );
    return { ...event, plan: { ...event.plan, nodes } };
  });
}

const step = (events: JournalEvent[]) => graded(events).steps[0];

describe("a student's node that has not told its timers", () => {
  it("fails what cannot be judged without them, and says so", () => {
    const report = step(run("student", { vrrp: [vrrp(150)] }));
    expect(report).toMatchObject({ verdict: "fail", points: 0 });
    expect(report?.checks[0]?.evidence).toContain(why);
    expect(step(run("student", { vrrp: [] }))?.verdict).toBe("fail");
  });

  it("changes nothing where they were told, or where no formula is asked", () => {
    expect(step(run("student", {}))?.verdict).toBe("pass");
    const within = { loMs: 0, hiMs: 5000 };
    expect(step(run("student", { vrrp: [], check: { ...check, within } }))?.verdict).toBe("pass");
  });

  it("stays unknown where the node is nobody's, where a formula does not know what was told, and where nobody looked", () => {
    expect(step(run("lab", { vrrp: [] }))?.verdict).toBe("unknown");
    const odd = [vrrp(150), vrrp(100, { untimed: ["vrrp_odd"] })];
    expect(step(run("student", { vrrp: odd }))?.verdict).toBe("unknown");
    expect(step(run("student", { vrrp: [], played: "no" }))?.verdict).toBe("unknown");
    expect(step(run("student", { vrrp: [], end: "cancelled", played: "expect" }))?.verdict).toBe(
      "unknown",
    );
  });
});
