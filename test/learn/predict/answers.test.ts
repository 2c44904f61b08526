import { describe, expect, it } from "vitest";
import { answerText, readAnswer } from "../../../cli/learn/predict/answers.ts";

const nodes = ["lb1", "lb2", "web1"];

describe("what a student says beforehand", () => {
  it.each([
    ["4s", 4],
    ["3.5", 3.5],
    ["3,5", 3.5],
    ["250ms", 0.25],
    ["1.5m", 90],
    ["4 s", 4],
    ["0", 0],
    [" 2s ", 2],
  ])("%j are seconds", (text, value) => {
    expect(readAnswer("outage", text, nodes)).toEqual({ is: "number", value });
    expect(readAnswer("time", text, nodes)).toEqual({ is: "number", value });
  });

  it.each(["", "soon", "-1", "4 apples", "1e9", "NaN", "Infinity", "99999999", "4s4s"])(
    "%j is no time",
    (text) => {
      const read = readAnswer("outage", text, nodes);
      expect("wrong" in read && read.wrong).toContain("is no time: seconds like 3.5");
    },
  );

  it.each([
    ["0", 0],
    ["350", 350],
  ])("%j are requests", (text, value) => {
    expect(readAnswer("lost", text, nodes)).toEqual({ is: "number", value });
  });

  it.each(["", "-1", "3.5", "many", "99999999999", "9999999999"])("%j are none", (text) => {
    expect(readAnswer("lost", text, nodes)).toHaveProperty("wrong");
  });

  it.each([
    ["lb2", ["lb2"]],
    ["lb2,lb1", ["lb1", "lb2"]],
    ["lb1 lb2", ["lb1", "lb2"]],
    ["lb1+lb2+lb1", ["lb1", "lb2"]],
    ["nobody", []],
  ])("%j are owners", (text, names) => {
    expect(readAnswer("owner", text, nodes)).toEqual({ is: "nodes", nodes: names });
  });

  it("names the nearest node", () => {
    expect(readAnswer("owner", "lb22", nodes)).toEqual({
      wrong: '"lb22" is no node (did you mean "lb2" or "lb1"?)',
    });
    expect(readAnswer("owner", "", nodes)).toHaveProperty("wrong");
  });

  it("takes two words for connections", () => {
    expect(readAnswer("streams", "Stay", nodes)).toEqual({ is: "word", word: "stay" });
    expect(readAnswer("streams", "break", nodes)).toEqual({ is: "word", word: "break" });
    expect(readAnswer("streams", "die", nodes)).toEqual({
      wrong: '"die" is neither stay nor break',
    });
  });

  it("is written as people write it", () => {
    expect(answerText("outage", { is: "number", value: 2.915 })).toBe("2.92 s");
    expect(answerText("outage", { is: "number", value: 4 })).toBe("4 s");
    expect(answerText("outage", { is: "number", value: 0.004 })).toBe("0.004 s");
    expect(answerText("lost", { is: "number", value: 292 })).toBe("292");
    expect(answerText("owner", { is: "nodes", nodes: [] })).toBe("nobody");
    expect(answerText("owner", { is: "nodes", nodes: ["lb1", "lb2"] })).toBe("lb1, lb2");
  });
});
