/** Where in what was handed in the folders of nodes lie. */
import { plain } from "../../core/lab/submission/words.ts";
import { refusal } from "./limits.ts";
import type { Stage } from "./stage.ts";

/** So many folders deep they are looked for. */
const deepest = 6;

type Held = Pick<Stage, "files" | "folders" | "odd">;

/**
 * The folder that holds folders of nodes or roles, "" for the top: the one that lies least deep. Undefined where there
 * is none; throws a refusal where there are several side by side.
 */
export function rootOf(held: Held, owners: ReadonlySet<string>): string | undefined {
  const lower = new Set([...owners].map((owner) => owner.toLowerCase()));
  return (
    shallowest(held, (name) => owners.has(name)) ??
    shallowest(held, (name) => lower.has(name.toLowerCase()))
  );
}

function shallowest(held: Held, isOwner: (name: string) => boolean): string | undefined {
  const roots = new Set<string>();
  const odd = held.odd.map(({ path }) => path);
  for (const path of [...held.folders, ...odd]) {
    const parts = path.split("/");
    const at = parts.findIndex(isOwner);
    if (at >= 0 && at < deepest) roots.add(parts.slice(0, at).join("/"));
  }
  const depth = (root: string) => (root === "" ? 0 : root.split("/").length);
  const least = Math.min(...[...roots].map(depth));
  const [first, second] = [...roots].filter((root) => depth(root) === least).sort();
  if (first !== undefined && second !== undefined)
    throw refusal(
      `it holds what nodes take in several folders ("${plain(first)}", "${plain(second)}"): hand in one`,
    );
  return first;
}
