/** `up` on a cluster that is there: what every provider does alike. */
import { HalabError } from "../core/base/error.ts";
import type { Ctx } from "../core/base/time.ts";
import { fingerprint, type Plan, type PlannedNode } from "../core/cluster/plan.ts";
import type { Cluster } from "../core/cluster/provider.ts";

/** Fingerprints of what a node was given: its files by their paths, and all the rest. */
export interface Given {
  readonly files: Readonly<Record<string, string>>;
  readonly plan: string;
}

export function givenOf(node: PlannedNode): Given {
  const { files, ...rest } = node;
  return {
    files: Object.fromEntries(
      files.map(({ path, content, mode, encoding }) => [
        path,
        fingerprint([content, mode, ...(encoding ? [encoding] : [])]),
      ]),
    ),
    // Files apart, so that a difference can be named.
    plan: fingerprint({ ...rest, files: files.length }),
  };
}

/** Starts what is off, says what differs from the lab as it is now, and touches nothing else. */
export async function converge(
  cluster: Cluster,
  plan: Plan,
  given: ReadonlyMap<string, Given>,
  ctx: Ctx,
): Promise<string[]> {
  const notes: string[] = [];
  const left = new Set(given.keys());
  for (const node of plan.nodes) {
    const before = given.get(node.name);
    left.delete(node.name);
    if (!before) {
      notes.push(
        `${node.name} is in the lab but not in the cluster: halab down ${cluster.name}, then up`,
      );
      continue;
    }
    notes.push(...differences(node.name, before, givenOf(node)));
    const state = await cluster.state(node.name, ctx);
    if (state === "off") {
      await cluster.powerOn(node.name, ctx);
      notes.push(`${node.name} was off: started`);
    } else if (state === "frozen") {
      notes.push(`${node.name} is frozen: halab heal ${cluster.name}`);
    }
  }
  for (const name of left) notes.push(`${name} is in the cluster but not in the lab any more`);
  return notes;
}

function differences(node: string, before: Given, now: Given): string[] {
  const paths = new Set([...Object.keys(before.files), ...Object.keys(now.files)]);
  const notes = [...paths]
    .filter((path) => before.files[path] !== now.files[path])
    .map((path) => `${node}: ${path} differs from the lab's (kept as it is)`);
  if (before.plan !== now.plan)
    notes.push(
      `${node}: its addresses, services or limits differ from the lab's (kept as they are)`,
    );
  return notes;
}

export function clusterTaken(name: string): HalabError {
  return new HalabError("CONFLICT", `a cluster "${name}" is there already`, {
    hint: `halab down ${name}   (or give this one another name: --name NAME)`,
  });
}
