import { type Found, placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { controllersOf, oncePerLine } from "../facts.ts";

export const kind: RuleKind = {
  kind: "smb-malformed",
  severity: "warning",
  rank: 15,
  needs: "files",
  source:
    "smb.conf(5): a line is [SECTION] or NAME = VALUE; Samba 4.17 skips any other, and testparm says nothing",
  find: (facts) =>
    oncePerLine(
      controllersOf(facts).flatMap(({ file, conf }): Found[] => {
        const [first] = conf.bad;
        return first === undefined ? [] : [{ where: [placeIn(file, first)], args: {} }];
      }),
    ),
};
