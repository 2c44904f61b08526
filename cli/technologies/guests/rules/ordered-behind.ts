import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { movesGuest } from "../../migration/moves.ts";
import { foundAt, isYes, servicesOf } from "../../pacemaker/meaning/config.ts";
import { edgesOf, waitsFor } from "../../pacemaker/meaning/orders.ts";
import { lastPair } from "../../pacemaker/meaning/resources.ts";
import { guestsIn } from "../configured.ts";

export const kind: RuleKind = {
  kind: "ordered-behind",
  severity: "error",
  rank: 31,
  needs: "files",
  source:
    "Pacemaker Explained, Migrating Resources: what a resource depends on may not have to stop for its move",
  breaks: movesGuest,
  find: (facts) =>
    guestsIn(facts).flatMap(({ config, guest }): Found[] => {
      const edges = edgesOf(config);
      const before = servicesOf(config).find(
        ({ id, meta }) =>
          id !== guest.id &&
          config.together.get(id) === config.together.get(guest.id) &&
          !isYes(lastPair(meta, "allow-migrate")) &&
          waitsFor(edges, guest.id, id),
      );
      const edge = edges.find(({ to }) => to === guest.id);
      if (!before) return [];
      return [foundAt(config, edge?.word ?? guest.word, { id: guest.id, before: before.id })];
    }),
};
