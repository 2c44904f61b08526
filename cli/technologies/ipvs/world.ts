/** What is around the services of a lab: real servers as nodes, the ways back, what the steps want. */
import { parseAddress } from "../../core/base/address.ts";
import type { PlannedLink, PlannedProbe, PlannedStep } from "../../core/cluster/plan.ts";
import type { Facts, Found, NodeFacts, Place } from "../../core/kinds/rule.ts";
import { placeOf as placeOfWord } from "../keepalived/config/config.ts";
import { instancesOf } from "../keepalived/config/instances.ts";
import type { Word } from "../keepalived/config/statements.ts";
import { type Boot, bootOf, effectsIn } from "../shell/boot.ts";
import { type RealServer, type Service, servicesOf } from "./config/services.ts";

/** A real server of a service, with the node that it is. */
export interface Backend {
  readonly service: Service;
  readonly server: RealServer;
  readonly node: NodeFacts;
  readonly boot: Boot;
  /** Upper case; undefined: none is said. */
  readonly method: string | undefined;
}

const known = new WeakMap<Facts, readonly Backend[]>();

/** Of all services; what is no node of the lab is left out. */
export function backendsOf(facts: Facts): readonly Backend[] {
  const backends = known.get(facts) ?? readBackends(facts);
  known.set(facts, backends);
  return backends;
}

function readBackends(facts: Facts): readonly Backend[] {
  return servicesOf(facts).flatMap((service) =>
    service.servers.flatMap((server) => {
      const node = facts.nodes.find(({ links }) =>
        links.some(({ address }) => address === server.address),
      );
      if (!node) return [];
      return [{ service, server, node, boot: bootOf(node, facts), method: server.method?.value }];
    }),
  );
}

/** One for each node of those that fit: many services have the same real servers. */
export function onePerNode(backends: readonly Backend[]): readonly Backend[] {
  return [...new Map(backends.map((one) => [one.node.name, one])).values()];
}

export function wordPlace({ config }: Pick<Service, "config">, word: Word): Place {
  return placeOfWord(config, word);
}

/** Where the method of a real server stands; the real server itself, where none is said. */
export function methodPlace({ service, server }: Backend): Place {
  return wordPlace(service, server.method?.at ?? server.at);
}

/** A node's name for its n-th link. */
export function deviceOf(node: NodeFacts, link: PlannedLink): string {
  return `eth${node.links.indexOf(link)}`;
}

export function covers(network: string, prefix: number, address: string): boolean {
  const [base, one] = [parseAddress(network), parseAddress(address)];
  if (base === undefined || one === undefined) return false;
  const size = 2 ** (32 - prefix);
  return Math.floor(base / size) === Math.floor(one / size);
}

/** The link of a node on whose network an address lies. */
export function linkTo(node: NodeFacts, address: string): PlannedLink | undefined {
  return node.links.find((link) => covers(link.address, link.prefix, address));
}

/** Addresses that VRRP moves from one director to another. */
export function movedAddresses(facts: Facts): readonly string[] {
  return instancesOf(facts).flatMap(({ addresses, excluded }) =>
    [...addresses, ...excluded].map(({ address }) => address),
  );
}

/** Addresses of the clients: of the nodes that probe the service. */
export function clientAddresses({ plan }: Facts, service: Service): readonly string[] {
  const from = plan.probes
    .filter(({ address }) => address === service.address)
    .map(({ spec }) => spec["from"]);
  return plan.nodes
    .filter(({ name }) => from.includes(name))
    .flatMap(({ links }) => links.map(({ address }) => address));
}

/** The way from a node to an address, after its boot. */
export type Way =
  /** It lies on a network of its own. */
  | { readonly how: "direct" }
  | { readonly how: "via"; readonly gateway: string; readonly line: number | undefined }
  | { readonly how: "none"; readonly line: number | undefined }
  | { readonly how: "unknown" };

interface Route {
  readonly prefix: number;
  readonly via: string;
  readonly type: string;
  readonly line: number | undefined;
}

