import { round } from "../../../core/base/numbers.ts";
import type { FormulaKind, StepView } from "../../../core/kinds/formula.ts";
import { toldBy } from "../../../core/kinds/probe.ts";
import { valuesOf } from "../../../core/kinds/reader.ts";
import { lossOf } from "../../corosync/loss.ts";
import { fenced } from "../../fencing/questions.ts";
import { shotDelayS } from "../cluster.ts";
import { kind as guest } from "../readers/guest.ts";
import { freeAfterS, kind as lock } from "../readers/lock.ts";

/** How long the power switch took with who is gone; 0 where nobody asked it. Seconds. */
function switchS({ run, fault, sinceNs, untilNs }: StepView): number {
  const probes = run.plan?.probes.filter(({ kind }) => kind === "power-switch") ?? [];
  const shots = probes
    .flatMap(({ name }) => toldBy(run, name, fenced))
    .filter(({ t, value }) => t >= sinceNs && t <= untilNs && value.ok)
    .filter(({ value: { action, plug } }) => action !== "status" && fault?.nodes.includes(plug));
  return Math.max(0, ...shots.map(({ value }) => value.tookMs / 1000));
}

export const kind: FormulaKind = {
  kind: "guest-failover",
  about:
    "A hypervisor dies, and its guest boots on another one: corosync-loss, the delay before a shot, the power switch (as long as it took), and a boot, as long as the longest one took. The lock of the disk is free once its owner is given up; until then the guest waits, if all else was quicker. What the controller needs to elect and to decide is not in it (`plus`).",
  bound(view) {
    const loss = lossOf(view);
    if (typeof loss === "string") return loss;
    const D = shotDelayS(view.run);
    if (typeof D === "string") return D;
    const boots = [...valuesOf(view.run, guest).values()].map(({ bootS }) => bootS);
    if (boots.length === 0) return "no hypervisor has told how long the guest boots";
    const B = Math.max(...boots);
    const { T, C, H } = loss;
    const F = switchS(view);
    const L = Math.max(0, ...[...valuesOf(view.run, lock).values()].map(freeAfterS));
    return {
      lo: T - H + C,
      hi: round(Math.max(T + C + D + F, L) + B),
      formula: "T-H+C .. max(T+C+D+F, L)+B",
      inputs: { T, C, H, D, F: round(F), L, B: round(B) },
      source:
        "corosync.conf(5); Pacemaker Explained, Fencing: priority-fencing-delay; tcp(7): TCP_KEEPIDLE",
    };
  },
};
