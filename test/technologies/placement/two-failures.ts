/**
 * Seeded journals of a topology: vip-a on n1 and vip-b on n2; n1 dies in the step `once`, n2 in the step `twice`, and in
 * a third step nothing is broken.
 */
import type { PlannedProbe, PlannedStep } from "../../../cli/core/cluster/plan.ts";
import {
  type JournalEvent,
  journalSchema,
  type SampleRow,
} from "../../../cli/core/journal/events.ts";
import { makePlan } from "../../fixtures/plan.ts";
import { atNs } from "../../fixtures/seeded.ts";
import { type CheckSpec, checkOf } from "../../fixtures/verdicts.ts";

/** Which node gets which address, 3 s after the fault. */
export type Moves = readonly (readonly [probe: string, node: string])[];

const afterTwo = "table";

type Unstamped = JournalEvent extends infer E
  ? E extends JournalEvent
    ? Omit<E, "t">
    : never
  : never;

const once = { id: "once", node: "n1", probe: "vip-a", at: 10 } as const;
const twice = { id: "twice", node: "n2", probe: "vip-b", at: 30 } as const;
type Failure = typeof once | typeof twice;

function stepOf(
  id: string,
  fault: PlannedStep["fault"],
  expect: readonly CheckSpec[],
): PlannedStep {
  return {
    ...{ id, title: `The step ${id}`, tell: null, fault, watchMs: null },
    ...{ expect: [...expect], heal: true, mended: [] },
  };
}

/** Answered each 100 ms, but while the address is nobody's. */
function rowsOf(outs: readonly (readonly [from: number, to: number])[]): SampleRow[] {
  return Array.from({ length: 590 }, (_, k): SampleRow => {
    const due = k * 100_000;
    const isOut = outs.some(([from, to]) => k / 10 > from && k / 10 < to);
    return isOut
      ? [k, due, due + 50, due + 90_000, "timeout", "-"]
      : [k, due, due + 50, due + 900, "ok", "n1"];
  });
}

function failureEvents({ id, node, probe, at }: Failure, moves: Moves): [number, Unstamped][] {
  const fault = (phase: "intent" | "effect" | "healed"): Unstamped => ({
    ...{ kind: "fault", id: `f-${id}`, step: id, fault: "power-off", title: `power-off ${node}` },
    ...{ nodes: [node], phase, evidence: [] },
  });
  const phases = ["settle", "expect", "mended", "done"] as const;
  return [
    ...phases.map((phase, index): [number, Unstamped] => {
      return [at - 1 + ([0, 0.5, 11, 15][index] ?? 0), { kind: "step", step: id, phase }];
    }),
    [at - 0.4, fault("intent")],
    [at, fault("effect")],
    [at, { kind: "owner", probe, node, owns: false }],
    ...moves.map(([to, owner]): [number, Unstamped] => [
      at + 3,
      { kind: "owner", probe: to, node: owner, owns: true },
    ]),
    [at + 11, fault("healed")],
  ];
}

/** The check stands in the step that comes after both. */
export function twoFailures(check: CheckSpec, first: Moves, second: Moves): JournalEvent[] {
  const off = ({ node }: Failure) => ({ fault: "power-off", node });
  const steps = [
    stepOf(afterTwo, null, [checkOf(check)]),
    stepOf("once", off(once), []),
    stepOf("twice", off(twice), []),
  ];
  const probes = ["a", "b"].flatMap((service, at): PlannedProbe[] => {
    const address = `10.95.0.${101 + at}`;
    return [
      { name: service, kind: "http", label: service, address, sends: true, spec: {} },
      {
        ...{ name: `vip-${service}`, kind: "address-owner", label: service, address, spec: {} },
        watches: "owner",
      },
    ];
  });
  const header: Unstamped = {
    ...{ kind: "run", schema: journalSchema, run: "r", lab: "l", provider: "fake", halab: "0" },
    ...{ wall: "", plan: { ...makePlan(), steps, probes }, host: {} },
  };
  const outOf = (failure: Failure, moves: Moves): [number, number] => [
    failure.at,
    moves.length > 0 ? failure.at + 3 : failure.at + 12,
  ];
  const probe = (name: string, outs: readonly [number, number][]): [number, Unstamped][] => [
    [0, { kind: "probe", probe: name, t0: atNs(0), intervalUs: 100_000 }],
    [59, { kind: "samples", probe: name, rows: rowsOf(outs) }],
  ];
  const all: [number, Unstamped][] = [
    [0, header],
    [0, { kind: "owner", probe: "vip-a", node: "n1", owns: true }],
    [0, { kind: "owner", probe: "vip-b", node: "n2", owns: true }],
    ...probe("a", [outOf(once, first)]),
    ...probe("b", [outOf(twice, second)]),
    ...failureEvents(once, first),
    ...failureEvents(twice, second),
    [50, { kind: "step", step: afterTwo, phase: "settle" }],
    [51, { kind: "step", step: afterTwo, phase: "expect" }],
    [58, { kind: "step", step: afterTwo, phase: "done" }],
    [59, { kind: "end", reason: "finished", text: "" }],
  ];
  return all
    .map(([second, event]) => ({ ...event, t: atNs(second) }) as JournalEvent)
    .toSorted((a, b) => a.t - b.t);
}
