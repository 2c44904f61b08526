import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Found, NodeFacts, RuleKind } from "../../../../core/kinds/rule.ts";
import { agents } from "../../agents/table.ts";
import { foundAt, readable } from "../../meaning/config.ts";
import { nearestOf } from "../../meaning/near.ts";
import { agentParts } from "../../meaning/resources.ts";
import { unread } from "../../meaning/unread.ts";
import { expectsAnything } from "../../meaning/wanted.ts";
import type { Word } from "../../syntax/statements.ts";

const folder = "/usr/lib/ocf/resource.d";

/** Agents of the lab itself: by their files. */
function ownAgents(nodes: readonly NodeFacts[], provider: string): readonly string[] {
  const start = `${folder}/${provider}/`;
  return nodes
    .flatMap(({ files }) => [...files.keys()])
    .filter((path) => path.startsWith(start))
    .map((path) => path.slice(start.length));
}

/** What there is instead of an agent that there is not; undefined: it is known, or nobody knows. */
function insteadOf(agent: Word, hosts: readonly NodeFacts[]): string | undefined {
  const { agentClass, provider, type } = agentParts(agent);
  // No node of a lab is started by systemd.
  if (agentClass === "systemd" || agentClass === "upstart")
    return phrase`an agent of the class ocf`;
  if (agentClass !== "ocf") return undefined;
  const known = [...(agents.get(provider)?.keys() ?? []), ...ownAgents(hosts, provider)];
  if (known.includes(type)) return undefined;
  const near = nearestOf(type, known);
  if (near) return `ocf:${provider}:${near}`;
  return agents.has(provider) ? phrase`another one of ocf:${provider}` : undefined;
}

export const kind: RuleKind = {
  kind: "agent-unknown",
  severity: "error",
  rank: 10,
  needs: "files",
  follows: unread,
  source: "resource-agents 4.12.0 of Debian 12; Pacemaker Explained, Resource Classes",
  breaks: expectsAnything,
  find: (facts) =>
    readable(facts).flatMap((config) =>
      config.resources.flatMap(({ agent, id }): Found[] => {
        const near = agent && insteadOf(agent, config.hosts);
        return agent && near ? [foundAt(config, agent, { id, agent: agent.value, near })] : [];
      }),
    ),
};
