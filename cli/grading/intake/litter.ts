/** What systems, tools and editors leave among the files that somebody hands in. */
import { isClutter } from "../../core/lab/submission/advice.ts";

/** Of tools that are used beside a lab, or of the platforms that hand in. */
const leavings =
  /^(\.vagrant|__pycache__|\.venv|\.directory|\.localized|\.spotlight-v100|\.trashes|\.fseventsd|ehthumbs\.db|\$recycle\.bin|icon\r|pax_global_header|~\$.*|.*\.crdownload)$/i;

export function isLitter(name: string): boolean {
  return isClutter(name) || leavings.test(name);
}

/** The part of a path that is litter, with all below it. */
export function litterIn(path: string): string | undefined {
  const parts = path.split("/");
  const at = parts.findIndex(isLitter);
  return at < 0 ? undefined : parts.slice(0, at + 1).join("/");
}
