import { type Found, placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { globalOf } from "../config/smb-conf.ts";
import { type ControllerFacts, controllersOf, oncePerLine } from "../facts.ts";

/** What a NetBIOS name has room for. */
const most = 15;

/** As it is called in the directory, and the line that says so, where one does. */
function nameOf({ node, conf }: ControllerFacts) {
  const said = globalOf(conf, "netbios name");
  const name = (said?.value ?? node.name).toUpperCase().slice(0, most);
  return { name, line: said?.line };
}

export const kind: RuleKind = {
  kind: "names-alike",
  severity: "error",
  rank: 8,
  needs: "files",
  source:
    "smb.conf(5): netbios name; Samba 4.17 samba/join.py: who joins removes the account of its name",
  breaks: () => true,
  find(facts) {
    const all = controllersOf(facts).map((one) => ({ ...one, ...nameOf(one) }));
    return oncePerLine(
      all.flatMap((one, at): Found[] => {
        const other = all.slice(0, at).find(({ name }) => name === one.name);
        if (!other) return [];
        // The edit belongs to a line, and one of the two may have none.
        const [wrong, right] = one.line === undefined ? [other, one] : [one, other];
        const where = [placeIn(wrong.file, wrong.line)];
        return [{ where, args: { name: one.name, other: right.node.name } }];
      }),
    );
  },
};
