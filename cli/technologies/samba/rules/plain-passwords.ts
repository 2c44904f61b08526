import { type Found, placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { globalOf, isNo } from "../config/smb-conf.ts";
import { controllersOf, oncePerLine } from "../facts.ts";

export const kind: RuleKind = {
  kind: "plain-passwords",
  severity: "hint",
  rank: 60,
  needs: "files",
  source: "smb.conf(5): ldap server require strong auth",
  find: (facts) =>
    oncePerLine(
      controllersOf(facts).flatMap(({ file, conf }): Found[] => {
        const said = globalOf(conf, "ldap server require strong auth");
        return said && isNo(said.value) ? [{ where: [placeIn(file, said.line)], args: {} }] : [];
      }),
    ),
};
