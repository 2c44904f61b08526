import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Balancer, balancersOf, placeOf } from "../../meaning/balancers.ts";
import { breaksNamed, list, together } from "../../meaning/findings.ts";
import { directivesOf } from "../../meaning/proxies.ts";
import {
  hasLocalName,
  type Peer,
  peersOf,
  peersSections,
  wordAfter,
} from "../../meaning/tables.ts";
import type { Section } from "../../syntax/tree.ts";

/** The sections that a table of this balancer names. */
function usedSections(balancer: Balancer): readonly Section[] {
  const names = balancer.proxies
    .flatMap((proxy) => directivesOf(proxy, "stick-table"))
    .map((table) => wordAfter(table, "peers"));
  return peersSections(balancer).filter(({ name }) => names.includes(name));
}

/** A peer's line leads to its node; the local one may leave its address to `bind`. */
function leadsTo({ node }: Balancer, { place, unsure }: Peer): boolean {
  if (place === undefined || unsure) return true;
  const host = place.replace(/^[a-z0-9]+@/, "").replace(/:[^:]*$/, "");
  const own = [node.name, ...node.links.map(({ address }) => address)];
  // Another name, or all addresses: what it is nobody knows here.
  return own.includes(host) || !/^\d+(\.\d+){3}$/.test(host) || host === "0.0.0.0";
}

function foundIn(balancer: Balancer, all: readonly Balancer[], steps: string) {
  if (hasLocalName(balancer)) return [];
  return usedSections(balancer).flatMap((section) => {
    const peers = peersOf(section);
    if (peers.some(({ unsure }) => unsure)) return [];
    const wrong = all.filter((other) => {
      const line = peers.find(({ name }) => name === other.node.name);
      return !line || !leadsTo(other, line);
    });
    if (wrong.length === 0) return [];
    const lines = peers.filter(({ name }) => wrong.some(({ node }) => node.name === name));
    const directives = lines.length > 0 ? lines.map(({ directive }) => directive) : [section.head];
    const has = peers.map(({ name, place }) => `${name} ${place ?? ""}`.trim());
    const needs = wrong.map(({ node }) => `${node.name} ${node.links[0]?.address ?? ""}`);
    const args = {
      section: section.name,
      has: list(has) || phrase`none`,
      needs: list(needs),
      steps,
    };
    return [{ places: directives.map((one) => placeOf(balancer, one)), args }];
  });
}

/** The balancers of one role share their tables. */
function found(facts: Facts): readonly Found[] {
  const byRole = Map.groupBy(balancersOf(facts), ({ node }) => node.role);
  const steps = facts.plan.steps.filter(({ fault }) => {
    const hit = [fault?.["node"], fault?.["nodes"]].flat();
    return balancersOf(facts).some(({ node }) => hit.includes(node.name));
  });
  const kept = steps.filter(({ expect }) =>
    expect.some((spec) => spec["check"] === "affinity" || spec["check"] === "sessions"),
  );
  const names = kept.map(({ id }) => id).join(" ");
  return together(
    [...byRole.values()].flatMap((all) => {
      if (all.length < 2) return [];
      return all.flatMap((balancer) => foundIn(balancer, all, names));
    }),
  );
}

export const kind: RuleKind = {
  kind: "peer-not-here",
  severity: "error",
  rank: 43,
  needs: "files",
  source: "HAProxy configuration manual 2.6, 3.5 peer; HAProxy management guide, -L",
  breaks: breaksNamed,
  find: found,
};
