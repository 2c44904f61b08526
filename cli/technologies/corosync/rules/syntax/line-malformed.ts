import { phrase } from "../../../../core/kinds/phrase.ts";
import { placeIn, type RuleKind } from "../../../../core/kinds/rule.ts";
import { clustersOf, merged } from "../../meaning/members.ts";
import { expectsAnything } from "../../meaning/wanted.ts";
import type { Trouble } from "../../syntax/conf.ts";

const said: Readonly<Record<Trouble["why"], string>> = {
  unclosed: phrase`a section is opened and not closed`,
  "too many": phrase`it closes a section that nobody opened`,
  "beside a brace": phrase`something stands beside a brace`,
  "no name": phrase`it has no name`,
  neither: phrase`it is neither a section nor a key with a colon`,
};

export const kind: RuleKind = {
  kind: "line-malformed",
  severity: "error",
  rank: 5,
  needs: "files",
  source: "coroparse.c of Corosync 3.1.7, parse_section()",
  breaks: expectsAnything,
  find: (facts) =>
    merged(
      clustersOf(facts).flatMap(({ file, conf: { trouble } }) =>
        trouble ? [{ where: [placeIn(file, trouble.line)], args: { why: said[trouble.why] } }] : [],
      ),
    ),
};
