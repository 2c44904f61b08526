/** The lab `pair` of the engine's tests with two short steps, in a folder. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../cli/core/base/home.ts";
import { steps } from "../grading/grade/web-pair.ts";

export function labIn(dir: string): string {
  const lab = join(dir, "small");
  mkdirSync(lab, { recursive: true });
  const text = readFileSync(join(packageRoot(), "test/engine/labs/pair/lab.yaml"), "utf8");
  writeFileSync(join(lab, "lab.yaml"), `${text.slice(0, text.indexOf("\nsteps:"))}\n${steps}`);
  return lab;
}
