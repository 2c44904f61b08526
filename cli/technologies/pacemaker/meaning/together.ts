/** What has to run on the same node: members of a group, what is cloned, what a colocation binds. */
import type { Constraint } from "./constraints.ts";
import type { Resource } from "./resources.ts";

/** Union and find, by id. */
class Sets {
  readonly #parent = new Map<string, string>();

  rootOf(id: string): string {
    let root = id;
    for (let next = this.#parent.get(root); next !== undefined; next = this.#parent.get(root))
      root = next;
    if (root !== id) this.#parent.set(id, root);
    return root;
  }

  join(a: string, b: string): void {
    const [from, to] = [this.rootOf(a), this.rootOf(b)];
    if (from !== to) this.#parent.set(from, to);
  }
}

export function togetherIn(
  resources: readonly Resource[],
  constraints: readonly Constraint[],
): ReadonlyMap<string, string> {
  const sets = new Sets();
  for (const { id, members } of resources) for (const { value } of members) sets.join(value, id);
  for (const { kind, steps, score } of constraints) {
    const [first, ...more] = steps.flat();
    if (kind !== "colocation" || !first || score === undefined || score <= 0) continue;
    for (const { id } of more) sets.join(id, first.id);
  }
  return new Map(resources.map(({ id }) => [id, sets.rootOf(id)]));
}
