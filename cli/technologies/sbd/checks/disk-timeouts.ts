import { z } from "zod";
import { unknown } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { valuesOf } from "../../../core/kinds/reader.ts";
import { nodeName, points } from "../../../core/kinds/values.ts";
import { type SbdValues, kind as sbd } from "../readers/sbd.ts";

const schema = z.strictObject({
  check: z.literal("disk-timeouts"),
  nodes: z.array(nodeName).min(1).describe("Who watches the disk."),
  points,
});
type Spec = z.infer<typeof schema>;

const factor = 2;

/** What is wrong of it, in sentences. */
function wrongIn(told: readonly (readonly [string, SbdValues])[]): string[] {
  const [first, ...others] = told;
  const disks = told.flatMap(([node, { devices }]) =>
    devices.length === 0 ? [`${node} watches no disk`] : [],
  );
  const other = others.find(([, { uuid }]) => uuid !== first?.[1].uuid);
  const differ = first && other ? [`${first[0]} and ${other[0]} watch different disks`] : [];
  const short = told.flatMap(([node, { watchdogS, msgwaitS }]) =>
    msgwaitS < factor * watchdogS
      ? [`${node}: msgwait is ${msgwaitS} s, less than twice the watchdog's ${watchdogS} s`]
      : [],
  );
  return [...disks, ...differ, ...short];
}

/** A cluster that nobody asked anything is none to be judged. */
function isAsked({ run, sinceNs, untilNs }: StepView): boolean {
  return [...run.series.values()].some((series) => series.tally(sinceNs, untilNs).sent > 0);
}

function judge(spec: Spec, view: StepView): Judgement {
  if (!isAsked(view)) return unknown("nobody asked any service");
  const all = valuesOf(view.run, sbd);
  const told = spec.nodes.flatMap((node): [string, SbdValues][] => {
    const values = all.get(node);
    return values ? [[node, values]] : [];
  });
  if (told.length === 0) return unknown("no timeouts of SBD in force were read");
  const silent = spec.nodes.filter((node) => !all.has(node));
  if (silent.length > 0)
    return { verdict: "fail", evidence: [`no SBD runs on ${silent.join(", ")}`] };
  const wrong = wrongIn(told);
  if (wrong.length > 0) return { verdict: "fail", evidence: wrong };
  const say = ([node, { watchdogS, msgwaitS }]: readonly [string, SbdValues]) =>
    `${node}: watchdog ${watchdogS} s, msgwait ${msgwaitS} s`;
  return { verdict: "pass", evidence: told.map(say) };
}

export const kind: CheckKind<Spec> = {
  kind: "disk-timeouts",
  about:
    "What the nodes read on their disk keeps the promise that fencing by it makes: they read it on one disk, and msgwait is at least twice the watchdog's timeout. Where it is shorter all goes well until a node hangs at the wrong moment, so it is not left to that.",
  schema,
  title: ({ nodes }) => `${nodes.join(" and ")} watch one disk, and wait for the watchdog`,
  ready: () => true,
  judge,
};
