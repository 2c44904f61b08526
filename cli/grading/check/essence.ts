/** What of a file counts for its daemon's checker: of two that differ in comments alone one is asked. */
import type { PlannedFile } from "../../core/cluster/plan.ts";
import { loadExplains } from "../../core/diagnose/explain.ts";

export type Essence = (file: PlannedFile) => string;

/** Longer lines are an error to some daemons, whatever they begin with. */
const longest = 500;

/** By the formats whose comments are known. */
export async function loadEssence(): Promise<Essence> {
  const formats = (await loadExplains()).filter(({ hashComments }) => hashComments);
  return (file) =>
    formats.some((format) => format.takes(file.path)) ? withoutComments(file) : file.content;
}

/**
 * Its lines without those that are empty or only a comment. A file of which that could mean something else stays as it
 * is: a script, one without an end of its last line, one with other bytes than text, a line that goes on in the next one.
 */
function withoutComments({ content, encoding, mode }: PlannedFile): string {
  const odd = encoding !== undefined || (mode & 0o111) !== 0 || !content.endsWith("\n");
  if (odd || content.startsWith("#!") || /[^\t\n\P{Cc}]|\\\n/u.test(content)) return content;
  const lines = content.split("\n");
  const kept = lines.filter((line) => line.length > longest || !/^[ \t]*(?:#.*)?$/.test(line));
  return `${kept.join("\n")}\n`;
}
