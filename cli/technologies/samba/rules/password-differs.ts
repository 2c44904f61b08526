import { type Found, placeIn, type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { oncePerLine, passwordOf, scriptsOf } from "../facts.ts";

/** A password that a shell could take for something else is not compared. */
const plain = /^[^\s"'`;$]+$/;

export const kind: RuleKind = {
  kind: "password-differs",
  severity: "error",
  rank: 23,
  needs: "files",
  source:
    "samba-tool(8): -U USERNAME%PASSWORD; the roles of the DNS partitions are moved over LDAP, as that user (netcmd/fsmo.py)",
  breaks: (step) => stepHas(step, { faults: ["take-roles"] }),
  find(facts) {
    const theirs = passwordOf(facts);
    if (theirs === undefined || !plain.test(theirs)) return [];
    return oncePerLine(
      scriptsOf(facts).flatMap(({ file, said }): Found[] => {
        const other = said.passwords.find(({ value }) => value !== theirs);
        // The line is not shown: what somebody took for the password may be another one of theirs.
        return other ? [{ where: [{ ...placeIn(file, other.line), text: "" }], args: {} }] : [];
      }),
    );
  },
};
