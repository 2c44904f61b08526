/** Who proves to clients who they are, and who is told by what (ADR 21). */
import type { Kinds } from "../kinds/all.ts";
import type { Path } from "./problems.ts";
import type { LabFile } from "./schema.ts";

/** The nodes whose servers prove who they are. */
export function provers(file: LabFile): string[] {
  return Object.entries(file.nodes).flatMap(([name, node]) =>
    file.roles[node.role]?.proves ? [name] : [],
  );
}

interface Asking {
  readonly file: LabFile;
  readonly kinds: Kinds;
}

/** The probes that believe whoever answers, though their kind could do better. */
export function believing({ file, kinds }: Asking): string[] {
  const proving = provers(file).length > 0;
  return Object.entries(file.probes).flatMap(([name, spec]) => {
    const able = kinds.probes.get(String(spec["kind"]))?.proven;
    return able && (!proving || spec["unproven"]) ? [name] : [];
  });
}

/** Who can read the servers' keys can answer for all of them: no node that runs what a student wrote. */
export function checkAskers({
  file,
  kinds,
  problems,
}: Asking & { readonly problems: { add(path: Path, text: string): void } }): void {
  if (provers(file).length === 0) return;
  for (const [name, spec] of Object.entries(file.probes)) {
    const kind = kinds.probes.get(String(spec["kind"]));
    const from = kind?.proven && !spec["unproven"] ? kind.command?.(spec).from : undefined;
    const role = file.roles[file.nodes[from ?? ""]?.role ?? ""];
    const written = Object.values(role?.files ?? {}).some((one) => one.owner === "student");
    if (!written) continue;
    const text = `the student writes files of ${from}, so it cannot be given what proves who answers: ask from another node, or say \`unproven: true\``;
    problems.add(["probes", name, "from"], text);
  }
}
