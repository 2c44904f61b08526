/** The agents of a cluster's nodes, as they are written: equal ones are one, with a place on each node. */

import type { PlannedStep } from "../../../core/cluster/plan.ts";
import {
  type FactFile,
  type Facts,
  type Found,
  placeIn,
  runningNodes,
} from "../../../core/kinds/rule.ts";
import { agentPath } from "../asker.ts";
import type { Group } from "../questions.ts";
import { readShell, type ShellAgent } from "./shell.ts";

/** One text, and the nodes' files that have it. */
export interface Agent {
  readonly text: string;
  readonly files: readonly FactFile[];
  /** Left out: in another language. */
  readonly shell: ShellAgent | undefined;
}

export const savingPath = "/etc/counterd/saving.conf";

/** By its text, the files of the nodes whose agent is looked at. */
export function equalFiles(facts: Facts, path: string): readonly (readonly FactFile[])[] {
  const files = runningNodes(facts, "counter-agent").flatMap((node) => node.files.get(path) ?? []);
  return [...Map.groupBy(files, ({ text }) => text).values()];
}

export function agentsOf(facts: Facts): readonly Agent[] {
  return equalFiles(facts, agentPath).flatMap((files): Agent[] => {
    const [first] = files;
    if (!first) return [];
    return [{ text: first.text, files, shell: facts.parsed(readShell, first) }];
  });
}

/** The same line on each node that has the file. */
export function foundAt(files: readonly FactFile[], line: number, args: Found["args"] = {}): Found {
  return { where: files.map((file) => placeIn(file, line)), args };
}

/** A step that asks the agent about one of these, or makes one of these faults. */
export function asks(
  step: PlannedStep,
  groups: readonly Group[],
  faults: readonly string[] = [],
): boolean {
  const asked = (step.measure ?? []).some(
    (spec) => spec["measure"] === "ocf-answers" && groups.some((one) => one === spec["ask"]),
  );
  return asked || faults.includes(String(step.fault?.["fault"]));
}

/** For a rule about an action in shell: what is wrong with what is done for it. */
export function actionRule(
  facts: Facts,
  action: string,
  isWrong: (text: string) => boolean,
): readonly Found[] {
  return agentsOf(facts).flatMap(({ shell, files }) => {
    const block = shell?.actions.get(action);
    return block && isWrong(block.text) ? [foundAt(files, block.line)] : [];
  });
}

const loops = /\b(?:while|until|for)\b/;

/** It looks again and again, or waits for the end of something. */
export const waits = (text: string) => loops.test(text) || /\bwait\b|--pid|\bwaitpid\b/.test(text);

const asking = /\bcurl\b|\bwget\b|\bGET\b|\/health\b|\bhttp\.client\b|\burlopen\b/;

/** It asks the service a question that only a service that works can answer; to know where to ask is not enough. */
export const asksService = (text: string) =>
  text.split("\n").some((line) => asking.test(line) && !/^\s*\w+=\S*$/.test(line));

/** Where counterd is started: not where it only reads something, or is spoken of. */
export const startOf = (text: string) =>
  text.search(/(?:^|[\s|&;(])(?:\/usr\/bin\/)?counterd(?:\s+-[fc]\b|\s*(?:$|[;&>]))/m);
