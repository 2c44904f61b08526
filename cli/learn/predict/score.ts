/** How good a prediction was: by order of magnitude, for next to nothing is hard to guess. Pure. */
import type { PlannedAsk } from "../../core/cluster/plan.ts";
import type { Answer } from "./answers.ts";

/** Within a factor of 2, within a factor of 10, further off. */
export type Grade = "full" | "half" | "none";

/** So near is near enough. */
const fullFactor = 2;
const halfFactor = 10;
/** 2 times as much is that, whatever floating point makes of it. */
const exact = 1e-9;

/**
 * What is less counts as this much: two intervals of a quick probe, and the requests of that time. So 0 is a
 * prediction like any other, and a measurement, too.
 */
const floorS = 0.05;
const floorRequests = 2;

/** `everyS`: how long the probe waits between two requests. */
export function floorOf(ask: PlannedAsk["ask"], everyS: number): number {
  if (ask !== "lost") return Math.max(floorS, 2 * everyS);
  return everyS > 0 ? Math.max(floorRequests, Math.ceil(floorS / everyS)) : floorRequests;
}

export function gradeOf(predicted: Answer, measured: Answer, floor: number): Grade {
  if (predicted.is === "number" && measured.is === "number")
    return gradeOfNumbers(predicted.value, measured.value, floor);
  return same(predicted, measured) ? "full" : "none";
}

function gradeOfNumbers(predicted: number, measured: number, floor: number): Grade {
  const [a, b] = [Math.max(predicted, floor), Math.max(measured, floor)];
  const factor = Math.max(a, b) / Math.min(a, b);
  if (factor <= fullFactor + exact) return "full";
  return factor <= halfFactor + exact ? "half" : "none";
}

function same(a: Answer, b: Answer): boolean {
  if (a.is === "word" && b.is === "word") return a.word === b.word;
  return a.is === "nodes" && b.is === "nodes" && a.nodes.join(" ") === b.nodes.join(" ");
}

export function pointsFor(grade: Grade, points: number): number {
  if (grade === "full") return points;
  return grade === "half" ? points / 2 : 0;
}
