/** How users come to the same server again, and what the labs want of that. */
import type { PlannedStep } from "../../../core/cluster/plan.ts";
import type { Facts } from "../../../core/kinds/rule.ts";
import { type Expected, expectedOf, hitNodes, numberOf } from "./asks.ts";
import { nodeOf } from "./dead-server.ts";
import { activeServers, algorithmOf, type ProxySection, settingOf } from "./proxies.ts";
import type { Served } from "./ways.ts";

/** Algorithms that make the server of something in the request (4.2, balance). */
const hashes: ReadonlySet<string> = new Set([
  ...["source", "uri", "url_param", "hdr", "rdp-cookie", "hash"],
]);

export type Affinity = "cookie" | "table" | "hash" | "other" | "none";

export function affinityOf(backend: ProxySection): Affinity {
  const has = (word: string) => backend.directives.some(({ words }) => words[0] === word);
  if (settingOf(backend, "cookie")) return "cookie";
  if (has("stick")) return "table";
  if (has("use-server") || has("persist")) return "other";
  return hashes.has(algorithmOf(backend)) ? "hash" : "none";
}

/** What the lab expects of users who have to come to the same server again; of others nothing. */
export function expectedAt(facts: Facts, { ways }: Served, check?: string): readonly Expected[] {
  return ways
    .filter(({ ask }) => ask.by === "probe" && expectedOf(facts.plan, ask, "affinity").length > 0)
    .flatMap(({ ask }) => expectedOf(facts.plan, ask, check));
}

/** With one server everybody comes to the same one. */
export function isShared({ backend }: Served): boolean {
  return backend.openEnded || activeServers(backend).length > 1;
}

/** The step takes one of the backend's servers away. */
export function hitsServer(facts: Facts, { backend }: Served, step: PlannedStep): boolean {
  const { fault } = step;
  const named = [...hitNodes(step), fault?.["server"]];
  return backend.servers.some((server) =>
    named.includes(nodeOf(facts, server)?.name ?? server.name),
  );
}

/** Nobody may lose a session, or only those of a server that is named. */
export function losesNone({ spec }: Expected): boolean {
  return spec["check"] === "sessions" && numberOf(spec["at-most"]) === 0;
}
