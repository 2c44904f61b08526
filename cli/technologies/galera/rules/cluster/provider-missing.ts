import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { foundAt } from "../../meaning/found.ts";
import { isOn, membersOf, placeOf, settingOf } from "../../meaning/members.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

/** Where Debian's galera-4 has it. */
const provider = /^\/usr\/lib\/(galera\/)?libgalera_smm\.so$/;

export const kind: RuleKind = {
  kind: "provider-missing",
  severity: "error",
  rank: 21,
  needs: "files",
  source: "MariaDB Knowledge Base, Configuring MariaDB Galera Cluster: wsrep_provider",
  breaks: expectsAnything,
  find: (facts): readonly Found[] =>
    foundAt(membersOf(facts), (member) => {
      const value = settingOf(member, "wsrep_provider") ?? "none";
      if (!isOn(member, "wsrep_on") || provider.test(value)) return undefined;
      return { place: placeOf(member, "wsrep_provider"), args: { value } };
    }),
};
