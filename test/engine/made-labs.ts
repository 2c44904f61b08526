import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Bed, lab } from "./cli.ts";

/** The lab `pair` with other steps, in the bed's folder. */
export function pairWith(bed: Bed, name: string, steps: string): string {
  const dir = join(bed.dir, name);
  mkdirSync(dir, { recursive: true });
  const text = readFileSync(join(lab("pair"), "lab.yaml"), "utf8");
  writeFileSync(join(dir, "lab.yaml"), `${text.slice(0, text.indexOf("\nsteps:"))}\n${steps}`);
  return dir;
}

/** A lab with one step, whose fault stays in for 30 s: time to do something to halab meanwhile. */
export function longFault(bed: Bed, name: string, fault: string): string {
  const expected = "expect: [{ check: impaired, probe: site, within: 30s }]";
  return pairWith(
    bed,
    name,
    `steps:\n  - { id: long, title: A long fault, break: ${fault}, ${expected} }\n`,
  );
}
