/** Whether what a daemon's own checker said, outside of its node, is a no to the student's files. Pure. */
import type { PlannedNode } from "../../core/cluster/plan.ts";
import { refusedPlace } from "../../core/cluster/refused-line.ts";

/** It was asked as a user without rights: the node's daemon has them. */
const wantOfRights = /permission denied|operation not permitted/i;
const warning = /\bwarn(ing)?\b/i;

/**
 * The no, without the warnings beside it; undefined: it is none. Only one that names a line of the student's own files
 * counts: what else a checker says may be for want of the node around it (its addresses, its rights), and the node will tell.
 */
export function refusalIn(said: string, { files }: Pick<PlannedNode, "files">): string | undefined {
  if (wantOfRights.test(said)) return undefined;
  const lines = said.split("\n").filter((line) => !warning.test(line));
  const theirs = lines.some((line) => {
    const place = refusedPlace(line);
    return files.some(({ owner, path }) => owner === "student" && path === place?.path);
  });
  return theirs ? lines.join("\n") : undefined;
}
