/** What a step wants of an upgrade: for rules, which tell the steps that fail. */
import type { PlannedStep } from "../../core/cluster/plan.ts";

function wanted(step: PlannedStep): string | undefined {
  if (step.fault?.["fault"] !== "upgrade") return undefined;
  const check = step.expect.find((spec) => spec["check"] === "upgrade-release");
  return check === undefined ? undefined : String(check["is"]);
}

/** All are to run the new release in the end. */
export function goesThrough(step: PlannedStep): boolean {
  return step.fault !== null && wanted(step) === step.fault["to"];
}

/** It is recalled, or must not go on: the old release is what they are to run. */
export function goesBack(step: PlannedStep): boolean {
  const release = wanted(step);
  return release !== undefined && release !== step.fault?.["to"];
}

/** The new release itself is what is wrong. */
export function isRefused(step: PlannedStep): boolean {
  return goesBack(step) && step.fault?.["recall-after"] === undefined;
}
