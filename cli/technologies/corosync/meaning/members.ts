/** What each node's corosync.conf says of its cluster, with the places. */
import {
  type FactFile,
  type Facts,
  type Found,
  type NodeFacts,
  type Place,
  placeIn,
  runningNodes,
} from "../../../core/kinds/rule.ts";
import { type Conf, type Key, parseConf, type Section, sectionsAt } from "../syntax/conf.ts";

const confPath = "/etc/corosync/corosync.conf";

/** One `node` of the nodelist. */
export interface Member {
  readonly section: Section;
  readonly id: Key | undefined;
  readonly name: Key | undefined;
  /** ring0_addr, ring1_addr ... */
  readonly addresses: readonly Key[];
  readonly votes: number;
}

export interface Cluster {
  readonly node: NodeFacts;
  readonly file: FactFile;
  readonly conf: Conf;
  readonly members: readonly Member[];
}

/** Of all nodes that run Corosync and have its file. */
export function clustersOf(facts: Facts): readonly Cluster[] {
  return runningNodes(facts, "corosync").flatMap((node): Cluster[] => {
    const file = node.files.get(confPath);
    if (!file) return [];
    const conf = facts.parsed(parseConf, file);
    return [{ node, file, conf, members: sectionsAt(conf, "nodelist.node").map(memberOf) }];
  });
}

/** The last one counts. */
function keyOf({ keys }: Section, name: string): Key | undefined {
  return keys.findLast((key) => key.name === name);
}

function memberOf(section: Section): Member {
  const votes = Number(keyOf(section, "quorum_votes")?.value ?? 1);
  return {
    section,
    id: keyOf(section, "nodeid"),
    name: keyOf(section, "name"),
    addresses: section.keys.filter(({ name }) => /^ring\d_addr$/.test(name)),
    votes: Number.isFinite(votes) ? votes : 1,
  };
}

/** A key by its path, "quorum.two_node"; the last one counts. */
export function valueAt({ conf }: Cluster, path: string): Key | undefined {
  const at = path.lastIndexOf(".");
  const name = path.slice(at + 1);
  return sectionsAt(conf, path.slice(0, at))
    .flatMap(({ keys }) => keys)
    .findLast((key) => key.name === name);
}

/** A number where one is written; undefined: none, or no number. */
export function numberAt(cluster: Cluster, path: string): number | undefined {
  const text = valueAt(cluster, path)?.value;
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** 1 is on. */
export const isOn = (cluster: Cluster, path: string) => numberAt(cluster, path) === 1;

/** A disk or a witness that votes as well: without a model it is none. */
export function hasDevice(cluster: Cluster): boolean {
  return (valueAt(cluster, "quorum.device.model")?.value ?? "") !== "";
}

export function placeOf({ file }: Cluster, { line, column }: Key): Place {
  return placeIn(file, line, column);
}

/** Of a section, or where one belongs: the file's last line. */
export function placeOfSection(cluster: Cluster, path: string): Place {
  const section = sectionsAt(cluster.conf, path)[0];
  return placeIn(cluster.file, section?.line ?? cluster.conf.lines.length);
}

export function placeOfMember({ file }: Cluster, { section }: Member): Place {
  return placeIn(file, section.line);
}

/** The same mistake in the file of each node is one, with all its places. */
export function merged(found: readonly Found[]): readonly Found[] {
  const groups = Map.groupBy(found, ({ args }) => JSON.stringify(args));
  return [...groups.values()].flatMap((all) =>
    all.slice(0, 1).map(({ args }) => ({ where: all.flatMap(({ where }) => where), args })),
  );
}

/** The node that has an address of these, or is called so. */
export function nodeAt(facts: Facts, host: string): NodeFacts | undefined {
  return facts.nodes.find(
    ({ name, links }) => name === host || links.some(({ address }) => address === host),
  );
}

/** Whom a member is meant to be: by its name, else by its addresses. */
export function whoIs(facts: Facts, { name, addresses }: Member): NodeFacts | undefined {
  if (name) return facts.nodes.find((node) => node.name === name.value);
  return addresses.map(({ value }) => nodeAt(facts, value)).find((node) => node !== undefined);
}

/** Nodes of one cluster: who lists whom, by name or address; a lab may have several. */
export function groupsOf(facts: Facts): readonly (readonly Cluster[])[] {
  const all = clustersOf(facts);
  const lists = (one: Cluster, { node }: Cluster) =>
    one.members.some(
      ({ name, addresses }) =>
        name?.value === node.name || addresses.some(({ value }) => nodeAt(facts, value) === node),
    );
  const groups: Cluster[][] = [];
  for (const cluster of all) {
    const [own, others] = parted(groups, (group) =>
      group.some((one) => lists(one, cluster) || lists(cluster, one)),
    );
    groups.splice(0, groups.length, ...others, [...own.flat(), cluster]);
  }
  return groups;
}

function parted<T>(all: readonly T[], test: (one: T) => boolean): readonly [T[], T[]] {
  return [all.filter(test), all.filter((one) => !test(one))];
}
