import { nearest } from "../../../../core/base/nearest.ts";
import type { PlannedStep } from "../../../../core/cluster/plan.ts";
import { phrase } from "../../../../core/kinds/phrase.ts";
import { type Found, type RuleKind, stepHas } from "../../../../core/kinds/rule.ts";
import { type Config, configsOf, placeOf } from "../../config/config.ts";
import { blockKeywords, topKeywords } from "../../config/keywords.ts";
import { type Statement, statementsIn } from "../../config/tree.ts";
import { needsAgreement } from "../../config/wanted.ts";

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

/** What other formats begin their comments with. */
const comment = /^(?:\/\/|\/\*|;|--)/;

/** The block where this very word belongs. */
function homeOf(word: string): string | undefined {
  if (topKeywords.has(word)) return phrase`it belongs outside of all blocks`;
  const home = [...blockKeywords].find(([, words]) => words.has(word));
  return home && phrase`it belongs into ${home[0]}`;
}

/** What was meant: another place, a comment, or a keyword that is spelt nearly so. */
function adviceFor({ at, known }: Unknown): string {
  const [near] = nearest(at.value, known);
  if (comment.test(at.value)) return phrase`a comment begins with # or !`;
  if (at.value.startsWith("\ufeff"))
    return phrase`the file begins with a byte order mark, which is a letter here`;
  const home = homeOf(at.value);
  if (home !== undefined) return home;
  return near === undefined
    ? phrase`keepalived.conf(5) has no such word`
    : phrase`did you mean ${near}?`;
}

function foundOf(config: Config, unknown: Unknown): Found {
  const block = unknown.block === "" ? phrase`outside of all blocks` : phrase`in ${unknown.block}`;
  const [meant = ""] = nearest(unknown.at.value, unknown.known);
  const args = { keyword: unknown.at.value, block, advice: adviceFor(unknown), meant };
  return { where: [placeOf(config, unknown.at)], args };
}

/** Without these a virtual router is another one, or none. */
const essential = new Set([
  ...["vrrp_instance", "virtual_router_id", "interface", "priority", "advert_int", "version"],
  ...["virtual_ipaddress", "unicast_peer", "authentication", "auth_type", "auth_pass"],
  "vrrp_version",
]);
/** Without these nothing is tracked. */
const tracking = new Set(["vrrp_script", "script", "track_script", "track_process", "weight"]);

function isBroken(step: PlannedStep, meant: string): boolean {
  if (essential.has(meant)) return needsAgreement(step);
  return tracking.has(meant) && stepHas(step, { formulas: ["vrrp-track"] });
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
  breaks: (step, { args }) => isBroken(step, String(args["meant"])),
  find: (facts) =>
    configsOf(facts).flatMap((config) => {
      // With a brace too few or too many nobody knows which block a line stands in.
      if (config.unsure || config.problems.length > 0) return [];
      const all = unknownIn(config.statements, topKeywords, "").slice(0, most);
      return all.map((one) => foundOf(config, one));
    }),
};
