import { describe, expect, it } from "vitest";
import { diagnose } from "../../../cli/core/diagnose/diagnose.ts";
import { factsOf } from "../../../cli/core/diagnose/facts.ts";
import { loadRules } from "../../../cli/core/diagnose/rules.ts";
import type { JournalEvent } from "../../../cli/core/journal/events.ts";
import { RunView } from "../../../cli/core/journal/view.ts";
import { depths } from "../../../cli/core/kinds/rule.ts";
import { stateText } from "../../fixtures/diagnosis/looked.ts";
import { makePlan } from "../../fixtures/plan.ts";

const conf = "/etc/keepalived/keepalived.conf";

async function found(events: readonly JournalEvent[], processes: readonly string[] = []) {
  const plan = makePlan();
  const nodes = plan.nodes.map((node) =>
    node.name === "lb1"
      ? {
          ...node,
          services: ["keepalived"],
          files: [
            {
              path: conf,
              mode: 0o644,
              content: "a\nb\n  bananas 5\n",
              source: "x",
              owner: "lab" as const,
            },
          ],
        }
      : { ...node, services: [], files: [] },
  );
  const run = RunView.of(events);
  const facts = factsOf(
    { ...plan, nodes, probes: [] },
    {
      looked: depths,
      run,
      states: new Map([["lb1", stateText({ processes })]]),
    },
  );
  const { findings } = diagnose(facts, await loadRules());
  return findings.filter(({ rule }) => rule.startsWith("service/"));
}

const note = (text: string): JournalEvent => ({ kind: "note", t: 1, text });

describe("what a daemon warns of", () => {
  it("is found with the line of the node's file", async () => {
    const said = `keepalived of lb1 warns: (${conf}: Line 3) Unknown keyword 'bananas'`;
    const [one] = await found([note(said)]);
    expect(one).toMatchObject({
      rule: "service/daemon-warns",
      severity: "warning",
      where: [{ node: "lb1", file: conf, line: 3, text: "bananas 5" }],
    });
    expect(one?.because).toContain("Unknown keyword 'bananas'");
  });

  it("is shown as it was said where it names no file of the node", async () => {
    const [one] = await found([note("haproxy of lb1 warns: [WARNING] something")]);
    expect(one?.where).toEqual([
      { node: "lb1", file: "/var/log/halab/syslog", text: "[WARNING] something" },
    ]);
  });

  it("is no other note", async () => {
    expect(await found([note("before step a the cluster was not steady")])).toEqual([]);
  });
});

describe("a service that does not run", () => {
  const silent: JournalEvent = {
    ...{ kind: "in-force", t: 1, node: "lb1", service: "keepalived" },
    value: null,
  };

  it("is found where nothing of the run ended it", async () => {
    expect((await found([silent])).map(({ rule }) => rule)).toEqual(["service/not-running"]);
    expect(await found([])).toEqual([]);
  });

  it("is no finding where its process is there, and has just nothing to say", async () => {
    expect(await found([silent], ["25 keepalived keepalived -D"])).toEqual([]);
    expect(await found([silent], ["1 tini /usr/bin/tini", "9 sh sh -c keepalived"])).toHaveLength(
      1,
    );
  });

  it("is no finding where a fault was meant for the node", async () => {
    const fault = {
      kind: "fault",
      t: 1,
      id: "f",
      step: "s",
      fault: "f",
      title: "f",
      nodes: ["lb1"],
    };
    const made = { ...fault, phase: "effect", evidence: [] } as unknown as JournalEvent;
    expect(await found([silent, made])).toEqual([]);
  });
});

describe("what a daemon refuses", () => {
  async function refusedBy(said: string) {
    const plan = makePlan();
    const content = "a\nb\n  bananas 5\n";
    const file = { path: conf, mode: 0o644, content, source: "x", owner: "student" as const };
    const nodes = plan.nodes.map((node) => ({
      ...node,
      files: node.name === "lb1" ? [file] : [],
    }));
    const refusals = [{ node: "lb1", service: "keepalived", said }];
    const facts = factsOf({ ...plan, nodes }, { looked: ["files"], refusals });
    const { findings } = diagnose(facts, await loadRules());
    return findings.filter(({ rule }) => rule === "service/refuses");
  }

  it("is an error of every step, with its line and where in it", async () => {
    const said = `summary\n(${conf}: Line 3) Unknown keyword 'bananas'\nthe end`;
    const [one] = await refusedBy(said);
    const where = [{ node: "lb1", file: conf, line: 3, column: 3, text: "bananas 5" }];
    expect(one).toMatchObject({ severity: "error", where });
    expect(one?.breaks).toEqual(makePlan().steps.map(({ id }) => id));
    expect(one?.because).toContain("Unknown keyword 'bananas'");
  });

  it("is no finding where no line of a file is named: the node will say", async () => {
    expect(await refusedBy("permission denied")).toEqual([]);
  });
});
