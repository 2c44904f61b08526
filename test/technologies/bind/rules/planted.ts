/** Plants one mistake in a lab's solution, and says which rules find something. */
import type { Plan } from "../../../../cli/core/cluster/plan.ts";
import { diagnosedBy, rulesOf } from "../../../fixtures/diagnosis/own-rules.ts";

const rules = await rulesOf("bind", "files");

export type Edits = Readonly<Record<string, (text: string) => string>>;

export interface Planted {
  readonly rule: string;
  readonly lab: string;
  /** The mistake, by the file that it is in. */
  readonly wrong: Edits;
  /** What looks like it, and is right. */
  readonly right: Edits;
  /** A file that nobody else has. */
  readonly plan?: (plan: Plan) => Plan;
}

/** Another text in place of one that must be there. */
export function swap(from: string, to: string): (text: string) => string {
  return (text) => {
    if (!text.includes(from)) throw new Error(`there is no ${from} in\n${text}`);
    return text.replaceAll(from, to);
  };
}

export function append(more: string): (text: string) => string {
  return (text) => `${text}${more}`;
}

/** The rules that find something, each once; what follows from another one is left out. */
export async function rootsOf(
  lab: string,
  edits: Edits,
  plan?: Planted["plan"],
): Promise<string[]> {
  const given = { rules, edits, ...(plan ? { plan } : {}) };
  const { findings, broken } = await diagnosedBy(lab, given);
  const roots = findings.filter(({ followsFrom }) => followsFrom === null);
  return [...new Set([...roots.map(({ rule }) => rule), ...broken.map(({ why }) => why)])];
}

/** A plan with one more file on a node. */
export function withFile(node: string, path: string, content: string): (plan: Plan) => Plan {
  const file = { path, mode: 0o644, content, source: "a test", owner: "student" as const };
  return (plan) => ({
    ...plan,
    nodes: plan.nodes.map((one) =>
      one.name === node ? { ...one, files: [...one.files, file] } : one,
    ),
  });
}
