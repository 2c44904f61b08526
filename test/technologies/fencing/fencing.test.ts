import { describe, expect, it } from "vitest";
import type { Power } from "../../../cli/core/kinds/probe.ts";
import { kind } from "../../../cli/technologies/fencing/probes/power-switch.ts";
import { parseQuestion } from "../../../cli/technologies/fencing/questions.ts";
import { testCtx } from "../../fixtures/ctx.ts";

const spec = kind.schema.parse({ kind: "power-switch", nodes: ["n1", "n2"] });

/** A machine room that keeps a list of what was done. */
function room(states: Record<string, "running" | "off">) {
  const done: string[] = [];
  const power: Power = {
    nodes: Object.keys(states),
    state: async (node) => states[node] ?? "off",
    off: async (node) => {
      done.push(`off ${node}`);
      states[node] = "off";
    },
    on: async (node) => {
      done.push(`on ${node}`);
      states[node] = "running";
    },
  };
  const ask = async (line: string) => {
    const { answer, parse } = kind.follow?.(spec) ?? {};
    const question = parse?.(line)?.value;
    if (!answer || question === undefined) throw new Error(`no question: ${line}`);
    return answer(question, "n1", power, testCtx());
  };
  return { done, ask };
}

describe("a power switch", () => {
  it("cuts a node's power, and says so when it is off", async () => {
    const { done, ask } = room({ n1: "running", n2: "running" });
    const { reply, value } = await ask("7 off n2");
    expect(done).toEqual(["off n2"]);
    expect(reply.slice(0, 4)).toEqual(["halab-pacemaker", "fence-answer", "7", "0"]);
    expect(value).toMatchObject({ action: "off", plug: "n2", ok: true });
  });

  it("says of a plug whether it is off, as the Fence Agent API has it", async () => {
    const { ask } = room({ n1: "running", n2: "off" });
    expect((await ask("1 status n1")).reply[3]).toBe("0");
    expect((await ask("2 status n2")).reply[3]).toBe("2");
    expect((await ask("3 list -")).reply[4]).toBe("n1\nn2");
  });

  it("switches off and on for a reboot", async () => {
    const { done, ask } = room({ n1: "running", n2: "running" });
    await ask("1 reboot n2");
    expect(done).toEqual(["off n2", "on n2"]);
  });

  it("has the plugs of these nodes only, and knows its verbs only", async () => {
    const { done, ask } = room({ n1: "running", n2: "running", db: "running" });
    expect((await ask("1 off db")).value).toMatchObject({ ok: false });
    expect((await ask("2 explode n2")).value).toMatchObject({ ok: false });
    expect(done).toEqual([]);
  });
});

it.each([
  ["1 off n2", { number: 1, action: "off", plug: "n2" }],
  ["12 list -", { number: 12, action: "list", plug: "-" }],
  ["off n2", undefined],
  ["1 off n2; reboot", undefined],
  ["", undefined],
])("the line %j asks %j", (line, question) => {
  expect(parseQuestion(line)).toEqual(question);
});
