/** The folders that `--files` gets: a case's own files, what its recipe makes, or those of a lab. */
import { appendFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { templatesDir } from "../../cli/core/base/home.ts";
import { bytesOf } from "../../cli/core/cluster/content.ts";
import type { Plan } from "../../cli/core/cluster/plan.ts";
import { openLab } from "../../cli/core/lab/open.ts";
import { casesOf } from "../../cli/core/run/cases.ts";
import { createRenderer } from "../../cli/render/render.ts";
import type { HostileCase } from "./case.ts";

/** A lab with its solution, or with one of its mutants. */
export async function openCase(lab: string, mutant?: string): Promise<Plan> {
  const renderer = createRenderer(templatesDir());
  if (mutant === undefined) return (await openLab(lab, { renderer })).plan;
  const { plan } = await openLab(lab, {
    renderer,
    sources: (opened) => {
      const one = casesOf(opened).find(({ kind, name }) => kind === "mutant" && name === mutant);
      if (one === undefined) throw new Error(`${lab} has no mutant ${mutant}`);
      return one.sources;
    },
  });
  return plan;
}

/** What students write of a plan, as they would hand it in. */
export function writeFiles(plan: Plan, dir: string): void {
  for (const { name, files } of plan.nodes) {
    for (const file of files.filter(({ owner }) => owner === "student")) {
      const path = join(dir, name, file.path);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, bytesOf(file), { mode: file.mode });
    }
  }
}

/** The lab's solution as somebody else has it: a comment of their own makes it no copy. */
export function handInSolution(plan: Plan, dir: string, who: string): void {
  writeFiles(plan, dir);
  const [first] = plan.nodes.flatMap(({ name, files }) =>
    files.filter(({ owner }) => owner === "student").map(({ path }) => join(dir, name, path)),
  );
  if (first === undefined) throw new Error(`${plan.lab} asks for no file`);
  appendFileSync(first, `\n# ${who}\n`);
}

/** A recipe that cannot be followed here ends with this (as automake's tests do), and says why. */
const skipCode = 77;

/**
 * Makes a case's folder at `dir`, below which nothing is yet; a sentence where this machine cannot. Without files of
 * its own a recipe begins with the lab's solution.
 */
export async function makeFiles(one: HostileCase, dir: string): Promise<string | undefined> {
  const files = join(one.dir, "files");
  mkdirSync(dir, { recursive: true });
  if (existsSync(files)) await execa("cp", ["-R", `${files}/.`, dir]);
  else writeFiles(await openCase(one.lab), dir);
  const recipe = join(one.dir, "make.sh");
  if (!existsSync(recipe)) return undefined;
  const work = `${dir}-beside`;
  mkdirSync(work);
  const { exitCode, stderr } = await execa("sh", ["-eu", recipe], {
    cwd: work,
    env: { FILES: dir },
    reject: false,
    timeout: 60_000,
  });
  if (exitCode === skipCode) return stderr;
  if (exitCode !== 0) throw new Error(`${recipe} ended with ${exitCode}: ${stderr}`);
  return undefined;
}
