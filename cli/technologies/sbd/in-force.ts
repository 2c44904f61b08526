/** SBD's and Pacemaker's numbers, as formulas need them. */
import type { StepView } from "../../core/kinds/formula.ts";
import { valuesOf } from "../../core/kinds/reader.ts";
import { lossOf } from "../corosync/loss.ts";
import { chainOf } from "../pacemaker/chain.ts";
import {
  type PacemakerValues,
  kind as pacemaker,
  type Resource,
} from "../pacemaker/readers/pacemaker.ts";
import { secondsOf } from "../pacemaker/seconds.ts";
import { kind as sbd } from "./readers/sbd.ts";

const seconds = (text: string | undefined) => secondsOf(text ?? "") ?? 0;

/** pcmk_delay_base is one time, or "d1:5s;d2:0s": one for each target. */
function baseS(text: string | undefined, nodes: readonly string[]): number {
  if (text === undefined) return 0;
  if (!text.includes(":")) return seconds(text);
  const each = text.split(/[;,\s]+/).map((one) => one.split(":"));
  return Math.max(
    0,
    ...each.map(([node, delay]) => (nodes.includes(node ?? "") ? seconds(delay) : 0)),
  );
}

/** The longest that anybody waits before it shoots one of these nodes. Seconds. */
function delayS(all: readonly PacemakerValues[], nodes: readonly string[]): number {
  const ofDevice = ({ params }: Resource) =>
    Math.max(baseS(params["pcmk_delay_base"], nodes), seconds(params["pcmk_delay_max"]));
  return Math.max(
    0,
    ...all.map(({ properties }) => seconds(properties["priority-fencing-delay"])),
    ...all.flatMap(({ resources }) =>
      resources.filter(({ agent }) => agent.startsWith("stonith:")).map(ofDevice),
    ),
  );
}

/** All that passes between a silence and an answer; a sentence where something is not known. Seconds. */
export function takeOverOf(view: StepView, probe: string) {
  const loss = lossOf(view);
  if (typeof loss === "string") return loss;
  const chain = chainOf(view, probe);
  if (typeof chain === "string") return chain;
  const gone = view.fault?.nodes ?? [];
  const told = [...valuesOf(view.run, sbd)];
  const [staying] = told.filter(([node]) => !gone.includes(node));
  const [, values] = staying ?? told[0] ?? [];
  if (!values) return "no timeouts of SBD in force were read";
  const D = delayS([...valuesOf(view.run, pacemaker).values()], gone);
  const { watchdogS: W, loopS: L, msgwaitS: M } = values;
  return { ...loss, W, L, M, D, S: chain.startS };
}
