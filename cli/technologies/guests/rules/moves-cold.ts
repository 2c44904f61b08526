import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { movesGuest } from "../../migration/moves.ts";
import { foundAt, isYes } from "../../pacemaker/meaning/config.ts";
import { lastPair } from "../../pacemaker/meaning/resources.ts";
import { guestsIn } from "../configured.ts";

export const kind: RuleKind = {
  kind: "moves-cold",
  severity: "error",
  rank: 30,
  needs: "files",
  source: "Pacemaker Explained, Migrating Resources: allow-migrate (default: false)",
  breaks: movesGuest,
  find: (facts) =>
    guestsIn(facts).flatMap(({ config, guest }): Found[] => {
      const own = lastPair(guest.meta, "allow-migrate");
      const allowed = own ?? lastPair(config.defaults, "allow-migrate");
      if (guest.more || isYes(allowed)) return [];
      return [foundAt(config, own?.word ?? guest.word, { id: guest.id })];
    }),
};
