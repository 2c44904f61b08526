import { describe, expect, it } from "vitest";
import type { Answer } from "../../../cli/learn/predict/answers.ts";
import { floorOf, gradeOf, pointsFor } from "../../../cli/learn/predict/score.ts";

const number = (value: number): Answer => ({ is: "number", value });
const nodes = (...names: string[]): Answer => ({ is: "nodes", nodes: names });
const word = (text: string): Answer => ({ is: "word", word: text });

describe("how good a prediction was", () => {
  it.each([
    [3, 3, "full"],
    [6, 3, "full"],
    [1.5, 3, "full"],
    [6.1, 3, "half"],
    [30, 3, "half"],
    [0.3, 3, "half"],
    [30.5, 3, "none"],
    [0.29, 3, "none"],
    [0, 0, "full"],
    [0, 0.05, "full"],
    [0, 0.1, "full"],
    [0, 0.2, "half"],
    [0, 3, "none"],
    [0.01, 0, "full"],
    [0.4, 0, "half"],
    [3, 0, "none"],
  ] as const)("%d predicted, %d measured: %s", (predicted, measured, grade) => {
    expect(gradeOf(number(predicted), number(measured), 0.05)).toBe(grade);
  });

  it("is exact about owners and connections", () => {
    expect(gradeOf(nodes("lb1", "lb2"), nodes("lb1", "lb2"), 0)).toBe("full");
    expect(gradeOf(nodes("lb1"), nodes("lb1", "lb2"), 0)).toBe("none");
    expect(gradeOf(nodes(), nodes(), 0)).toBe("full");
    expect(gradeOf(word("stay"), word("break"), 0)).toBe("none");
    expect(gradeOf(word("stay"), word("stay"), 0)).toBe("full");
    expect(gradeOf(number(1), word("stay"), 0)).toBe("none");
  });

  it("does not ask for more than the probe can see", () => {
    expect(floorOf("outage", 0.01)).toBe(0.05);
    expect(floorOf("time", 0.2)).toBe(0.4);
    expect(floorOf("lost", 0.01)).toBe(5);
    expect(floorOf("lost", 0.2)).toBe(2);
    expect(floorOf("lost", 0)).toBe(2);
  });

  it("halves the points of what is half right", () => {
    expect([pointsFor("full", 3), pointsFor("half", 3), pointsFor("none", 3)]).toEqual([3, 1.5, 0]);
  });
});
