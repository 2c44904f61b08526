import { distance } from "fastest-levenshtein";

/** The known names that a mistyped one is close to, best first; at most three. */
export function nearest(name: string, known: Iterable<string>): string[] {
  const wanted = name.toLowerCase();
  const limit = Math.max(2, Math.ceil(name.length / 3));
  return [...known]
    .map((text) => {
      const other = text.toLowerCase();
      const within = wanted.length > 2 && (other.includes(wanted) || wanted.includes(other));
      return { text, far: within ? 1 : distance(wanted, other) };
    })
    .filter(({ far }) => far <= limit)
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ text }) => text);
}

/** ` (did you mean "a" or "b"?)`, or the list of what is known, or nothing. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const all = [...known];
  const near = nearest(name, all);
  if (near.length > 0) return ` (did you mean ${near.map((text) => `"${text}"`).join(" or ")}?)`;
  if (all.length === 0) return "";
  const shown = all.slice(0, 12).join(", ");
  return ` (known: ${shown}${all.length > 12 ? ", ..." : ""})`;
}
