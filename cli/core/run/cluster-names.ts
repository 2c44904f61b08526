import { createHash } from "node:crypto";
import type { LabCase } from "./cases.ts";

/** No provider takes a longer name. */
const longest = 41;

interface Named {
  readonly lab: { readonly name: string; readonly dir: string };
  readonly one: Pick<LabCase, "kind" | "name">;
}

/**
 * A cluster's name for each case, `LAB-CASE` where that is one: cases of one name (two labs' in folders of one name,
 * an alternative and a mutant), and those that are too long, get a mark behind it.
 */
export function clusterNames<C extends Named>(
  cases: readonly C[],
  prefix: string | undefined,
): ReadonlyMap<C, string> {
  const names = new Map<C, string>();
  const taken = new Set<string>();
  for (const opened of cases) {
    const { lab, one } = opened;
    const whole = [...(prefix === undefined ? [] : [prefix]), lab.name, one.name].join("-");
    const plain = whole
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "");
    let name = plain === whole && whole.length <= longest ? whole : undefined;
    for (let turn = 0; name === undefined || taken.has(name); turn += 1)
      name = marked(plain, [lab.dir, one.kind, whole, turn]);
    taken.add(name);
    names.set(opened, name);
  }
  return names;
}

function marked(plain: string, of: readonly unknown[]): string {
  const mark = createHash("sha256").update(JSON.stringify(of)).digest("hex").slice(0, 8);
  return `${plain.slice(0, longest - mark.length - 1).replace(/-+$/, "")}-${mark}`.replace(
    /^-/,
    "",
  );
}
