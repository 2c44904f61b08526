import { nearest } from "../../../../core/base/nearest.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Config, configsOf, placeOf } from "../../config/config.ts";
import { blockKeywords, topKeywords } from "../../config/keywords.ts";
import { type Statement, statementsIn } from "../../config/tree.ts";

interface Unknown {
  readonly at: Statement["at"];
  readonly block: string;
  readonly known: ReadonlySet<string>;
}

function unknownIn(
  all: readonly Statement[],
  known: ReadonlySet<string>,
  block: string,
): readonly Unknown[] {
  return all.flatMap((one) => {
    if (!known.has(one.name)) return [{ at: one.at, block, known }];
    // What is called as a block may be a list elsewhere: track_file.
    const isBlock = block === "" || one.name === "authentication";
    const inner = isBlock ? blockKeywords.get(one.name) : undefined;
    return inner ? unknownIn(statementsIn(one), inner, one.name) : [];
  });
}

/** What was meant: a keyword that is spelt nearly so, or the block where this one belongs. */
function adviceFor({ at, known }: Unknown): string {
  const [near] = nearest(at.value, known);
  if (near !== undefined) return `did you mean ${near}?`;
  if (topKeywords.has(at.value)) return "it belongs outside of all blocks";
  const home = [...blockKeywords].find(([, words]) => words.has(at.value));
  return home ? `it belongs into ${home[0]}` : "keepalived.conf(5) has no such word";
}

function foundOf(config: Config, unknown: Unknown): Found {
  const block = unknown.block === "" ? "outside of all blocks" : `in ${unknown.block}`;
  const args = { keyword: unknown.at.value, block, advice: adviceFor(unknown) };
  return { where: [placeOf(config, unknown.at)], args };
}

/** Who reads more of them has another file in hand. */
const most = 10;

export const kind: RuleKind = {
  kind: "unknown-keyword",
  severity: "error",
  rank: 10,
  needs: "files",
  follows: ["keepalived/brace-missing"],
  source: "keepalived.conf(5)",
  find: (facts) =>
    configsOf(facts).flatMap((config) => {
      // With a brace too few or too many nobody knows which block a line stands in.
      if (config.unsure || config.problems.length > 0) return [];
      const all = unknownIn(config.statements, topKeywords, "").slice(0, most);
      return all.map((one) => foundOf(config, one));
    }),
};
