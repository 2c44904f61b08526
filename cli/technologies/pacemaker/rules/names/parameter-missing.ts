import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { agents } from "../../agents/table.ts";
import { type Config, foundAt, readable } from "../../meaning/config.ts";
import { agentParts, type Resource } from "../../meaning/resources.ts";
import { unread } from "../../meaning/unread.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

function foundIn(
  config: Config,
  { kind: is, id, agent, params, more, word }: Resource,
): readonly Found[] {
  if (!agent || more || is !== "primitive") return [];
  const { agentClass, provider, type } = agentParts(agent);
  const known = agentClass === "ocf" ? agents.get(provider)?.get(type)?.parameters : undefined;
  const given = params.map(({ name }) => name);
  return [...(known ?? [])]
    .filter(([name, required]) => required && !given.includes(name))
    .map(([name]) => foundAt(config, word, { id, name, agent: agent.value }));
}

export const kind: RuleKind = {
  kind: "parameter-missing",
  severity: "error",
  rank: 21,
  needs: "files",
  follows: [...unread, "pacemaker/parameter-unknown"],
  source: "the agents' own meta-data: crm ra info AGENT",
  breaks: expectsAnything,
  find: (facts) =>
    readable(facts).flatMap((config) => config.resources.flatMap((one) => foundIn(config, one))),
};
