import { type Found, placeIn, type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { placeOf, propertyOf } from "../../pacemaker/meaning/config.ts";
import { secondsOf } from "../../pacemaker/seconds.ts";
import { createdOf, devicesOf, msgwaitOf, placeOfOption } from "../settings.ts";

/** Pacemaker Explained, Cluster Options. Seconds. */
const otherwise = 60;

export const kind: RuleKind = {
  kind: "stonith-timeout-short",
  severity: "error",
  rank: 32,
  needs: "files",
  source: "sbd(8): stonith-timeout; Pacemaker Explained, Cluster Options: stonith-timeout",
  breaks: (step) => stepHas(step, { formulas: ["sbd-failover", "sbd-starved"] }),
  find(facts) {
    const [created] = createdOf(facts);
    if (!created) return [];
    const configs = new Set(devicesOf(facts).map(({ config }) => config));
    const msgwait = msgwaitOf(created);
    return [...configs].flatMap((config): Found[] => {
      const property = propertyOf(config, "stonith-timeout");
      const timeout = property ? secondsOf(property.value) : otherwise;
      // A fifth more than msgwait, as sbd(8) has it: the agent has to begin and to end, too.
      const least = Math.ceil(msgwait * 1.2);
      if (timeout === undefined || timeout >= least) return [];
      const place = property ? placeOf(config, property.word) : placeIn(config.file);
      return [{ where: [place, placeOfOption(created, "4")], args: { timeout, msgwait, least } }];
    });
  },
};
