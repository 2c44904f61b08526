import { describe, expect, it } from "vitest";
import { templatesDir } from "../../../../cli/core/base/home.ts";
import { type JournalEvent, journalSchema } from "../../../../cli/core/journal/events.ts";
import { RunView } from "../../../../cli/core/journal/view.ts";
import { openLab } from "../../../../cli/core/lab/open.ts";
import { createRenderer } from "../../../../cli/render/render.ts";
import { lookedAt } from "../../../fixtures/diagnosis/looked.ts";

const renderer = createRenderer(templatesDir());
const { plan } = await openLab("bind-primary-secondary", { renderer });
const [change = ""] = plan.steps.flatMap(({ id, fault }) =>
  fault?.["zone"] === "lab.test" && fault["lose"] === undefined ? [id] : [],
);
const s = (seconds: number) => seconds * 1e9;

/** The step in which lab.test is changed on ns1 from second 10 to 20, and what the switch heard. */
async function found(heard: readonly JournalEvent[], step = change): Promise<string[]> {
  const fault = { id: "1", step, fault: "zone-edit", title: "", nodes: ["ns1"], evidence: [] };
  const about = { run: "r", lab: plan.lab, provider: "docker", halab: "0", wall: "", host: {} };
  const events: JournalEvent[] = [
    { kind: "run", t: 0, schema: journalSchema, ...about, plan },
    { kind: "step", t: s(9), step, phase: "settle" },
    { kind: "fault", t: s(10), ...fault, phase: "intent" },
    { kind: "fault", t: s(11), ...fault, phase: "effect" },
    { kind: "step", t: s(11), step, phase: "expect" },
    { kind: "step", t: s(20), step, phase: "done" },
    { kind: "end", t: s(21), reason: "finished", text: "" },
  ];
  const run = RunView.of([...events, ...heard].sort((a, b) => a.t - b.t));
  const findings = await lookedAt("bind-primary-secondary", { run });
  return findings.filter(({ rule }) => rule === "bind/notify-unsent").map((one) => one.because);
}

const listens = (t: number, nodes = ["ns1", "ns2"]): JournalEvent => {
  return { kind: "listens", t: s(t), service: "bind9", nodes };
};
const told = (t: number, zone = "lab.test", node = "ns1"): JournalEvent => {
  const value = { zone, source: "10.79.0.11", to: "10.79.0.12" };
  return { kind: "advert", t: s(t), node, service: "bind9", value };
};

describe("a change that nobody is told of", () => {
  it.each<[string, readonly JournalEvent[]]>([
    ["no NOTIFY at all", [listens(1)]],
    ["one of another zone", [listens(1), told(12, "intra.test")]],
    ["one before the change", [listens(1), told(5)]],
    ["one of another server", [listens(1), told(12, "lab.test", "ns2")]],
  ])("is found where the switch heard %s", async (_, heard) => {
    expect(await found(heard)).toEqual([expect.stringContaining("heard no NOTIFY")]);
  });

  it("is no cause in a step that wants no NOTIFY", async () => {
    expect(await found([listens(1)], "refresh")).toEqual([]);
    expect(await found([listens(1)], "forgotten-serial")).toEqual([]);
  });

  it.each<[string, readonly JournalEvent[]]>([
    ["a NOTIFY", [listens(1), told(12)]],
    ["nobody listened", []],
    ["its port was not listened to", [listens(1, ["ns2"])]],
    ["nobody listened any more", [listens(1), listens(15, [])]],
    ["it began to listen too late", [listens(12)]],
  ])("is not found: %s", async (_, heard) => {
    expect(await found(heard)).toEqual([]);
  });
});
