/** What a lab's student begins with: the starter's files, with the student's own parameters in them. */
import { isAbsolute, join, relative, resolve } from "node:path";
import type { Renderer } from "../../core/base/renderer.ts";
import { bytesOf } from "../../core/cluster/content.ts";
import type { PlannedFile } from "../../core/cluster/plan.ts";
import { starterPlanOf } from "../../core/diagnose/open.ts";
import type { Lab } from "../../core/lab/lab.ts";

export interface StarterFile {
  /** In the workspace: NODE/PATH, or ROLE/PATH where all nodes of a role have the same one. */
  readonly path: string;
  readonly bytes: Buffer;
  readonly mode: number;
}

/** Every file that the lab leaves to its student, by its path; none where the lab has no starter. */
export function starterFiles(lab: Lab, renderer: Renderer): ReadonlyMap<string, StarterFile> {
  const plan = starterPlanOf(lab, renderer);
  const files = new Map<string, StarterFile>();
  for (const node of plan?.nodes ?? [])
    for (const file of node.files) {
      if (file.owner !== "student") continue;
      const shared = placeIn(lab, file) ?? `${node.name}${file.path}`;
      const known = files.get(shared);
      const bytes = bytesOf(file);
      // A role's file that differs from node to node is each node's own.
      const path =
        known === undefined || known.bytes.equals(bytes) ? shared : `${node.name}${file.path}`;
      files.set(path, { path, bytes, mode: file.mode & 0o111 ? 0o755 : 0o644 });
    }
  return files;
}

/** Where it lies below the starter's folder; undefined: it comes from elsewhere. */
function placeIn(lab: Lab, { source }: PlannedFile): string | undefined {
  const path = relative(resolve(join(lab.dir, "starter")), resolve(source));
  return path.startsWith("..") || isAbsolute(path) ? undefined : path.replace(/\.hbs$/, "");
}
