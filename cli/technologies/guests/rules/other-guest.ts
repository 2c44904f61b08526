import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { foundAt } from "../../pacemaker/meaning/config.ts";
import { lastPair } from "../../pacemaker/meaning/resources.ts";
import { guestsIn, managedIn } from "../configured.ts";

export const kind: RuleKind = {
  kind: "other-guest",
  severity: "error",
  rank: 20,
  needs: "files",
  source: "ocf:halab:guest, validate-all (templates/guests/guest.ocf)",
  breaks: ({ expect, mended }) => expect.length + mended.length > 0,
  find(facts) {
    const names = managedIn(facts).flatMap(({ settings }) => settings.get("GUEST")?.value ?? []);
    const [right] = names;
    if (right === undefined || names.some((name) => name !== right)) return [];
    return guestsIn(facts).flatMap(({ config, guest }): Found[] => {
      const pair = lastPair(guest.params, "guest");
      if (guest.more || pair?.value === right) return [];
      const args = { id: guest.id, value: pair?.value ?? "", right };
      return [foundAt(config, pair?.word ?? guest.word, args)];
    });
  },
};
