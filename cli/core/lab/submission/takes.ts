/** What nodes take from a student, by the folders of a submission. */
import { posix } from "node:path";
import type { LabFile } from "../schema.ts";
import { folderOf, reservedPath } from "./paths.ts";

/** What becomes of a student's file. */
export type Fate =
  /** It is asked for, or the role is open for it. */
  | "declared"
  | "allowed"
  /** The lab has a file of its own there. */
  | "lab's own"
  | "reserved"
  | "none";

/** What nodes take from one folder of a submission: a node's, or a role's. */
export interface Takes {
  /** What has to be there, or may be instead of a template. */
  readonly declared: readonly string[];
  readonly own: readonly string[];
  readonly allow: readonly string[];
}

type Roles = LabFile["roles"];

/** By the folders' names, which are nodes and roles; one may be both. */
export function takesOf(file: Pick<LabFile, "roles" | "nodes">): ReadonlyMap<string, Takes> {
  const takes = new Map<string, Takes>();
  const add = (name: string, role: Roles[string] | undefined) => {
    if (!role) return;
    const before = takes.get(name) ?? { declared: [], own: [], allow: [] };
    const of = (owner: string) =>
      Object.entries(role.files).flatMap(([path, spec]) => (spec.owner === owner ? [path] : []));
    takes.set(name, {
      declared: [...new Set([...before.declared, ...of("student")])],
      own: [...new Set([...before.own, ...of("lab")])],
      allow: [...new Set([...before.allow, ...role.allow])],
    });
  };
  for (const [name, node] of Object.entries(file.nodes)) add(name, file.roles[node.role]);
  for (const [name, role] of Object.entries(file.roles)) add(name, role);
  return takes;
}

export function fateOf(path: string, takes: Takes): Fate {
  if (takes.declared.includes(path)) return "declared";
  if (takes.own.includes(path)) return "lab's own";
  if (!takes.allow.some((pattern) => opens(pattern, path))) return "none";
  return reservedPath(path) === undefined ? "allowed" : "reserved";
}

/** Whether a pattern has a path; node builds a matcher each time it is asked, so most are told by the folder. */
function opens(pattern: string, path: string): boolean {
  // Some systems' patterns do not tell capitals from small letters.
  const below = path.toLowerCase().startsWith(`${folderOf(pattern)}/`.toLowerCase());
  return below && posix.matchesGlob(path, pattern);
}
