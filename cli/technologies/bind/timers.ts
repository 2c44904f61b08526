/** What the formulas of DNS share: the timers of the zone that a step is about. Seconds. */
import type { StepView } from "../../core/kinds/formula.ts";
import { valuesOf } from "../../core/kinds/reader.ts";
import { nameOf } from "./names.ts";
import { kind as bind9, type ZoneTimers } from "./readers/bind9.ts";

/** The zones of all nodes. */
function zonesOf(view: StepView): ZoneTimers[] {
  return [...valuesOf(view.run, bind9).values()].flatMap(({ zones }) => zones);
}

/** The zone that a step is about: that of its fault, else the one that the probe asks in. */
function zoneName(view: StepView, probe: string): string | undefined {
  const edited = view.step.fault?.["zone"];
  if (typeof edited === "string") return edited;
  const spec = view.run.plan?.probes.find((one) => one.name === probe)?.spec;
  const asked = nameOf(spec ?? {}) ?? "";
  const fitting = zonesOf(view).filter(({ zone }) => asked === zone || asked.endsWith(`.${zone}`));
  return fitting.sort((a, b) => b.zone.length - a.zone.length)[0]?.zone;
}

function timersOf(view: StepView, probe: string, type: ZoneTimers["type"]): ZoneTimers[] {
  const zone = zoneName(view, probe);
  return zonesOf(view).filter((one) => one.zone === zone && one.type === type);
}

/** The zone's timers, or why no formula can go by them. */
export function timedOf(
  view: StepView,
  probe: string,
  type: ZoneTimers["type"],
): readonly ZoneTimers[] | string {
  const zones = timersOf(view, probe, type);
  if (zones.length === 0) return none(type);
  const found = zones.flatMap(({ zone, untimed }) =>
    (untimed ?? []).map((statement) => `${statement} (zone ${zone}, named.conf)`),
  );
  return found.length === 0 ? zones : untold(found);
}

export function untold(statements: readonly string[]): string {
  return `no formula knows how this changes the times: ${[...new Set(statements)].join(", ")}`;
}

const none = (type: string) => `no timers in force of a ${type}'s zone were read`;

export function most(zones: readonly ZoneTimers[], of: (zone: ZoneTimers) => number): number {
  return Math.max(...zones.map(of));
}

export function least(zones: readonly ZoneTimers[], of: (zone: ZoneTimers) => number): number {
  return Math.min(...zones.map(of));
}
