import { type Found, placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { globalOf } from "../config/smb-conf.ts";
import { controllersOf } from "../facts.ts";

export const kind: RuleKind = {
  kind: "domain-differs",
  severity: "error",
  rank: 10,
  needs: "files",
  source: "smb.conf(5): realm, workgroup; a controller joins the domain that they name",
  find(facts) {
    const [first, ...others] = controllersOf(facts);
    if (!first) return [];
    return ["realm", "workgroup"].flatMap((name) => {
      const theirs = globalOf(first.conf, name);
      return others.flatMap(({ file, conf }): Found[] => {
        const own = globalOf(conf, name);
        if (!theirs || !own || own.value.toUpperCase() === theirs.value.toUpperCase()) return [];
        const where = [placeIn(file, own.line), placeIn(first.file, theirs.line)];
        const args = { name, value: own.value, other: first.node.name, theirs: theirs.value };
        return [{ where, args }];
      });
    });
  },
};
