import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Config, configsOf, placeOf } from "../../config/config.ts";
import { blockKeywords, needsBraces, topKeywords, valueLists } from "../../config/keywords.ts";
import type { Word } from "../../config/statements.ts";
import { type Statement, statementsIn } from "../../config/tree.ts";

interface Broken {
  readonly at: Word;
  /** What would have to stand where. */
  readonly missing: string;
}

/** Whether a keyword stands in a block where it cannot, but could in one around it. */
function isOutside({ name }: Statement, parents: readonly Statement[]): boolean {
  const inner = parents.at(-1);
  if (!inner) return false;
  const own = blockKeywords.get(inner.name);
  if (own?.has(name) || (!own && !valueLists.has(inner.name))) return false;
  if (topKeywords.has(name)) return true;
  return parents.slice(0, -1).some((parent) => blockKeywords.get(parent.name)?.has(name));
}

/** The innermost block that still holds what belongs outside of it: its brace is what is missing. */
function unclosed(
  all: readonly Statement[],
  parents: readonly Statement[] = [],
): Statement | undefined {
  for (const one of all) {
    if (isOutside(one, parents)) return parents.at(-1);
    const deeper = unclosed(statementsIn(one), [...parents, one]);
    if (deeper) return deeper;
  }
  return undefined;
}

/** A keyword that needs braces, before a line, and has none. */
function unopened(all: readonly Statement[], before: number): Statement | undefined {
  for (const one of all) {
    if (one.at.line > before) return undefined;
    if (one.children === undefined && needsBraces.has(one.name)) return one;
    const deeper = unopened(statementsIn(one), before);
    if (deeper) return deeper;
  }
  return undefined;
}

function brokenIn({ problems, statements }: Config): Broken | undefined {
  const [first] = problems;
  if (!first) return undefined;
  const quote = problems.find(({ kind }) => kind === "unclosed-quote");
  if (quote) return { at: quote.at, missing: phrase`a " at the end of the line` };
  const extra = problems.find(({ kind }) => kind === "extra-close");
  if (extra) {
    const head = unopened(statements, extra.at.line);
    return head
      ? { at: head.at, missing: phrase`a { behind ${head.name}` }
      : { at: extra.at, missing: phrase`the { that this } closes` };
  }
  const open = problems.findLast(({ kind }) => kind === "unclosed-block");
  if (open) {
    const at = unclosed(statements)?.at ?? open.at;
    return { at, missing: phrase`the } that closes ${at.value}` };
  }
  return { at: first.at, missing: phrase`a keyword before this {` };
}

export const kind: RuleKind = {
  kind: "brace-missing",
  severity: "error",
  rank: 5,
  needs: "files",
  source: "keepalived.conf(5)",
  breaks: () => true,
  find: (facts) =>
    configsOf(facts).flatMap((config): Found[] => {
      const broken = config.unsure ? undefined : brokenIn(config);
      if (!broken) return [];
      return [{ where: [placeOf(config, broken.at)], args: { missing: broken.missing } }];
    }),
};
