/** Where the files of a node come from: templates, the solution, a student's folder. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { HalabError } from "../base/error.ts";
import type { Renderer } from "../base/renderer.ts";
import type { PlannedFile } from "../cluster/plan.ts";
import { type Lab, shown } from "./lab.ts";
import type { LabFile } from "./schema.ts";

/** A folder laid out as NODE/PATH or ROLE/PATH, e.g. lb1/etc/keepalived/keepalived.conf. */
export interface FileSource {
  readonly dir: string;
  /** Ours: files ending in .hbs are templates. A student's files are taken as they are. */
  readonly render: boolean;
}

export interface FileContext {
  readonly lab: Lab;
  readonly renderer: Renderer;
  readonly templatesDir: string;
  /** Searched in order for the files that students own. */
  readonly sources: readonly FileSource[];
}

/** The solution of a lab; a mutant or an alternative lies over it. */
export function solutionOf(lab: Pick<Lab, "dir">): FileSource {
  return { dir: join(lab.dir, "solution"), render: true };
}

type FileSpec = LabFile["roles"][string]["files"][string];

/** Every file of one node; throws LAB_INVALID or TEMPLATE_INVALID. */
export function filesOf(
  context: FileContext,
  node: { readonly name: string; readonly role: string },
  variables: Readonly<Record<string, unknown>>,
): PlannedFile[] {
  const role = context.lab.file.roles[node.role];
  return Object.entries(role?.files ?? {}).map(([path, spec]): PlannedFile => {
    const mode = Number.parseInt(spec.mode, 8);
    const found = spec.owner === "student" ? findFile(context.sources, node, path) : undefined;
    if (found) {
      const text = readOwned(found.file, path);
      const content = found.render
        ? context.renderer.render(text, variables, shown(found.file))
        : text;
      return { path, mode, content, source: shown(found.file), owner: spec.owner };
    }
    return { path, mode, ...fromTemplate(context, spec, node, path, variables), owner: spec.owner };
  });
}

function readOwned(file: string, path: string): string {
  if (!statSync(file).isFile())
    throw new HalabError("LAB_INVALID", `${shown(file)} is no file`, {
      hint: `it has to be the file that becomes ${path}`,
    });
  return readFileSync(file, "utf8");
}

function fromTemplate(
  context: FileContext,
  spec: FileSpec,
  node: { readonly name: string },
  path: string,
  variables: Readonly<Record<string, unknown>>,
): Pick<PlannedFile, "content" | "source"> {
  const ours = context.sources.length === 0 || context.sources.some((source) => source.render);
  if (!spec.template || (spec.owner === "student" && !ours)) {
    const [first] = context.sources;
    throw new HalabError("LAB_INVALID", `there is no ${join(first?.dir ?? "", node.name + path)}`, {
      hint: `copy what is missing from ${shown(join(context.lab.dir, "starter"))}`,
    });
  }
  const file = join(context.templatesDir, `${spec.template}.hbs`);
  const content = context.renderer.render(readFileSync(file, "utf8"), variables, shown(file));
  return { content, source: `template ${spec.template}` };
}

function findFile(
  sources: readonly FileSource[],
  node: { readonly name: string; readonly role: string },
  path: string,
): { readonly file: string; readonly render: boolean } | undefined {
  for (const source of sources) {
    for (const owner of [node.name, node.role]) {
      const file = join(source.dir, owner, path);
      if (source.render && existsSync(`${file}.hbs`)) return { file: `${file}.hbs`, render: true };
      if (existsSync(file)) return { file, render: false };
    }
  }
  return undefined;
}
