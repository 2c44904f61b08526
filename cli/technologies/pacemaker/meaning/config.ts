/** The configuration that a cluster loads, from cluster.crm, with the places of everything. */
import {
  type FactFile,
  type Facts,
  type Found,
  type NodeFacts,
  type Place,
  placeIn,
  runningNodes,
} from "../../../core/kinds/rule.ts";
import { type Cluster, clustersOf } from "../../corosync/meaning/members.ts";
import { no, yes } from "../syntax/names.ts";
import { type CrmFile, parseCrm, type Word } from "../syntax/statements.ts";
import { type Constraint, constraintOf } from "./constraints.ts";
import { type Pair, pairsIn, partsOf } from "./pairs.ts";
import { type Resource, resourceOf } from "./resources.ts";
import { togetherIn } from "./together.ts";

export const crmPath = "/etc/pacemaker/cluster.crm";

export interface Config {
  /** That loads it. */
  readonly node: NodeFacts;
  readonly file: FactFile;
  /** The nodes of its cluster, which may run resources. */
  readonly hosts: readonly NodeFacts[];
  /** What its node's corosync.conf says. */
  readonly cluster: Cluster | undefined;
  readonly crm: CrmFile;
  readonly resources: readonly Resource[];
  readonly byId: ReadonlyMap<string, Resource>;
  readonly constraints: readonly Constraint[];
  readonly properties: readonly Pair[];
  readonly defaults: readonly Pair[];
  /** Of `node` statements: the name, and its attributes. */
  readonly nodes: readonly { readonly word: Word; readonly attributes: readonly Pair[] }[];
  /** `monitor RESOURCE INTERVAL`, the older way. */
  readonly monitored: ReadonlySet<string>;
  /** By resource: the groups and clones that it is a member of. */
  readonly parents: ReadonlyMap<string, readonly string[]>;
  /** By resource: the same word for all that has to run together. */
  readonly together: ReadonlyMap<string, string>;
  /** There is XML, of which nothing is read: there may be more of everything. */
  readonly opaque: boolean;
}

type Read = Omit<Config, "node" | "file" | "hosts" | "cluster">;

/** One parse for all nodes that have the same text. */
function read(text: string): Read {
  const crm = parseCrm(text);
  const of = (...keywords: readonly string[]) =>
    crm.statements.filter(({ keyword }) => keywords.includes(keyword));
  const resources = crm.statements.flatMap((one) => resourceOf(one) ?? []);
  const constraints = crm.statements.flatMap((one) => constraintOf(one) ?? []);
  const pairs = (keyword: string) =>
    of(keyword).flatMap(({ words }) => pairsIn(partsOf(words, "pairs"), "pairs"));
  return {
    crm,
    resources,
    byId: new Map(resources.map((one) => [one.id, one])),
    constraints,
    parents: parentsOf(resources),
    together: togetherIn(resources, constraints),
    properties: pairs("property"),
    defaults: [
      ...pairs("rsc_defaults"),
      ...of("rsc_defaults").flatMap(({ words }) => pairsIn(partsOf(words, "pairs"), "meta")),
    ],
    nodes: of("node").flatMap(({ words }) => nodeOf(words)),
    monitored: new Set(of("monitor").map(({ words }) => words[0]?.value.split(":")[0] ?? "")),
    opaque: of("xml").length > 0,
  };
}

function parentsOf(resources: readonly Resource[]): ReadonlyMap<string, readonly string[]> {
  const parents = new Map<string, string[]>();
  for (const { id, members } of resources)
    for (const { value } of members) parents.set(value, [...(parents.get(value) ?? []), id]);
  return parents;
}

/** `node n1`, `node 1: n1 attributes standby=on`. */
function nodeOf(words: readonly Word[]): Config["nodes"] {
  const [first, second] = words;
  const word = first?.value.endsWith(":") ? second : first;
  if (!word || word.value.includes("=")) return [];
  return [
    {
      word: { ...word, value: word.value.split(":")[0] ?? "" },
      attributes: pairsIn(partsOf(words, "other"), "attributes"),
    },
  ];
}

/** Whom a node's own corosync.conf names first; undefined: names are not said there. */
function firstOf(clusters: readonly Cluster[], { name }: NodeFacts): string | undefined {
  return clusters.find(({ node }) => node.name === name)?.members[0]?.name?.value;
}

/** The node that corosync.conf names first loads it; without names each takes its own. */
export function configsOf(facts: Facts): readonly Config[] {
  const clusters = clustersOf(facts);
  const all = runningNodes(facts, "pacemaker").map((node) => ({
    node,
    first: firstOf(clusters, node),
  }));
  return all.flatMap(({ node, first }): Config[] => {
    const file = node.files.get(crmPath);
    if (!file || (first !== undefined && first !== node.name)) return [];
    const hosts = all.filter((one) => one.first === first).map((one) => one.node);
    const cluster = clusters.find((one) => one.node === node);
    return [{ node, file, hosts, cluster, ...facts.parsed(read, file) }];
  });
}

export function placeOf(
  { file }: Pick<Config, "file">,
  { line, column }: Pick<Word, "line" | "column">,
): Place {
  return placeIn(file, line, column);
}

/** Those that crm can read to its end: what is missing may stand behind a mistake. */
export function readable(facts: Facts): readonly Config[] {
  return configsOf(facts).filter(({ crm }) => !crm.statements.some(({ unbalanced }) => unbalanced));
}

export function foundAt(config: Config, word: Word, args: Found["args"]): Found {
  return { where: [placeOf(config, word)], args };
}

/** Of the whole cluster; older files have _ for -. */
export function propertyOf({ properties }: Config, name: string): Pair | undefined {
  return properties.findLast((pair) => pair.name.replaceAll("_", "-") === name);
}

export const isYes = (pair: Pair | undefined) =>
  pair !== undefined && yes.has(pair.value.toLowerCase());
export const isNo = (pair: Pair | undefined) =>
  pair !== undefined && no.has(pair.value.toLowerCase());

/** Primitives that are no fencing device. */
export function servicesOf({ resources }: Config): readonly Resource[] {
  return resources.filter(
    ({ kind, agent }) => kind === "primitive" && !agent?.value.startsWith("stonith:"),
  );
}

/** Groups and clones that it is in, and itself. */
export function wholeOf({ parents }: Config, id: string): readonly string[] {
  const found = new Set([id]);
  for (const one of found) for (const parent of parents.get(one) ?? []) found.add(parent);
  return [...found];
}
