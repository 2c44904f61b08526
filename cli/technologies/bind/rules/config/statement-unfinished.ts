import { phrase } from "../../../../core/kinds/phrase.ts";
import {
  type FactFile,
  type Facts,
  type Found,
  placeIn,
  type RuleKind,
} from "../../../../core/kinds/rule.ts";
import { type Server, serversOf } from "../../config/server.ts";
import { endsWithBlock, oneValue } from "../../config/statement-names.ts";
import {
  insideOf,
  nameOf,
  type Part,
  type Problem,
  parseNamedConf,
  type Statement,
} from "../../config/statements.ts";

const problems: Readonly<Record<Problem["what"], string>> = {
  "no-semicolon": phrase`a semicolon is missing`,
  "lone-semicolon": phrase`a semicolon stands alone, with nothing before it`,
  "no-closing-brace": phrase`a brace is opened here, and never closed`,
  "no-opening-brace": phrase`a brace is closed here that was not opened`,
  "no-closing-quote": phrase`a quotation mark is opened here, and never closed`,
};

interface Unfinished {
  readonly line: number;
  readonly column: number;
  readonly says: string;
}

const mark: Unfinished = {
  line: 1,
  column: 1,
  says: phrase`the file begins with a byte order mark, and named takes it for a part of the first word`,
};

/** The part behind which the semicolon belongs. */
function lastOwn({ parts }: Statement, name: string): Part | undefined {
  if (oneValue.has(name)) return parts.length > 2 ? parts[1] : undefined;
  if (!endsWithBlock.has(name)) return undefined;
  const at = parts.findIndex(({ is }) => is === "block");
  return at >= 0 && at < parts.length - 1 ? parts[at] : undefined;
}

/** Statements that go on with another one. */
function runOn(statements: readonly Statement[], inList = false): Unfinished[] {
  return statements.flatMap((statement): Unfinished[] => {
    const name = nameOf(statement);
    const last = inList ? undefined : lastOwn(statement, name);
    const inner = runOn(insideOf(statement), /^(?!options|view|zone|server|key)/.test(name));
    if (!last) return inner;
    const { line, column } = last.is === "block" ? last.end : last;
    return [{ line, column, says: phrase`a semicolon is missing behind ${name}` }, ...inner];
  });
}

function foundIn(facts: Facts, { node }: Server, file: FactFile): Found[] {
  const tree = facts.parsed(parseNamedConf, file);
  const torn = [
    ...(file.text.startsWith("\uFEFF") ? [mark] : []),
    ...tree.problems.map((problem) => ({ ...problem, says: problems[problem.what] })),
  ];
  const all = torn.length > 0 ? torn : runOn(tree.statements);
  return all.slice(0, 1).map(({ line, column, says }) => ({
    where: [placeIn(file, line, column)],
    args: { server: node.name, says },
  }));
}

export const kind: RuleKind = {
  kind: "statement-unfinished",
  severity: "error",
  rank: 1,
  needs: "files",
  source: "named.conf(5); BIND 9.18 ARM, configuration file grammar",
  breaks: () => true,
  find: (facts) =>
    serversOf(facts).flatMap((server) =>
      server.files.flatMap((file) => foundIn(facts, server, file)),
    ),
};
