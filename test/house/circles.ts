import type { Source } from "./imports.ts";
import type { Violation } from "./tree.ts";

type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * The shortest way from each thing back to itself, one for every knot of things that reach each
 * other: breaking one circle of a knot shows the next.
 */
export function circles(graph: Graph): string[][] {
  const found: string[][] = [];
  const known = new Set<string>();
  for (const start of [...graph.keys()].sort()) {
    if (known.has(start)) continue;
    const way = wayBack(graph, start);
    if (!way) continue;
    found.push(way);
    const reach = reachable(graph, start);
    for (const other of reach) if (reachable(graph, other).has(start)) known.add(other);
  }
  return found;
}

function reachable(graph: Graph, start: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const next = [...(graph.get(start) ?? [])];
  for (let at = next.pop(); at !== undefined; at = next.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    next.push(...(graph.get(at) ?? []));
  }
  return seen;
}

function wayBack(graph: Graph, start: string): string[] | undefined {
  const before = new Map<string, string>();
  const next = [start];
  for (const at of next) {
    for (const to of graph.get(at) ?? []) {
      if (to === start) return [start, ...chain(before, at), start];
      if (before.has(to)) continue;
      before.set(to, at);
      next.push(to);
    }
  }
  return undefined;
}

/** From the first thing after the start to `last`. */
function chain(before: ReadonlyMap<string, string>, last: string): string[] {
  const way: string[] = [];
  for (let at: string | undefined = last; at !== undefined; at = before.get(at)) way.unshift(at);
  return way.slice(1);
}

/** Files that need each other cannot be read, tested or moved one by one; types tie as values do. */
export function checkCircles(sources: ReadonlyMap<string, Source>): Violation[] {
  const graph = new Map(
    [...sources].map(([file, { imports }]) => [file, new Set(imports.map(({ to }) => to))]),
  );
  return circles(graph).map((way) => {
    const [file = "", next] = way;
    const line = sources.get(file)?.imports.find(({ to }) => to === next)?.line ?? 1;
    const text = `a circle, ${way.join(" -> ")}: move what they share into a file below them`;
    return { file, line, rule: "circles", text };
  });
}
