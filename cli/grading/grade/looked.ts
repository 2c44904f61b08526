/** The first look, without a cluster: whether nodes take the files at all, what they are, and what is wrong with them. */
import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { HalabError } from "../../core/base/error.ts";
import type { Renderer } from "../../core/base/renderer.ts";
import { shown } from "../../core/base/shown.ts";
import { halabVersion } from "../../core/base/version.ts";
import { isolated } from "../../core/cluster/isolate.ts";
import type { Plan } from "../../core/cluster/plan.ts";
import { diagnose, type Finding } from "../../core/diagnose/diagnose.ts";
import { factsOf } from "../../core/diagnose/facts.ts";
import type { NamedRule } from "../../core/diagnose/rules.ts";
import type { Refusal } from "../../core/kinds/rule.ts";
import type { Lab } from "../../core/lab/lab.ts";
import { planLab } from "../../core/lab/planner.ts";
import { requireRoot } from "../../core/lab/submission/root.ts";
import { refusal } from "../../learn/work/refused.ts";
import type { Shown } from "./rubric.ts";

/** The lab, opened once for all submissions. */
export interface LabSide {
  readonly lab: Lab;
  /** With the solution. */
  readonly plan: Plan;
  readonly starter: Plan | undefined;
  readonly rules: readonly NamedRule[];
  readonly renderer: Renderer;
  readonly templatesDir: string;
  /** Students' nodes are VMs. */
  readonly isolate: boolean;
  /** The same with other parameters: a student's variant. */
  readonly variant: (params: Readonly<Record<string, string>>) => Promise<LabSide>;
}

export type Looked =
  | { readonly refused: string }
  /** Nodes take them, and a daemon does not. */
  | { readonly refused: string; readonly shown: Shown; readonly refusals: readonly Refusal[] }
  | { readonly plan: Plan; readonly print: string; readonly findings: readonly Finding[] };

/** Never throws for what lies in the folder. */
export function lookAt(dir: string, side: LabSide): Looked {
  try {
    const { lab, renderer, templatesDir } = side;
    const sources = [{ dir: requireRoot(dir), render: false }];
    const planned = planLab({ lab, renderer, templatesDir, sources });
    const plan = side.isolate ? isolated(planned) : planned;
    const facts = factsOf(plan, { looked: ["files"], starter: side.starter });
    return { plan, print: printOf(plan), findings: diagnose(facts, side.rules).findings };
  } catch (error) {
    if (!(error instanceof HalabError) || !theirs.includes(error.code)) throw error;
    const text = [error.message, ...error.details].join("\n");
    // Where we have unpacked it is nobody's concern.
    return { refused: text.replaceAll(`${shown(resolve(dir))}/`, "") };
  }
}

/** The same of what a daemon's own checker refuses: it starts nowhere, so it is not played. */
export function refusedBy(
  plan: Plan,
  refusals: readonly Refusal[],
  { dir, side }: { readonly dir: string; readonly side: LabSide },
): Looked {
  const facts = factsOf(plan, { looked: ["files"], starter: side.starter, refusals });
  const { findings } = diagnose(facts, side.rules);
  const errors = refusals.flatMap(({ node: name, service, said }) => {
    const node = plan.nodes.find((one) => one.name === name);
    return node ? [refusal(node, { service, text: said, changed: [] })] : [];
  });
  const lines = errors.flatMap(({ message, details }) => [message, ...details]);
  return {
    refused: lines.join("\n").replaceAll(`${shown(resolve(dir))}/`, ""),
    shown: { plan, findings },
    refusals,
  };
}

/** What of its files counts for points, and for a first cause. */
export function shownBy(looked: Looked): Shown | undefined {
  if ("refused" in looked) return "shown" in looked ? looked.shown : undefined;
  return looked;
}

const theirs: readonly string[] = ["SUBMISSION_INVALID", "NOT_FOUND"];

/** What daemons' checkers refused of it, as it is kept. */
export function refusalsOf(looked: Looked): { readonly refusals?: readonly Refusal[] } {
  return "refusals" in looked ? { refusals: looked.refusals } : {};
}

/** Of all that decides what a run gives: the files, the lab, halab. Where files lie does not. */
export function printOf(plan: Plan): string {
  const nodes = plan.nodes.map((node) => ({
    ...node,
    files: node.files.map((file) => ({ ...file, source: "" })),
  }));
  const all = JSON.stringify([halabVersion(), { ...plan, nodes }]);
  return createHash("sha256").update(all).digest("hex");
}
