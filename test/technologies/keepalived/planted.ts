/** A mistake planted in the solution of a lab, and what is found of it. */
import { diagnosedWith } from "../../fixtures/diagnosis/diagnosed.ts";

const conf = "/etc/keepalived/keepalived.conf";

/** By node: what becomes of its keepalived.conf. */
export type Edits = Readonly<Record<string, (text: string) => string>>;

/** Replaces the first match; a text that has none is a mistake of the test. */
export function edit(from: string | RegExp, to: string): (text: string) => string {
  return (text) => {
    const changed = text.replace(from, () => to);
    if (changed === text) throw new Error(`nothing like ${String(from)} in:\n${text}`);
    return changed;
  };
}

export function both(first: string, second: string, change: (text: string) => string): Edits {
  return { [first]: change, [second]: change };
}

/** "error keepalived/vrid-differs lb2:24 lb1:24"; what follows from something else is left out. */
export async function planted(lab: string, edits: Edits): Promise<string[]> {
  const files = Object.entries(edits).map(([node, change]) => [`${node}${conf}`, change] as const);
  const { findings } = await diagnosedWith(lab, Object.fromEntries(files));
  for (const { rule, title, because, see, hints } of findings)
    for (const text of [title, because, see, ...hints])
      if (/\{[\w-]+\}/.test(text)) throw new Error(`${rule} leaves a gap: ${text}`);
  return findings
    .filter(({ followsFrom }) => followsFrom === null)
    .map(({ severity, rule, where }) => {
      const places = where.map(({ node, line }) => `${node}:${line ?? ""}`).join(" ");
      return `${severity} ${rule} ${places}`;
    });
}
