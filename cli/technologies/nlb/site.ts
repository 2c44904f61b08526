/** What the nodes of a distributed balancer share, as their files have it. */
import { contains, parseAddress } from "../../core/base/address.ts";
import type { Facts, Found, Place } from "../../core/kinds/rule.ts";
import { type Boot, bootOf } from "../shell/boot.ts";
import { type NlbNode, nlbNodes } from "./config/nlb.ts";
import { type NftSet, type NftTable, type Ruleset, rulesetOf } from "./config/ruleset.ts";
import type { Passage } from "./filter.ts";
import { type FirstPacket, firstPacket, renewals, timeoutOf } from "./packets.ts";

/** Where the clients ask. */
export interface Service {
  readonly address: string;
  readonly port: number;
}

export interface SiteNode extends NlbNode {
  readonly ruleset: Ruleset;
  readonly boot: Boot;
  /** The interface that has the service's segment. */
  readonly device: string;
}

/** What many clients ask, who are shared out among the nodes. */
export function serviceOf(facts: Facts): Service | undefined {
  const probe = facts.plan.probes.find(({ clients, address }) => clients && address);
  if (!probe?.address) return undefined;
  const port = /^http:\/\/[\d.]+:(\d+)/.exec(String(probe.spec["url"]))?.[1];
  return { address: probe.address, port: port === undefined ? 80 : Number(port) };
}

function deviceOf({ node }: NlbNode, address: string): string {
  const wanted = parseAddress(address) ?? 0;
  const at = node.links.findIndex((link) => {
    const size = 2 ** (32 - link.prefix);
    const base = Math.floor((parseAddress(link.address) ?? 0) / size) * size;
    return contains({ base, prefix: link.prefix }, wanted);
  });
  return `eth${Math.max(0, at)}`;
}

const known = new WeakMap<Facts, readonly SiteNode[]>();

/** The nodes that run the daemon, and those that wait for it. */
export function siteNodes(facts: Facts, service: Service): readonly SiteNode[] {
  const nodes =
    known.get(facts) ??
    nlbNodes(facts).map((one) => ({
      ...one,
      ruleset: rulesetOf(one.node, facts),
      boot: bootOf(one.node, facts),
      device: deviceOf(one, service.address),
    }));
  known.set(facts, nodes);
  return nodes;
}

/** A client's first packet: what the node does with it. */
export function arrives(
  one: SiteNode,
  service: Service,
  packet: Pick<FirstPacket, "mine" | "leased">,
): Passage {
  const [family = "", table = "", set = ""] = one.config.set.value.split(" ");
  const named = one.ruleset.tables.find((it) => it.family === family && it.name === table);
  const bucketsIn = named?.sets.has(set) ? set : "";
  const to = { to: service.address, port: service.port, device: one.device, bucketsIn };
  return firstPacket(one.ruleset, { ...to, ...packet });
}

export function isTaken({ ends, marks }: Passage): boolean {
  return ends === "accepted" && marks.type === "host";
}

/** A set whose cards run out when no heartbeat leaves. */
export interface Lease {
  readonly set: NftSet;
  readonly table: NftTable;
  readonly ms: number;
  readonly place: Place;
}

export function leasesOf({ ruleset }: SiteNode): Lease[] {
  return ruleset.tables.flatMap((table) =>
    [...table.sets.values()].flatMap((set) => {
      const timeout = timeoutOf(set);
      const rules = renewals(ruleset, set.name, table);
      const own = rules.some(({ words }) => words.includes("timeout"));
      if (!timeout || rules.length === 0 || own) return [];
      const place = set.settings[timeout.at]?.place ?? set.place;
      return [{ set, table, ms: timeout.ms, place }];
    }),
  );
}

/** Where the filter is, as a whole. */
export function filterPlace({ ruleset, node }: SiteNode, found?: Place): Place[] {
  if (found) return [found];
  return ruleset.file ? [{ node: node.name, file: ruleset.file.path, text: "" }] : [];
}

/** Nodes with the same mistake in the same line of the same text are one finding. */
export function together(found: readonly Found[]): Found[] {
  const alike = Map.groupBy(found, ({ where: [first], args }) => {
    const { node: _, ...rest } = args;
    return JSON.stringify([first?.file, first?.line, first?.text, rest]);
  });
  return [...alike.values()].flatMap((all) => {
    const [first] = all;
    if (!first) return [];
    const where = all.flatMap((one) => one.where);
    const places = new Map(
      where.map((place) => [`${place.node}${place.file}:${place.line}`, place]),
    );
    return [{ ...first, where: [...places.values()] }];
  });
}

/** A time as files have it: 750 ms, 5 s. */
export function timeText(ms: number): string {
  return ms >= 1000 && ms % 100 === 0 ? `${ms / 1000} s` : `${ms} ms`;
}

/** Somebody else may change what its ARP says: another MAC of the card, a command that is not understood. */
export function tellsArp({ boot }: SiteNode): boolean {
  const links = boot.effects.all.some((effect) => effect.kind === "link" && effect.touchesArp);
  return links || !boot.certain;
}
