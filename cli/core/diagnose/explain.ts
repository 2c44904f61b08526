/** What a rule, or a line of a configuration, means. */
import { HalabError } from "../base/error.ts";
import { didYouMean } from "../base/nearest.ts";
import { technologyFiles } from "../kinds/load.ts";
import type { Directive, ExplainKind, FactFile } from "../kinds/rule.ts";
import { loadRules, type NamedRule } from "./rules.ts";

/** Throws USAGE when there is no such rule; its technology may be left out where the name is one's alone. */
export async function findRule(name: string, language = "en"): Promise<NamedRule> {
  const all = await loadRules(language);
  const found = all.filter(({ id, rule }) => id === name || rule.kind === name);
  const [first] = found;
  if (first && (found.length === 1 || first.id === name)) return first;
  const ids = all.map(({ id }) => id);
  const which = first ? `: ${found.map(({ id }) => id).join(" or ")}?` : didYouMean(name, ids);
  throw new HalabError("USAGE", `there is no rule "${name}"${which}`, { hint: "halab explain" });
}

/** What stands in a line; undefined: no table of ours has it. */
export async function explainLine(file: FactFile, line: number): Promise<Directive | undefined> {
  for (const kind of await loadExplains()) {
    const found = kind.takes(file.path) ? kind.at(file.text, line) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** Of every format that a technology knows. */
export async function loadExplains(): Promise<readonly ExplainKind[]> {
  return await Promise.all(
    technologyFiles("explains").map(async ({ url }) => {
      const { kind }: { kind: ExplainKind } = await import(url.href);
      return kind;
    }),
  );
}
