import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logsOf } from "../../../cli/technologies/cpg/log/lives.ts";
import { nameOf, readWord } from "../../../cli/technologies/cpg/log/words.ts";
import { kind as probe } from "../../../cli/technologies/cpg/probes/process-group.ts";
import { said } from "./group.ts";

const told = (node: string, ...lines: readonly string[]) =>
  lines.map((value, t) => ({ kind: "told" as const, t, probe: "group", node, value }));

describe("what halab-cpg follow says", () => {
  it("messages of a batch, with gaps and new senders", () => {
    const word = readWord("batch 17 A=1.3.90 B=2.1.88 ABBA A=1.3.95 AB");
    expect(word?.word === "batch" && word.messages.map(nameOf)).toEqual([
      "1.3.90",
      "2.1.88",
      "2.1.89",
      "1.3.91",
      "1.3.95",
      "2.1.90",
    ]);
  });

  it("a batch is read back as it was, whatever came in which order", () => {
    const message = fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 2 }), fc.nat(50))
      .map((one) => one.join("."));
    fc.assert(
      fc.property(fc.array(message, { minLength: 1 }), (messages) => {
        const [batch] = said(messages.map((one) => ({ second: 1, message: one })));
        const word = readWord(batch?.words);
        expect(word?.word === "batch" && word.messages.map(nameOf)).toEqual(messages);
      }),
    );
  });

  it("nothing else is one of its words", () => {
    for (const text of ["", "batch", "batch 1 A", "view", "ring x", "life 1", "hello", 7, null])
      expect(readWord(text)).toBeUndefined();
    fc.assert(fc.property(fc.string(), (text) => void readWord(text)));
  });

  it("a line is a time and words", () => {
    const follow = probe.follow?.({ kind: "process-group", nodes: ["n1", "n2"] });
    expect(follow?.parse("123 quorum 1")).toEqual({ atNs: 123, value: "quorum 1" });
    expect(follow?.parse("no time")).toBeUndefined();
  });
});

describe("views", () => {
  // As n1 of three said it after it stood still: those that left, those that came, and then the ring.
  const thawed = [
    "life 2 node 1 pid 172 group orders",
    "view 1:172,2:77,3:64 joined=1:172:join left=- from=0",
    "ring 1.51 1,2,3",
    "batch 0 A=1.2.5 AA",
    "view 1:172 joined=- left=2:77:nodedown,3:64:nodedown from=0",
    "view 1:172,2:77,3:64 joined=2:77:nodeup,3:64:nodeup left=- from=0",
    "ring 1.59 1,2,3",
  ];

  it("of one change of the ring are one", () => {
    const [life] = logsOf(told("n1", ...thawed), 99).get("n1")?.lives ?? [];
    expect(life?.views.map(({ id }) => id)).toEqual([
      "1.51 1:172,2:77,3:64",
      "1.59 1:172,2:77,3:64",
    ]);
    expect(life?.views[0]?.next).toBe(life?.views[1]);
  });

  it("whose ring comes first are two, with or without messages", () => {
    const alone = "view 3:64 joined=- left=1:1:nodedown from=0";
    const lines = [
      "life 1 node 3 pid 64 group g",
      alone,
      "ring 3.5 3",
      thawed[5] ?? "",
      "ring 1.9 1,3",
    ];
    const [life] = logsOf(told("n3", ...lines), 99).get("n3")?.lives ?? [];
    expect(life?.views.map(({ number }) => number)).toEqual([5, 9]);
  });

  it("that are followed later begin with what is known", () => {
    const lines = [
      "life 1 node 1 pid 7 group g",
      "ring 1.9 1",
      "view 1:7 joined=- left=- from=40",
      "batch 40 A=1.1.41 AA",
    ];
    const [life] = logsOf(told("n1", ...lines), 99).get("n1")?.lives ?? [];
    expect(life?.views[0]).toMatchObject({ from: 40, number: 9 });
    const more = told(
      "n1",
      ...lines,
      ...lines.slice(0, 2),
      "view 1:7 joined=- left=- from=90",
      "batch 90 A=1.1.91 A",
    );
    const [again] = logsOf(more, 99).get("n1")?.lives ?? [];
    expect(again?.views).toHaveLength(1);
    expect(again?.views[0]?.messages.map(({ name }) => name)).toEqual(["1.1.91"]);
  });

  it("are waited for until everybody is in them", () => {
    const spec = { kind: "process-group" as const, nodes: ["n1", "n2"] };
    const both = "view 1:7,2:8 joined=- left=- from=0";
    const words = [
      ...told("n1", "life 1 node 1 pid 7 group g", both),
      ...told("n2", "life 1 node 2 pid 8 group g", "view 2:8 joined=- left=- from=0"),
    ];
    expect(probe.unsteady?.(spec, { words, nowNs: 9 })).toBe("the view of n2 has n2");
    const whole = [...words, { ...words[3], t: 5, node: "n2", value: both } as (typeof words)[0]];
    expect(probe.unsteady?.(spec, { words: whole, nowNs: 9 })).toBeUndefined();
  });
});
