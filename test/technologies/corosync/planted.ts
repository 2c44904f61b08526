/** A mistake planted in the files of small clusters, and what is found of it by the rules of these two technologies. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../../../cli/core/cluster/plan.ts";
import { linesOf } from "../../fixtures/diagnosis/diagnosed.ts";
import { diagnosedBy, rulesOf } from "../../fixtures/diagnosis/own-rules.ts";

/** Three members, and two with a witness and two links. */
export const beds = {
  three: join(import.meta.dirname, "../../engine/labs/corosync-three"),
  two: join(import.meta.dirname, "corosync-two"),
} as const;

export type Bed = keyof typeof beds;
const membersOf: Readonly<Record<Bed, readonly string[]>> = {
  three: ["n1", "n2", "n3"],
  two: ["n1", "n2"],
};

export const confPath = "/etc/corosync/corosync.conf";
export const keyPath = "/etc/corosync/authkey";
export const crmPath = "/etc/pacemaker/cluster.crm";

export type Edit = (text: string) => string;

/** Replaces each match in turn; a text that has none is a mistake of the test. */
export function edit(...pairs: readonly (readonly [from: string | RegExp, to: string])[]): Edit {
  return (text) =>
    pairs.reduce((before, [from, to]) => {
      const after = before.replace(from, () => to);
      if (after === before) throw new Error(`nothing like ${String(from)} in:\n${before}`);
      return after;
    }, text);
}

const rules = await rulesOf("corosync", "pacemaker");

export interface Planting {
  readonly bed?: Bed;
  /** Left out: on every member. */
  readonly on?: readonly string[];
  readonly file?: string;
  readonly edit?: Edit;
  readonly plan?: (plan: Plan) => Plan;
}

const read = (name: string) => readFileSync(join(import.meta.dirname, "base", name), "utf8");

/** Texts of the tests' own, so that a line keeps its number whatever becomes of the templates. */
function baseOf(bed: Bed, file: string): string {
  const text = read(file === crmPath ? "three.crm" : "three.conf");
  if (bed === "three") return text;
  return text
    .replace(/ {2}node \{\s+ring0_addr: 10\.90\.0\.13[^}]*\}\n/, "")
    .replaceAll("10.90.0.", "10.91.0.");
}

export async function diagnosedIn(planting: Planting) {
  const { bed = "three", on = membersOf[bed], file = confPath, edit: change, plan } = planting;
  const paths = new Set([confPath, crmPath, file]);
  const edits = Object.fromEntries(
    membersOf[bed].flatMap((node) =>
      [...paths].map((path): [string, Edit] => {
        const isPlanted = change !== undefined && path === file && on.includes(node);
        const base = (text: string) => (path === keyPath ? text : baseOf(bed, path));
        return [`${node}${path}`, (text) => (isPlanted ? change(base(text)) : base(text))];
      }),
    ),
  );
  const found = await diagnosedBy(beds[bed], { rules, edits, ...(plan ? { plan } : {}) });
  for (const { rule, title, because, see, hints } of found.findings)
    for (const text of [title, because, see, ...hints])
      if (/\{[\w-]+\}/.test(text)) throw new Error(`${rule} leaves a gap: ${text}`);
  if (found.broken.length > 0) throw new Error(JSON.stringify(found.broken));
  return found;
}

/** "error corosync/nodeid-twice n1:34 n1:29"; what follows from something else is left out. */
export async function planted(planting: Planting): Promise<readonly string[]> {
  const { findings, ...rest } = await diagnosedIn(planting);
  const roots = findings.filter(({ followsFrom }) => followsFrom === null);
  return linesOf({ ...rest, findings: roots }).map((line) => line.replace(/\/etc\/[\w./-]+/g, ""));
}
