import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { agents } from "../../agents/table.ts";
import { foundAt, readable } from "../../meaning/config.ts";
import { agentParts, lastPair, secondsIn } from "../../meaning/resources.ts";
import { unread } from "../../meaning/unread.ts";

/** A lab's machine is small, and its services are as well: less than a fifth is by far too little. */
const share = 5;

export const kind: RuleKind = {
  kind: "timeout-short",
  severity: "hint",
  rank: 50,
  needs: "files",
  follows: unread,
  source:
    "Pacemaker Explained, Resource Operations: timeout; the agents' own meta-data: crm ra info AGENT",
  find: (facts) =>
    readable(facts).flatMap((config) =>
      config.resources.flatMap(({ id, agent, operations }) => {
        if (!agent) return [];
        const { provider, type } = agentParts(agent);
        const advised = agents.get(provider)?.get(type)?.advised;
        return operations.flatMap((operation): Found[] => {
          const seconds = secondsIn(operation, "timeout");
          const least = advised?.get(operation.name);
          const pair = lastPair(operation.pairs, "timeout");
          if (seconds === undefined || !pair || least === undefined || seconds * share >= least)
            return [];
          const args = { id, operation: operation.name, seconds, least, agent: agent.value };
          return [foundAt(config, pair.word, args)];
        });
      }),
    ),
};
