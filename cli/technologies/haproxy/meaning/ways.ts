/** The way of a request: to a balancer, its frontend, its backend (configuration manual 4.2, bind and use_backend). */
import type { Facts } from "../../../core/kinds/rule.ts";
import { conditionOf, holds, testOf } from "../conditions.ts";
import type { Directive } from "../syntax/tree.ts";
import type { Ask } from "./asks.ts";
import { asksOf } from "./asks.ts";
import { type Balancer, balancersOf } from "./balancers.ts";
import { type Bind, takes } from "./binds.ts";
import { directivesOf, isBackend, isFrontend, type ProxySection, settingOf } from "./proxies.ts";

export interface Way {
  readonly ask: Ask;
  readonly balancer: Balancer;
  readonly frontend: ProxySection;
  readonly bind: Bind;
  /** Undefined: which one cannot be told. */
  readonly backend: ProxySection | undefined;
}

/**
 * The balancers that may get the request: who has the address; if that is nobody's own, those that
 * share it, which the lab's watch of its owners names.
 */
export function balancersAsked(facts: Facts, { address }: Ask): readonly Balancer[] {
  if (address === undefined) return [];
  const all = balancersOf(facts);
  const owned = facts.nodes.filter(({ links }) => links.some((link) => link.address === address));
  if (owned.length > 0) return all.filter(({ node }) => owned.includes(node));
  const watch = facts.plan.probes.find(
    (probe) => probe.watches === "owner" && probe.address === address,
  );
  if (!watch) return [];
  const named = [watch.spec["nodes"]].flat();
  return all.filter(({ node }) => named[0] === undefined || named.includes(node.name));
}

/** Most rules ask for them, of the same facts. */
const known = new WeakMap<Facts, readonly Way[]>();

/** Every request on every balancer that gets it, as far as somebody listens there. */
export function waysOf(facts: Facts): readonly Way[] {
  const found = known.get(facts) ?? findWays(facts);
  known.set(facts, found);
  return found;
}

function findWays(facts: Facts): readonly Way[] {
  return asksOf(facts.plan).flatMap((ask) =>
    balancersAsked(facts, ask).flatMap((balancer) => wayOf(ask, balancer) ?? []),
  );
}

/** The kernel gives a connection to the socket of its own address before one of any address. */
export function boundFor(
  { proxies }: Balancer,
  { address, port }: Pick<Ask, "address" | "port">,
): { readonly frontend: ProxySection; readonly bind: Bind } | undefined {
  const all = proxies
    .filter(isFrontend)
    .flatMap((frontend) => frontend.binds.map((bind) => ({ frontend, bind })))
    .filter(({ bind }) => takes(bind, address, port));
  return all.find(({ bind }) => bind.address !== undefined) ?? all[0];
}

function wayOf(ask: Ask, balancer: Balancer): Way | undefined {
  const found = boundFor(balancer, ask);
  if (!found || found.bind.unsure) return undefined;
  const name = chosenBy(found.frontend, ask);
  const backend = balancer.proxies.find((one) => isBackend(one) && one.name === name);
  return { ask, balancer, ...found, backend };
}

/** What may change the path or the host that later rules look at. */
const rewriting = /^http-request (set|replace)-(path|pathq|uri|(header|value) host)\b/i;

/** A rule that may choose, and whether it surely does. */
interface Chosen {
  readonly rule: Directive;
  readonly held: true | undefined;
}

/** The rules that may choose for this request, in their order. */
function choosing(frontend: ProxySection, ask: Ask): readonly Chosen[] {
  const rewrites = frontend.directives.some(({ words }) =>
    rewriting.test(words.slice(0, 3).join(" ")),
  );
  const seen = {
    address: ask.address,
    port: ask.port,
    path: rewrites ? undefined : ask.path,
    host: rewrites ? undefined : ask.host,
  };
  const acls = aclsOf(frontend);
  return directivesOf(frontend, "use_backend").flatMap((rule): Chosen[] => {
    const held = holds(conditionOf(rule.words.slice(2), acls), seen);
    return held === false ? [] : [{ rule, held }];
  });
}

/** The backend's name; undefined: it cannot be told, or there is none. */
function chosenBy(frontend: ProxySection, ask: Ask): string | undefined {
  const [first] = choosing(frontend, ask);
  if (first) {
    const name = first.rule.args[1];
    const plain = first.held === true && name && !name.dynamic && !name.value.includes("%");
    return plain ? name.value : undefined;
  }
  const fallback = settingOf(frontend, "default_backend")?.args[1];
  if (fallback) return fallback.dynamic ? undefined : fallback.value;
  return frontend.kind === "listen" ? frontend.name : undefined;
}

/** No rule takes the request, and no default: it is answered by a 503. */
export function leadsNowhere(frontend: ProxySection, ask: Ask): boolean {
  return (
    frontend.kind === "frontend" &&
    choosing(frontend, ask).length === 0 &&
    settingOf(frontend, "default_backend") === undefined
  );
}

function aclsOf(frontend: ProxySection): ReadonlyMap<string, ReturnType<typeof testOf>[]> {
  const acls = new Map<string, ReturnType<typeof testOf>[]>();
  for (const { words } of directivesOf(frontend, "acl")) {
    const [, name = "", ...test] = words;
    acls.set(name, [...(acls.get(name) ?? []), testOf(test)]);
  }
  return acls;
}

/** The ways that end at the same backend of the same node. */
export function byBackend(ways: readonly Way[]): readonly Served[] {
  // Nodes whose files are the same share what was read of them.
  const byNode = Map.groupBy(ways, ({ balancer }) => balancer.node.name);
  return [...byNode.values()].flatMap((own) =>
    [...Map.groupBy(own, ({ backend }) => backend)].flatMap(([backend, all]) => {
      const [first] = all;
      return backend && first ? [{ backend, balancer: first.balancer, ways: all }] : [];
    }),
  );
}

export interface Served {
  readonly backend: ProxySection;
  readonly balancer: Balancer;
  readonly ways: readonly Way[];
}
