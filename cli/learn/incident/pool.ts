/** The incidents that there are: the labs' mutants, known to students by numbers. */
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { HalabError } from "../../core/base/error.ts";
import type { Renderer } from "../../core/base/renderer.ts";
import type { Lab } from "../../core/lab/lab.ts";
import { labNames, openLab } from "../../core/lab/open.ts";
import { casesOf, type LabCase } from "../../core/run/cases.ts";

export interface Incident {
  /** 8 hex digits, which say nothing of what it is. */
  readonly key: string;
  /** Name or path, as `openLab` takes it. */
  readonly lab: string;
  readonly title: string;
  /** Among those of its lab, from 1. */
  readonly number: number;
  readonly one: LabCase;
}

/** Those of one lab, in the order of their numbers. Throws what opening a lab throws. */
export async function incidentsOf(lab: string, renderer: Renderer): Promise<readonly Incident[]> {
  const opened = await openLab(lab, { renderer });
  const { name, file } = opened.lab;
  return casesOf(opened.lab)
    .filter((one) => one.kind === "mutant" && isIncident(one, opened.lab))
    .map((one) => ({ one, key: keyOf(name, one.name) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ one, key }, at) => ({ key, lab, title: file.title, number: at + 1, one }));
}

/** Those of every lab that comes with halab. */
export async function allIncidents(renderer: Renderer): Promise<readonly Incident[]> {
  const all = await Promise.all(labNames().map((lab) => incidentsOf(lab, renderer)));
  return all.flat();
}

/** Throws NOT_FOUND when the lab has changed since. */
export async function incidentOf(
  { lab, key }: Pick<Incident, "lab" | "key">,
  renderer: Renderer,
): Promise<Incident> {
  const found = (await incidentsOf(lab, renderer)).find((one) => one.key === key);
  if (found) return found;
  throw new HalabError("NOT_FOUND", `${lab} has no such incident any more`, {
    hint: `halab incident ${lab}`,
  });
}

/** In no order that a name gives away, and the same tomorrow. */
export function keyOf(lab: string, name: string): string {
  return createHash("sha256").update(`${lab}/${name}`).digest("hex").slice(0, 8);
}

/** Something that runs is broken; wrong words in a file that no daemon reads are no incident. */
function isIncident({ sources }: LabCase, { file }: Lab): boolean {
  const [own] = sources;
  if (!own) return false;
  const owners = readdirSync(own.dir, { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  return owners.some(({ name }) => {
    const role = file.roles[file.nodes[name]?.role ?? name];
    return (role?.services.length ?? 0) > 0;
  });
}
