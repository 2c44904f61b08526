import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { z } from "zod";
import { HalabError } from "../base/error.ts";
import type { Renderer } from "../base/renderer.ts";
import { shown } from "../base/shown.ts";
import { formerNames, type Kinds, loadAllKinds, loadKindsIn } from "../kinds/all.ts";
import { type Parameter, parameter } from "./parameters.ts";
import { paramValues, renderStrings } from "./params.ts";
import type { Path, Problems } from "./problems.ts";
import { checkLab } from "./references.ts";
import { namesIn, salvage } from "./salvage.ts";
import { type LabFile, labSchema } from "./schema.ts";
import { addIssues, type JsonSchema } from "./schema-problems.ts";
import { parseYaml } from "./yaml.ts";

/** A lab, read and checked. */
export interface Lab {
  /** Its folder's name. */
  readonly name: string;
  readonly dir: string;
  readonly file: LabFile;
  readonly params: Readonly<Record<string, string | number>>;
  readonly kinds: Kinds;
  /** Mistakes found later (files, templates) are added here, to be shown with the others' places. */
  readonly problems: Problems;
}

function schemaOf(kinds: Kinds) {
  // Each kind's own schema holds its literal `kind`, `fault`, `check` or `measure`.
  const union = (key: string, all: Iterable<{ schema: z.ZodType }>) => {
    const [first, ...rest] = [...all].map((one) => one.schema as unknown as z.ZodObject);
    return first ? z.discriminatedUnion(key, [first, ...rest]) : z.never();
  };
  return labSchema({
    probe: union("kind", kinds.probes.values()),
    fault: union("fault", kinds.faults.values()),
    check: union("check", kinds.checks.values()),
    measure: union("measure", kinds.measures.values()),
  });
}

/** The JSON schema that editors use to complete and check a lab.yaml. */
export function labJsonSchema(kinds: Kinds): Record<string, unknown> {
  const known = jsonSchemas.get(kinds);
  if (known) return known;
  const made = z.toJSONSchema(schemaOf(kinds), { io: "input", unrepresentable: "any" });
  jsonSchemas.set(kinds, made);
  return made;
}

/** Made of a hundred kinds, one takes a third of a second. */
const jsonSchemas = new WeakMap<Kinds, Record<string, unknown>>();

export interface LoadOptions {
  readonly renderer: Renderer;
  /** Values for parameters, over their defaults. */
  readonly params?: Readonly<Record<string, string>>;
  /** Folder of the shared templates. */
  readonly templatesDir: string;
}

/** Reads `dir`/lab.yaml; throws LAB_INVALID with every mistake. */
export async function loadLab(dir: string, options: LoadOptions): Promise<Lab> {
  const path = join(dir, "lab.yaml");
  if (!existsSync(path)) {
    throw new HalabError("NOT_FOUND", `${shown(path)} does not exist`, { hint: "halab labs" });
  }
  const hint = `halab lab lint ${shown(dir)}`;
  const { raw, problems } = parseYaml(path, hint);
  const params = readParams(raw, options, problems);
  const rendered = renderStrings(raw, params, options.renderer, problems);
  const kinds = await loadKindsIn(rendered);
  const { templatesDir } = options;
  const parsed = schemaOf(kinds).safeParse(rendered);
  // The kinds that it names are enough for a right file; who mistyped one is told all there are.
  if (!parsed.success) explain(rendered, { kinds: await loadAllKinds(), problems, templatesDir });
  if (!parsed.success) throw problems.toError(hint);
  // The kinds' schemas have checked these parts; LabFile sees them as plain records.
  const file = parsed.data as unknown as LabFile;
  checkLab({ file, kinds, problems, names: namesIn(rendered) }, templatesDir);
  if (problems.any) throw problems.toError(hint);
  return { name: basename(resolve(dir)), dir, file, params, kinds, problems };
}

/** Adds what is wrong with a file to the problems, of the schema and of what a schema cannot say. */
function explain(
  rendered: unknown,
  options: { readonly kinds: Kinds; readonly problems: Problems; readonly templatesDir: string },
): void {
  const { kinds, problems, templatesDir } = options;
  const schema = schemaOf(kinds);
  const names = namesIn(rendered);
  const parsed = schema.safeParse(rendered, { reportInput: true });
  if (parsed.success) return;
  const words = { schema: labJsonSchema(kinds) as JsonSchema, formerly: formerNames(kinds) };
  addIssues(problems, parsed.error.issues, words, rendered);
  const rest = salvage(rendered, parsed.error.issues);
  const again = schema.safeParse(rest?.value);
  if (rest && again.success) {
    const add = (path: Path, text: string, atKey?: boolean) =>
      problems.add(rest.place(path), text, atKey);
    const file = again.data as unknown as LabFile;
    // A role whose services are misspelt must not make them unknown.
    checkLab(
      { file, kinds, problems: { add }, names: { ...names, services: [], files: [] } },
      templatesDir,
    );
  }
}

/** The whole file's schema reports what is wrong with the section itself. */
function readParams(
  raw: unknown,
  options: LoadOptions,
  problems: Problems,
): Readonly<Record<string, string | number>> {
  const section: unknown =
    typeof raw === "object" && raw !== null && "params" in raw ? raw.params : {};
  if (typeof section !== "object" || section === null) return {};
  const declared = Object.entries(section).flatMap(([name, value]): [string, Parameter][] => {
    const parsed = parameter.safeParse(value);
    return parsed.success ? [[name, parsed.data]] : [];
  });
  const given = options.params ?? {};
  const right = new Set(declared.map(([name]) => name));
  const wrong = Object.keys(section).filter((name) => !right.has(name));
  return paramValues(Object.fromEntries(declared), given, {
    renderer: options.renderer,
    problems,
    wrong,
    raw,
  });
}
