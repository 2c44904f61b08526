import { distance } from "fastest-levenshtein";

/** Two letters at the most: what is like none of ours may be of another version. */
const farthest = 2;

/** The known word that a slip is close to; undefined: none is, or it is known. */
export function nearestOf(name: string, known: Iterable<string>): string | undefined {
  const near = [...known]
    .filter((text) => Math.abs(text.length - name.length) <= farthest)
    .map((text) => ({ text, far: distance(name, text) }))
    .sort((a, b) => a.far - b.far)[0];
  return near && near.far > 0 && near.far <= farthest ? near.text : undefined;
}
