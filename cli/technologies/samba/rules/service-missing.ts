import { allOf } from "../../../core/kinds/phrase.ts";
import { type Found, placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { globalOf } from "../config/smb-conf.ts";
import { controllersOf, oncePerLine } from "../facts.ts";

/** What a controller cannot do without, and what it does. */
const needed = ["ldap", "cldap", "rpc", "kdc", "drepl", "kcc", "dns", "dnsupdate"] as const;

/** "-kcc" takes one from Samba's own list, "+x" adds one; a name without a sign begins a list of one's own. */
function missingOf(value: string): readonly string[] {
  const words = value.split(/[\s,]+/).filter((word) => word !== "");
  const signed = words.every((word) => /^[+-]/.test(word));
  if (signed) return needed.filter((name) => words.includes(`-${name}`));
  return needed.filter((name) => !words.includes(name) && !words.includes(`+${name}`));
}

export const kind: RuleKind = {
  kind: "service-missing",
  severity: "error",
  rank: 18,
  needs: "files",
  source: "smb.conf(5): server services",
  breaks: () => true,
  find: (facts) =>
    oncePerLine(
      controllersOf(facts).flatMap(({ file, conf }): Found[] => {
        const said = globalOf(conf, "server services");
        const missing = said ? missingOf(said.value) : [];
        if (!said || missing.length === 0) return [];
        return [{ where: [placeIn(file, said.line)], args: { missing: allOf(missing) } }];
      }),
    ),
};
