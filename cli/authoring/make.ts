/** `halab lab new`: a lab's folder, complete, as a beginning. */
import { randomBytes } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { HalabError } from "../core/base/error.ts";
import { makeFolder } from "../core/base/folders.ts";
import { shown } from "../core/base/shown.ts";
import { name as nameText } from "../core/kinds/values.ts";
import { requireLabDir } from "../core/lab/open.ts";
import { withSchemaLine } from "../core/lab/schema-line.ts";
import { writeStarter } from "../core/lab/starter.ts";
import { type Shape, scaled, shapeDir } from "./shapes.ts";

/** A lab that there is, or a kind with so many servers. */
export type Origin = { readonly lab: string } | { readonly shape: Shape; readonly servers: number };

export interface NewLab {
  readonly dir: string;
  /** Paths below it. */
  readonly files: readonly string[];
}

/** Throws USAGE for a name that no lab can have, CONFLICT for a folder that holds something. */
export function makeLab(path: string, origin: Origin): NewLab {
  const dir = resolve(path);
  requireFree(dir, path);
  const from = "lab" in origin ? resolve(requireLabDir(origin.lab)) : shapeDir(origin.shape);
  const draft = join(dirname(dir), `.${basename(dir)}.${randomBytes(4).toString("hex")}`);
  try {
    for (const file of filesOf(from)) {
      makeFolder(dirname(join(draft, file)));
      copyFileSync(join(from, file), join(draft, file));
    }
    const yaml = join(draft, "lab.yaml");
    const text = withSchemaLine(readFileSync(yaml, "utf8"), dir);
    writeFileSync(yaml, "shape" in origin ? scaled(text, origin.shape, origin.servers) : text);
    writeStarter(draft);
    if (existsSync(dir)) rmdirSync(dir);
    renameSync(draft, dir);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
  return { dir, files: filesOf(dir) };
}

function requireFree(dir: string, path: string): void {
  const wanted = basename(dir);
  if (!nameText.safeParse(wanted).success) {
    const near = wanted
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^[^a-z]+|-+$/g, "")
      .slice(0, 31);
    throw new HalabError(
      "USAGE",
      `a lab's name is lower-case letters, digits and hyphens, at most 31; "${wanted}" is none`,
      { hint: `halab lab new ${join(dirname(path), near || "my-lab")}` },
    );
  }
  if (!existsSync(dir)) return;
  const there = statSync(dir).isDirectory() ? readdirSync(dir)[0] : "no folder";
  if (there === undefined) return;
  throw new HalabError("CONFLICT", `${shown(dir)} is there already: it holds ${there}`, {
    hint: `halab lab new ANOTHER-NAME, or halab lab lint ${shown(dir)}`,
  });
}

/** Files only: what a link leads to is somebody else's. */
function filesOf(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(dir, join(parentPath, name)))
    .filter((path) => !/(^|\/)\.git\//.test(path))
    .sort();
}
