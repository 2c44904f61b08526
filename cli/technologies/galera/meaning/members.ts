/** The members of a Galera cluster, and its arbitrators, as their files have them. */
import {
  type FactFile,
  type Facts,
  type NodeFacts,
  type Place,
  placeIn,
  runningNodes,
} from "../../../core/kinds/rule.ts";
import { type Option, parseOptionFile } from "../config/option-file.ts";
import { type ProviderOption, parseOptions } from "../config/provider-options.ts";

/** An option, and the file that it stands in. */
interface Said extends Option {
  readonly file: FactFile;
}

export interface Member {
  readonly node: NodeFacts;
  /** The file that a student writes, or the last one. */
  readonly file: FactFile;
  /** Of the groups that the server reads, in the order in which they are read. */
  readonly said: readonly Said[];
  /** Those of the last wsrep_provider_options: it counts as a whole. */
  readonly provider: ReadonlyMap<string, ProviderOption>;
}

/** mysqld.cc, load_default_groups. */
const groups =
  /^(mysqld|server|mysqld-10\.11|mariadb|mariadb-10\.11|mariadbd|mariadbd-10\.11|galera|client-server)$/;
const folders = [
  /^\/etc\/mysql\/conf\.d\/[^/]+\.cnf$/,
  /^\/etc\/mysql\/mariadb\.conf\.d\/[^/]+\.cnf$/,
];

export function membersOf(facts: Facts): readonly Member[] {
  return runningNodes(facts, "mariadb").flatMap((node): Member[] => {
    const files = folders.flatMap((folder) =>
      [...node.files.keys()]
        .filter((path) => folder.test(path))
        .sort()
        .flatMap((path) => node.files.get(path) ?? []),
    );
    const file = files.findLast(({ owner }) => owner === "student") ?? files.at(-1);
    if (!file) return [];
    const said = files.flatMap((one) =>
      facts
        .parsed(parseOptionFile, one)
        .options.filter(({ group }) => groups.test(group))
        .map((option): Said => ({ ...option, file: one })),
    );
    const options = lastOf(said, "wsrep_provider_options")?.value ?? "";
    return [{ node, file, said, provider: parseOptions(options) }];
  });
}

/** The last one counts. */
function lastOf(said: readonly Said[], name: string): Said | undefined {
  return said.findLast((option) => option.name === name);
}

export function settingOf({ said }: Pick<Member, "said">, name: string): string | undefined {
  return lastOf(said, name)?.value;
}

/** The line of an option; of one that nobody says, the file as a whole. */
export function placeOf({ said, file }: Member, name: string): Place {
  const found = lastOf(said, name);
  return found ? placeIn(found.file, found.line) : placeIn(file);
}

/** An option that stands alone is on; "1", "ON", "TRUE", "yes" (my_getopt.c, get_bool_argument). */
export function isOn(member: Member, name: string): boolean {
  const found = lastOf(member.said, name);
  if (!found) return false;
  return found.value === undefined || /^(1|on|true|yes)$/i.test(found.value);
}

export interface Arbiter {
  readonly node: NodeFacts;
  readonly file: FactFile;
  readonly group: string | undefined;
  readonly nodes: string | undefined;
  readonly line: (word: string) => number | undefined;
}

/** /etc/default/garb as the shell reads it, so far as it is plain assignments. */
export function arbitersOf(facts: Facts): readonly Arbiter[] {
  return runningNodes(facts, "garbd").flatMap((node): Arbiter[] => {
    const file = node.files.get("/etc/default/garb");
    if (!file) return [];
    const lines = file.text.split("\n");
    const at = (word: string) => lines.findLastIndex((line) => line.startsWith(`${word}=`));
    const value = (word: string) =>
      /^\w+=(?:"([^"]*)"|'([^']*)'|(\S*))/
        .exec(lines[at(word)] ?? "")
        ?.slice(1)
        .find((one) => one !== undefined);
    return [
      {
        ...{ node, file, group: value("GALERA_GROUP"), nodes: value("GALERA_NODES") },
        line: (word) => (at(word) < 0 ? undefined : at(word) + 1),
      },
    ];
  });
}

/** The hosts of "gcomm://a,b:4567?options", or of garbd's list; undefined: it is no such address. */
export function hostsIn(address: string): readonly string[] | undefined {
  const [, list] = /^gcomm:\/\/([^?]*)/.exec(address) ?? [];
  return list === undefined ? undefined : hostsOf(list);
}

export function hostsOf(list: string): readonly string[] {
  return list
    .split(/[ ,]+/)
    .map((one) => one.replace(/:\d+$/, ""))
    .filter(Boolean);
}

/** The node of an address, or of a name of /etc/hosts. */
export function nodeAt(facts: Facts, host: string): NodeFacts | undefined {
  return facts.nodes.find(
    ({ name, links }) => name === host || links.some(({ address }) => address === host),
  );
}
