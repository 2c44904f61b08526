import { phrase } from "../../../../core/kinds/phrase.ts";
import { type Found, type RuleKind, stepHas } from "../../../../core/kinds/rule.ts";
import { blocksOf } from "../../../keepalived/config/tree.ts";
import { syncDaemons } from "../../sync.ts";
import { together, wordPlace } from "../../world.ts";

export const kind: RuleKind = {
  kind: "sync-instance-unknown",
  severity: "error",
  rank: 38,
  needs: "files",
  source:
    "keepalived.conf(5), lvs_sync_daemon: the state of a vrrp_instance says who tells and who listens",
  breaks: (step) => stepHas(step, { checks: ["broken"] }) && step.fault !== null,
  find(facts) {
    const found = syncDaemons(facts).flatMap((daemon): Found[] => {
      const { config, instance } = daemon;
      const names = blocksOf(config, "vrrp_instance").map(({ args }) => args[0]?.value);
      if (!instance || names.includes(instance.value)) return [];
      const args = { instance: instance.value, known: names.join(", ") || phrase`none` };
      return [{ where: [wordPlace(daemon, instance)], args }];
    });
    return together(found);
  },
};
