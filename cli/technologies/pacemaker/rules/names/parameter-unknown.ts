import { allOf } from "../../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { agents } from "../../agents/table.ts";
import { type Config, foundAt, readable } from "../../meaning/config.ts";
import { nearestOf } from "../../meaning/near.ts";
import { agentParts, type Resource } from "../../meaning/resources.ts";
import { unread } from "../../meaning/unread.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

/** Every agent takes these (crmsh's tracing, the depth of a check). */
const common = ["trace_ra", "trace_dir", "OCF_CHECK_LEVEL"];

function foundIn(config: Config, { id, agent, params }: Resource): readonly Found[] {
  if (!agent) return [];
  const { agentClass, provider, type } = agentParts(agent);
  const known = agentClass === "ocf" ? agents.get(provider)?.get(type)?.parameters : undefined;
  if (!known) return [];
  return params
    .filter(({ name }) => !known.has(name) && !common.includes(name) && !name.startsWith("CRM_"))
    .map(({ name, word }) => {
      const near = nearestOf(name, known.keys());
      const all = near ?? allOf([...known.keys()].slice(0, 6));
      return foundAt(config, word, { id, name, agent: agent.value, known: all });
    });
}

export const kind: RuleKind = {
  kind: "parameter-unknown",
  severity: "error",
  rank: 20,
  needs: "files",
  follows: unread,
  source: "the agents' own meta-data: crm ra info AGENT",
  breaks: expectsAnything,
  find: (facts) =>
    readable(facts).flatMap((config) => config.resources.flatMap((one) => foundIn(config, one))),
};
