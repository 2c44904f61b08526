/** What every reader in this folder shares: the plan as it is shown, and how values become text. */
import { stripVTControlCharacters } from "node:util";
import type { EventOf, JournalEvent } from "../core/journal/events.ts";
import type { Bound, CheckReport, MeasureReport, StepReport } from "../core/judge/report.ts";

/** The part of a plan that is shown to a person. */
export interface PlanView {
  readonly lab: string;
  readonly title: string;
  readonly segments: readonly { readonly name: string; readonly subnet: string }[];
  readonly nodes: readonly NodeView[];
  readonly probes: readonly ProbeView[];
  readonly steps: readonly {
    readonly id: string;
    readonly title: string;
    /** The checks of the fault, then those of the time after its healing. */
    readonly expect?: readonly unknown[];
    readonly mended?: readonly unknown[];
  }[];
}

export interface NodeView {
  readonly name: string;
  readonly role: string;
  readonly services: readonly string[];
  readonly links: readonly {
    readonly segment: string;
    readonly address: string;
    readonly prefix: number;
    readonly mac: string;
  }[];
}

export interface ProbeView {
  readonly name: string;
  readonly kind: string;
  readonly label: string;
  readonly address?: string | undefined;
}

/** Seconds since the run's start. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** The run's first event, if the journal got that far. */
export function findRun(events: readonly JournalEvent[]): EventOf<"run"> | undefined {
  return events.find((event) => event.kind === "run");
}

/** The plan that the run was played with, if the journal got that far. */
export function findPlan(events: readonly JournalEvent[]): PlanView | undefined {
  return findRun(events)?.plan;
}

/** The probes that watch who holds an address. */
export function ownerProbes(plan: PlanView | undefined): readonly ProbeView[] {
  return plan?.probes.filter((probe) => probe.kind === "address-owner") ?? [];
}

/**
 * One harmless line: a student's log lines reach terminals, SVG and XML, so escape sequences,
 * control and text-direction characters and lone surrogates go, and white space becomes one blank.
 */
export function cleanText(text: string): string {
  return stripVTControlCharacters(text)
    .toWellFormed()
    .replace(/\s+/gu, " ")
    .replace(/[\p{Cc}\p{Cf}\uFFFE\uFFFF]/gu, "")
    .trim();
}

/** "vm-start 4.93 s", with three digits; of one that could not be taken, that. */
export function measureText({ name, ...measure }: MeasureReport): string {
  return `${cleanText(name)} ${measureValue(measure)}`;
}

export function measureValue({ value, unit }: Pick<MeasureReport, "value" | "unit">): string {
  if (value === null) return "not measured";
  const shown = typeof value === "number" ? Number(value.toPrecision(3)) : cleanText(value);
  return `${shown} ${unit}`.trim();
}

/** Escapes for HTML and XML, in text and in quoted attributes. */
export function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** At most `length` characters, the last one an ellipsis when something was cut. */
export function ellipsis(text: string, length: number): string {
  const letters = [...text];
  return letters.length <= length ? text : `${letters.slice(0, length - 1).join("")}…`;
}

/** 2.915 -> "2.92"; whole numbers stay short in a range: 0 -> "0". */
function short(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}

/** "2.61 … 3.61 s", or "0 s" when both ends are the same. */
export function boundText(bound: Bound, unit: string): string {
  const ends = bound.lo === bound.hi ? [bound.hi] : [bound.lo, bound.hi];
  return `${ends.map(short).join(" … ")} ${unit}`.trimEnd();
}

/** "2.915 s"; three places for times, as many as needed for counts. */
export function measuredText(check: CheckReport): string {
  if (check.measured === undefined) return "-";
  const unit = check.unit ?? "";
  const value = unit === "s" ? check.measured.toFixed(3) : short(check.measured);
  return `${value} ${unit}`.trimEnd();
}

/** The check that says what the step's formula promised: the outage if there is one. */
export function boundedCheck(step: StepReport): CheckReport | undefined {
  const bounded = step.checks.filter((check) => check.bound !== undefined);
  return bounded.find((check) => check.check === "outage") ?? bounded[0];
}

/**
 * When the clock of each check of a step starts, in seconds since the run's start: at the fault's
 * effect, or at its healing for the checks that the plan lists as `mended`.
 */
export function checkOrigins(step: StepReport, plan: PlanView | undefined): (number | null)[] {
  const planned = plan?.steps.find((candidate) => candidate.id === step.id);
  const first = planned?.expect?.length ?? step.checks.length;
  const known = first + (planned?.mended?.length ?? 0) === step.checks.length;
  return step.checks.map((_, index) => {
    if (!step.fault) return null;
    return known && index >= first ? step.fault.healedAt : step.fault.effectAt;
  });
}

/** 0.98312 -> "98.3 %"; never "100" when something was lost. */
export function percentText(ratio: number): string {
  const text = (ratio * 100).toFixed(1);
  return ratio < 1 && text === "100.0" ? "> 99.9 %" : `${text} %`;
}