function routeTo(to: string, address: string): number | undefined {
  if (to === "default") return 0;
  const [network = "", bits = "32"] = to.split("/");
  return covers(network, Number(bits), address) ? Number(bits) : undefined;
}

/** Longest prefix first; of the same prefix the last one that was written. */
export function wayTo(node: NodeFacts, boot: Boot, address: string): Way {
  if (linkTo(node, address)) return { how: "direct" };
  const added = effectsIn(boot, "route");
  const links = effectsIn(boot, "link").some(({ state }) => state === "down");
  const unsure = added.some(
    ({ maybe, verb, type, via }) =>
      maybe || verb === "delete" || (type === "unicast" && via === ""),
  );
  if (!boot.certain || unsure || links) return { how: "unknown" };
  const given = (boot.running ? [] : node.routes).map((text) => {
    const [to = "", , via = ""] = text.split(" ");
    return { to, via, type: "unicast", line: 0 };
  });
  const routes = [...given, ...added].flatMap(({ to, via, type, line }): Route[] => {
    const prefix = routeTo(to, address);
    return prefix === undefined ? [] : [{ prefix, via, type, line: line || undefined }];
  });
  const longest = Math.max(...routes.map(({ prefix }) => prefix));
  const best = routes.filter(({ prefix }) => prefix === longest).at(-1);
  if (best?.type !== "unicast") return { how: "none", line: best?.line };
  return { how: "via", gateway: best.via, line: best.line };
}

/** host:port that a probe asks. */
export function askedBy({ spec, address }: PlannedProbe): string | undefined {
  const text = String(spec["url"] ?? spec["to"] ?? "");
  const match = /^(https?:\/\/)?([\d.]+)(?::(\d+))?/.exec(text);
  if (!match || address === undefined) return undefined;
  const port = match[3] ?? (match[1] === "https://" ? "443" : "80");
  return `${match[2]}:${port}`;
}

type Spec = Readonly<Record<string, unknown>>;

/** A check of a step, and what its probe asks. */
export interface Asked {
  readonly step: PlannedStep;
  readonly spec: Spec;
  readonly name: string;
}

/** All checks of a kind, with the service that their probe asks. */
export function askedIn({ plan }: Facts, check: string): readonly Asked[] {
  return plan.steps.flatMap((step) =>
    [...step.expect, ...step.mended].flatMap((spec): Asked[] => {
      const probe = plan.probes.find(({ name }) => name === spec["probe"]);
      const name = probe && askedBy(probe);
      return spec["check"] === check && name !== undefined ? [{ step, spec, name }] : [];
    }),
  );
}

/** Findings that say the same of several nodes are one. */
export function together(found: readonly Found[]): Found[] {
  const alike = Map.groupBy(found, ({ where: [first], args }) =>
    JSON.stringify([first?.file, first?.text, args]),
  );
  return [...alike.values()].flatMap((all) => {
    const [first] = all;
    const where = all.flatMap((one) => one.where);
    // A line that stands in a file again and again is shown once.
    const places = new Map<string, Place>();
    for (const place of where) {
      const key = `${place.node}${place.file}${place.text}`;
      if (!places.has(key)) places.set(key, place);
    }
    return first ? [{ ...first, where: [...places.values()] }] : [];
  });
}

/** Steps in which a service is used. */
export function usesServices(step: PlannedStep): boolean {
  return [...step.expect, ...step.mended].some((spec) =>
    felt.some((check) => check === spec["check"]),
  );
}

/** Whether a step has a check, of one of these kinds, whose probe asks a service. */
export function asks(
  facts: Facts,
  step: PlannedStep,
  { service, checks }: { readonly service: unknown; readonly checks: readonly string[] },
): boolean {
  return checks.some((check) =>
    askedIn(facts, check).some((asked) => asked.step === step && asked.name === service),
  );
}

/** Checks of what users get. */
export const felt = ["outage", "balance", "served-by", "sticky", "impaired", "broken"] as const;
