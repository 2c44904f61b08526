/** What a submission has not, and nodes cannot be without. */
import type { Asked, Found } from "./found.ts";

/** By nodes and roles: the paths that have to be there and are not. Of our own folders everything, for others lie below. */
export type Lacking = ReadonlyMap<string, ReadonlySet<string>>;

export function lackingIn(
  asked: Pick<Asked, "source" | "takes" | "roleOf">,
  { files }: Pick<Found, "files">,
): Lacking {
  const lacking = new Map<string, Set<string>>();
  for (const [node, role] of asked.roleOf) {
    for (const path of asked.takes.get(role)?.declared ?? []) {
      const given = [node, role].some((owner) => files.get(owner)?.has(path));
      if (given && !asked.source.render) continue;
      for (const owner of [node, role])
        lacking.set(owner, (lacking.get(owner) ?? new Set()).add(path));
    }
  }
  return lacking;
}
