/** What the checks of a process group share: its logs in a phase, and whether they can be believed. */
import { z } from "zod";
import { unknown } from "../../core/judge/evidence.ts";
import type { Judgement } from "../../core/kinds/check.ts";
import { beganNs, type StepView } from "../../core/kinds/formula.ts";
import { points, probeName } from "../../core/kinds/values.ts";
import { type Delivery, type GroupView, type Life, logsOf, type NodeLog } from "./log/lives.ts";
import { membershipOf } from "./log/membership.ts";

/** The schema of a check that needs to know no more than the group. */
export function groupSchema<const K extends string>(check: K) {
  return z.strictObject({
    check: z.literal(check),
    probe: probeName.describe("A probe of the kind process-group."),
    points,
  });
}

interface Asking {
  readonly probe: string;
}

export interface Phase {
  readonly fromNs: number;
  readonly untilNs: number;
  readonly logs: readonly NodeLog[];
}

/** The nodes that the probe follows. */
export function nodesOf(view: StepView, probe: string): readonly string[] {
  const nodes = view.run.plan?.probes.find(({ name }) => name === probe)?.spec["nodes"];
  return Array.isArray(nodes) ? nodes.map(String) : [];
}

/** Its logs as they were at the phase's end, or why they say nothing. */
export function phaseOf(view: StepView, { probe }: Asking): Phase | Judgement {
  const blind = view.run.blind.find(
    (one) => one.probe === probe && !one.ok && one.t >= view.sinceNs && one.t <= view.untilNs,
  );
  if (blind) return unknown(`the log of ${blind.node} was not followed: ${blind.why}`);
  const logs = [...logsOf(view.run.told.get(probe), view.untilNs).values()];
  const told = logs.filter(({ lives }) => lives.length > 0);
  if (told.length === 0) return unknown(`no member of "${probe}" has said anything`);
  return { fromNs: beganNs(view), untilNs: view.untilNs, logs };
}

/** Batches are told a quarter of a second later, at most; and a busy machine may need as long again. */
const tailS = 0.75;

interface Looking {
  ready(spec: Asking, view: StepView): boolean;
  watchesS(): number;
}

/** Looks on for so long from a phase's begin, and until what was delivered by then has been told. */
export function looksOn(seconds: number): Looking {
  const wholeS = seconds + tailS;
  return {
    ready({ probe }, view) {
      const membership = membershipOf(view.run.told.get(probe));
      const heard = nodesOf(view, probe).map((node) => membership.heardNs(node) ?? 0);
      const wantedNs = view.sinceNs + seconds * 1e9;
      return view.untilNs >= view.sinceNs + wholeS * 1e9 && Math.max(...heard) >= wantedNs;
    },
    watchesS: () => wholeS,
  };
}

/** Of a phase: every view of every life that was there in it. */
export function viewsIn({ fromNs, logs }: Phase): readonly Placed[] {
  return logs.flatMap((log) =>
    log.lives.flatMap((life) =>
      life.views.flatMap((view) => {
        const untilNs = view.next?.sinceNs ?? life.endNs ?? log.heardNs;
        return untilNs >= fromNs ? [{ log, life, view, untilNs }] : [];
      }),
    ),
  );
}

export interface Placed {
  readonly log: NodeLog;
  readonly life: Life;
  readonly view: GroupView;
  /** Its last sign. */
  readonly untilNs: number;
}

/** What a node was delivered in the phase, in its order. */
export function deliveriesIn({ fromNs }: Phase, { lives }: NodeLog): readonly Delivery[] {
  return lives.flatMap(({ views }) =>
    views.flatMap(({ messages }) => messages.filter(({ t }) => t >= fromNs)),
  );
}

export function pairsOf<T>(all: readonly T[]): readonly (readonly [T, T])[] {
  return all.flatMap((one, at) => all.slice(at + 1).map((other) => [one, other] as const));
}

/** "view 12 (1 2 3)": the ring's number, and Corosync's numbers of the nodes. */
export function viewName({ number, members }: GroupView): string {
  return `view ${number} (${members.map(({ id }) => id).join(" ")})`;
}

/** A bound verdict from what was found wrong; what was seen otherwise is said too. */
export function verdictOf(wrong: readonly string[], seen: string): Judgement {
  if (wrong.length === 0) return { verdict: "pass", evidence: [seen] };
  const more = wrong.length > 4 ? [`and ${wrong.length - 4} more`] : [];
  return { verdict: "fail", evidence: [...wrong.slice(0, 4), ...more, seen] };
}
