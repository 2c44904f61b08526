import type { RuleKind } from "../../../../core/kinds/rule.ts";
import { foundAt, readable, servicesOf } from "../../meaning/config.ts";
import { monitorsOf, typeOf } from "../../meaning/resources.ts";
import { unread } from "../../meaning/unread.ts";
import { losesResource } from "../../meaning/wanted.ts";

/** An address dies with its node alone. */
const quiet: ReadonlySet<string> = new Set(["IPaddr", "IPaddr2", "MailTo", "Delay", "SendArp"]);

export const kind: RuleKind = {
  kind: "monitor-missing",
  severity: "error",
  rank: 44,
  needs: "files",
  follows: unread,
  source: "Pacemaker Explained, Resource Operations: monitor",
  breaks: losesResource,
  find: (facts) =>
    readable(facts).flatMap((config) =>
      servicesOf(config)
        .filter((one) => !one.more && monitorsOf(one).length === 0 && !config.monitored.has(one.id))
        .filter((one) => !quiet.has(typeOf(one)))
        .map(({ id, word }) => foundAt(config, word, { id })),
    ),
};
