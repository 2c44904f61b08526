/** A run -> why its steps failed. */
import type { Asked } from "../cluster/asked.ts";
import type { Plan } from "../cluster/plan.ts";
import type { RunView } from "../journal/view.ts";
import { depths } from "../kinds/rule.ts";
import { type Diagnosis, diagnose, type Finding } from "./diagnose.ts";
import { factsOf } from "./facts.ts";
import { loadRules } from "./rules.ts";

interface Beside {
  /** The lab as students begin it. */
  readonly starter?: Plan | undefined;
  /** What the nodes' daemons logged, by node. */
  readonly logs?: ReadonlyMap<string, string> | undefined;
  /** The name of the cluster that was looked at. */
  readonly cluster?: string | undefined;
  /** What the nodes said of themselves, by node. */
  readonly states?: ReadonlyMap<string, string> | undefined;
  /** What its nodes were asked about each other. */
  readonly asked?: Asked | undefined;
}

/** Undefined: its journal does not say what was played. */
export async function diagnoseRun(
  view: RunView,
  { language, ...beside }: Beside & { readonly language?: string | undefined } = {},
): Promise<Diagnosis | undefined> {
  const { plan } = view;
  if (!plan) return undefined;
  const facts = factsOf(plan, { looked: depths, run: view, ...beside });
  return diagnose(facts, await loadRules(language));
}

/**
 * The first cause for each step that did not pass, each cause once: one that breaks the step, or, for the
 * first of them, whatever was found.
 */
export function causesBySteps(
  { findings }: Diagnosis,
  failed: readonly string[],
): ReadonlyMap<string, Finding> {
  const roots = findings.filter(
    ({ followsFrom, severity }) => followsFrom === null && severity !== "hint",
  );
  const left = new Set(roots);
  const causes = new Map<string, Finding>();
  for (const step of failed) {
    const own = roots.find((one) => left.has(one) && one.breaks.includes(step));
    const found = own ?? (step === failed[0] ? roots[0] : undefined);
    if (!found) continue;
    left.delete(found);
    causes.set(step, found);
  }
  return causes;
}

/** Where a finding is, in a few words: "lb1/etc/keepalived/keepalived.conf:7". */
export function placeText({ where }: Finding): string {
  const [first] = where;
  if (!first) return "";
  return `${first.node}${first.file}${first.line === undefined ? "" : `:${first.line}`}`;
}
