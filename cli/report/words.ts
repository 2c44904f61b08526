import { cleanText } from "../core/base/clean.ts";
import type { Content } from "../core/cluster/content.ts";
import { short } from "../core/judge/bound-text.ts";
import type {
  CheckReport,
  FaultReport,
  MeasureReport,
  Report,
  StepReport,
} from "../core/judge/report.ts";

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
  /** Left out where nobody shows them. */
  readonly files?: readonly (Content & { readonly path: string })[];
}

export interface ProbeView {
  readonly name: string;
  readonly kind: string;
  readonly label: string;
  readonly address?: string | undefined;
  readonly watches?: "owner" | "words" | undefined;
}

/** Seconds since the run's start. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** The probes that watch who holds an address. */
export function ownerProbes(plan: PlanView | undefined): readonly ProbeView[] {
  return plan?.probes.filter((probe) => probe.watches === "owner") ?? [];
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
  return bounded.find((check) => check.headline) ?? bounded[0];
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

/** "98.3 % in 25.7 s of drills": of a short one, an outage takes a large share. */
export function availabilityText({ ratio, seconds }: NonNullable<Report["availability"]>): string {
  return `${percentText(ratio)} in ${seconds.toFixed(1)} s of drills`;
}

/** "never" is no answer: when, or why not. */
export function healedText({ healedAt, healing }: FaultReport): string {
  const at = healedAt === null ? undefined : `at ${healedAt.toFixed(3)} s`;
  return [at, healing].filter((text) => text !== undefined).join(": ") || "not heard of";
}

/** 0.98312 -> "98.3 %"; never "100" when something was lost. */
export function percentText(ratio: number): string {
  const text = (ratio * 100).toFixed(1);
  return ratio < 1 && text === "100.0" ? "> 99.9 %" : `${text} %`;
}
