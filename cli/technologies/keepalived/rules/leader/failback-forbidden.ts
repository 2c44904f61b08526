import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { nodeOf } from "../../config/pairs.ts";
import { absent, placesOf } from "../../config/places.ts";
import { serving, wantedBack, wantsBack, watchedOf } from "../../config/wanted.ts";

function foundIn(facts: Facts): Found[] {
  return watchedOf(facts).flatMap((watched) => {
    const wanted = wantedBack(facts, watched);
    return serving(facts, watched.address).flatMap((instance): Found[] => {
      const { nopreempt, preempts } = instance;
      if (nodeOf(instance) !== wanted?.node || !nopreempt || preempts) return [];
      const args = { step: wanted.step, address: watched.address, probe: watched.probe };
      return [{ where: placesOf([instance, nopreempt]), args }];
    });
  });
}

export const kind: RuleKind = {
  kind: "failback-forbidden",
  severity: "error",
  rank: 30,
  needs: "files",
  follows: absent,
  source: "RFC 9568 6.1 (Preempt_Mode), keepalived.conf(5): nopreempt",
  breaks: (step, { args }) => wantsBack(step, String(args["probe"])),
  find: foundIn,
};
