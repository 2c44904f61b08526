import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { movesGuest } from "../../migration/moves.ts";
import { foundAt } from "../../pacemaker/meaning/config.ts";
import { lastPair, secondsIn } from "../../pacemaker/meaning/resources.ts";
import { guestsIn } from "../configured.ts";

/** What the agent asks for (templates/guests/guest.ocf, meta-data). Seconds. */
const advised: ReadonlyMap<string, number> = new Map([
  ["start", 90],
  ["stop", 40],
  ["migrate_to", 60],
]);

/** As of other agents: a lab's machine is small, and less than a fifth is by far too little. */
const share = 5;

export const kind: RuleKind = {
  kind: "too-little-time",
  severity: "error",
  rank: 32,
  needs: "files",
  source: "Pacemaker Explained, Resource Operations: timeout; crm ra info ocf:halab:guest",
  breaks: (step, { args: { operation } }) =>
    operation === "migrate_to"
      ? movesGuest(step)
      : operation === "start" && step.expect.length + step.mended.length > 0,
  find: (facts) =>
    guestsIn(facts).flatMap(({ config, guest }) =>
      guest.operations.flatMap((operation): Found[] => {
        const seconds = secondsIn(operation, "timeout");
        const least = advised.get(operation.name);
        const pair = lastPair(operation.pairs, "timeout");
        if (seconds === undefined || !pair || least === undefined || seconds * share >= least)
          return [];
        const args = { id: guest.id, operation: operation.name, seconds, least };
        return [foundAt(config, pair.word, args)];
      }),
    ),
};
