import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Found, NodeFacts, RuleKind } from "../../../../core/kinds/rule.ts";
import { agents } from "../../agents/table.ts";
import { foundAt, hostsOf, readable } from "../../meaning/config.ts";
import { nearestOf } from "../../meaning/near.ts";
import { agentParts } from "../../meaning/resources.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

const folder = "/usr/lib/ocf/resource.d";

/** Agents of the lab itself: by their files. */
function ownAgents(nodes: readonly NodeFacts[], provider: string): readonly string[] {
  const start = `${folder}/${provider}/`;
  return nodes
    .flatMap(({ files }) => [...files.keys()])
    .filter((path) => path.startsWith(start))
    .map((path) => path.slice(start.length));
}

export const kind: RuleKind = {
  kind: "agent-unknown",
  severity: "error",
  rank: 10,
  needs: "files",
  source: "resource-agents 4.12.0 of Debian 12; Pacemaker Explained, Resource Classes",
  breaks: expectsAnything,
  find(facts): readonly Found[] {
    const hosts = hostsOf(facts);
    return readable(facts).flatMap((config) =>
      config.resources.flatMap(({ agent, id }): Found[] => {
        if (!agent) return [];
        const { agentClass, provider, type } = agentParts(agent);
        const say = (near: string) => [foundAt(config, agent, { id, agent: agent.value, near })];
        // No node of a lab is started by systemd.
        if (agentClass === "systemd" || agentClass === "upstart")
          return say(phrase`an agent of the class ocf`);
        if (agentClass !== "ocf") return [];
        const own = ownAgents(hosts, provider);
        const known = [...(agents.get(provider)?.keys() ?? []), ...own];
        if (known.includes(type)) return [];
        const near = nearestOf(type, known);
        if (near) return say(`ocf:${provider}:${near}`);
        return agents.has(provider) ? say(phrase`another one of ocf:${provider}`) : [];
      }),
    );
  },
};
