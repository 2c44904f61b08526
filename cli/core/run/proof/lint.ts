/** Every mistake of a lab at once: of lab.yaml, its texts, the files of its cases, and what these cases show. */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { HalabError } from "../../base/error.ts";
import { templatesDir } from "../../base/home.ts";
import type { Renderer } from "../../base/renderer.ts";
import { shown } from "../../base/shown.ts";
import type { Plan } from "../../cluster/plan.ts";
import { type Lab, loadLab } from "../../lab/lab.ts";
import { lintGuide, staleGuides } from "../../lab/lint/guide.ts";
import { lintHints } from "../../lab/lint/hints.ts";
import { lintLimits } from "../../lab/lint/limits.ts";
import { lintOwners } from "../../lab/lint/owners.ts";
import { lintPoints } from "../../lab/lint/points.ts";
import { lintSysctls } from "../../lab/lint/sysctls.ts";
import { requireLabDir } from "../../lab/open.ts";
import { planLab } from "../../lab/planner.ts";
import { namesIn } from "../../lab/salvage.ts";
import { schemaIn, schemaLineFor } from "../../lab/schema-line.ts";
import { staleStarter } from "../../lab/starter.ts";
import { parseYaml } from "../../lab/yaml.ts";
import { type LabCase, readCases } from "../cases.ts";
import { alikeMistakes, type PlannedCase } from "./alike.ts";

export interface Linted {
  readonly lab: Lab;
  readonly plan: Plan;
  readonly cases: readonly LabCase[];
  /** What may be meant so: lines for people. */
  readonly warnings: readonly string[];
}

/** Throws LAB_INVALID with every mistake, each with its place, in the order of the files. */
export async function lintLab(name: string, renderer: Renderer): Promise<Linted> {
  const dir = requireLabDir(name);
  const mistakes = new Mistakes(`halab lab lint ${shown(dir)}`);
  const options = { renderer, templatesDir: templatesDir() };
  const lab = await mistakes.of(loadLab(dir, options));
  if (!lab) {
    mistakes.add(readCases(dir, stepsIn(dir)).mistakes);
    throw mistakes.error();
  }
  const lintedHere = [
    () => {
      lintPoints(lab);
      const odd = lintSysctls(lab);
      if (lab.problems.any) throw lab.problems.toError("");
      return odd;
    },
    () => {
      lintGuide(lab);
      return staleGuides(lab);
    },
    () => lintHints(lab, renderer),
  ];
  const texts = lintedHere.flatMap((lint) => mistakes.trying(lint) ?? []);
  const { cases, mistakes: unread } = readCases(
    dir,
    lab.file.steps.map(({ id }) => id),
  );
  mistakes.add(unread);
  mistakes.add(uncatchable(lab, cases));
  const planned = cases.flatMap((one): PlannedCase[] => {
    const plan = mistakes.trying(() => planLab({ lab, ...options, sources: one.sources }));
    return plan ? [{ one, plan }] : [];
  });
  mistakes.add(alikeMistakes(planned));
  const stale = mistakes.trying(() => staleStarter(dir)) ?? [];
  mistakes.add(
    stale.map(
      (path) =>
        `${shown(path)}:1:1: it is not what the TODO marks of the solution make: halab lab starter ${shown(dir)}`,
    ),
  );
  const solution = planned.find(({ one }) => one.kind === "solution");
  if (mistakes.any || !solution) throw mistakes.error();
  const { plan } = solution;
  const warnings = [
    ...schemaLine(lab),
    ...lintOwners(lab, plan),
    ...lintLimits(lab),
    ...texts,
    ...missingCases(lab, cases),
  ];
  return { lab, plan, cases, warnings };
}

/** Lines, each said once, whoever found it. */
class Mistakes {
  readonly #lines = new Set<string>();
  readonly #hint: string;

  constructor(hint: string) {
    this.#hint = hint;
  }

  get any(): boolean {
    return this.#lines.size > 0;
  }

  add(lines: readonly string[]): void {
    for (const line of lines) this.#lines.add(line);
  }

  /** Undefined when it threw what is wrong with the lab. */
  trying<T>(make: () => T): T | undefined {
    try {
      return make();
    } catch (error) {
      if (!(error instanceof HalabError)) throw error;
      this.add([error.message, ...error.details]);
      return undefined;
    }
  }

  async of<T>(making: Promise<T>): Promise<T | undefined> {
    const made = await making.then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    return this.trying(() => {
      if ("error" in made) throw made.error;
      return made.value;
    });
  }

  error(): HalabError {
    const [first = "", ...details] = this.#lines;
    return new HalabError("LAB_INVALID", first, { details, hint: this.#hint });
  }
}

/** As far as lab.yaml can be read, so that mutants are not blamed for it. */
function stepsIn(dir: string): readonly string[] | undefined {
  try {
    return namesIn(parseYaml(join(dir, "lab.yaml"), "").raw).steps;
  } catch {
    return undefined;
  }
}

/** Mutants of a step that expects nothing. */
function uncatchable({ file }: Lab, cases: readonly LabCase[]): string[] {
  return cases.flatMap(({ catches, sources }) => {
    const step = file.steps.find(({ id }) => id === catches);
    if (!step || step.expect.length + step.mended.length > 0) return [];
    const path = shown(join(sources[0]?.dir ?? "", "mutant.yaml"));
    return [`${path}:1:1: step "${step.id}" has no checks, so it can catch nothing`];
  });
}

function missingCases({ dir }: Lab, cases: readonly LabCase[]): string[] {
  const without = (kind: LabCase["kind"]) => !cases.some((one) => one.kind === kind);
  return [
    ...(without("starter")
      ? [
          `${shown(join(dir, "starter"))}: students begin with nothing: mark the answers in the solution by TODO, then: halab lab starter`,
        ]
      : []),
    ...(without("mutant")
      ? [`${shown(join(dir, "mutants"))}: without a mutant nobody knows whether a check can fail`]
      : []),
  ];
}

/** Where editors look for the keys of lab.yaml. */
function schemaLine({ dir }: Lab): string[] {
  const path = join(dir, "lab.yaml");
  const at = schemaIn(readFileSync(path, "utf8"));
  if (at === undefined || /^https?:/.test(at) || existsSync(resolve(dir, at))) return [];
  return [`${shown(path)}:1:1: there is no ${at}; here it is: ${schemaLineFor(dir)}`];
}
