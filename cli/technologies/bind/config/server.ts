/** One node's named: its options, views, zones, keys and lists, by what its named.conf says. */
import type { FactFile, Facts, NodeFacts } from "../../../core/kinds/rule.ts";
import { bindSeconds } from "../readers/bind9.ts";
import { type Clause, type Clauses, readClauses } from "./clauses.ts";

export interface Key {
  /** In lower case, without a final dot: a key's name is a domain name. */
  readonly name: string;
  readonly algorithm: string;
  readonly secret: string;
  readonly clause: Clause;
}

type ZoneType = "primary" | "secondary" | "forward" | "other";

export interface Zone {
  readonly server: Server;
  /** In lower case, without a final dot; of the root: nothing. */
  readonly name: string;
  readonly type: ZoneType;
  /** As it stands there: "static-stub". */
  readonly said: string;
  readonly clause: Clause;
  readonly view: Clause | undefined;
}

export interface Server extends Clauses {
  readonly node: NodeFacts;
  readonly options: Clause | undefined;
  readonly views: readonly Clause[];
  readonly zones: readonly Zone[];
  readonly keys: readonly Key[];
}

const types: Readonly<Record<string, ZoneType>> = {
  primary: "primary",
  master: "primary",
  secondary: "secondary",
  slave: "secondary",
  mirror: "secondary",
  forward: "forward",
};

const main = "/etc/bind/named.conf";

export function bare(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}

function keyOf(clause: Clause): Key {
  const value = (name: string) => clauseIn(clause, name)?.words[0] ?? "";
  const algorithm = value("algorithm")
    .toLowerCase()
    .replace(/\.sig-alg\.reg\.int\.?$/, "");
  return { name: bare(clause.words[0] ?? ""), algorithm, secret: value("secret"), clause };
}

/** A zone of another class, such as CH for version.bind, is none of a network's names. */
function isInternet({ words }: Clause): boolean {
  return ["", "in"].includes((words[1] ?? "").toLowerCase());
}

function zonesOf(server: () => Server, clauses: readonly Clause[], view?: Clause): Zone[] {
  return clauses
    .filter(({ name, words }) => name === "zone" && words[0] !== undefined)
    .map((clause) => {
      const said = clauseIn(clause, "type")?.words[0]?.toLowerCase() ?? "";
      return {
        get server() {
          return server();
        },
        name: bare(clause.words[0] ?? ""),
        type: isInternet(clause) ? (types[said] ?? "other") : "other",
        said,
        clause,
        view,
      };
    });
}

function serverOf(facts: Facts, node: NodeFacts, first: FactFile): Server {
  const read = readClauses(facts, node.files, first);
  const named = (name: string) => read.clauses.filter((clause) => clause.name === name);
  const views = named("view");
  const keys = [read.clauses, ...views.map(({ clauses }) => clauses)]
    .flat()
    .filter(({ name, clauses }) => name === "key" && clauses.length > 0);
  const self = (): Server => server;
  const server: Server = {
    ...read,
    node,
    options: named("options")[0],
    views,
    keys: keys.map(keyOf),
    zones: [
      ...zonesOf(self, read.clauses),
      ...views.flatMap((view) => zonesOf(self, view.clauses, view)),
    ],
  };
  return server;
}

const known = new WeakMap<Facts, readonly Server[]>();

/** Every node that runs BIND and has its configuration here; worked out once for all rules. */
export function serversOf(facts: Facts): readonly Server[] {
  const already = known.get(facts);
  if (already) return already;
  const servers = facts.nodes.flatMap((node) => {
    const first = node.files.get(main);
    return first && node.services.includes("bind9") ? [serverOf(facts, node, first)] : [];
  });
  known.set(facts, servers);
  return servers;
}

export function clauseIn(
  outer: Pick<Clause, "clauses"> | undefined,
  ...names: readonly string[]
): Clause | undefined {
  return outer?.clauses.find(({ name }) => names.includes(name));
}

/** What holds for a zone: its own, else its view's, else that of the options. */
export function settingOf(zone: Zone, ...names: readonly string[]): Clause | undefined {
  const { clause, view, server } = zone;
  return [clause, view, server.options]
    .map((outer) => clauseIn(outer, ...names))
    .find((found) => found !== undefined);
}

/** The same for a server as a whole, where views say nothing else. */
export function optionOf(server: Server, ...names: readonly string[]): Clause | undefined {
  return clauseIn(server.options, ...names);
}

/** As named reads a boolean: yes, true, 1; undefined: it is none. */
export function isOn(word: string | undefined): boolean | undefined {
  if (word === undefined) return undefined;
  if (["yes", "true", "1"].includes(word.toLowerCase())) return true;
  return ["no", "false", "0"].includes(word.toLowerCase()) ? false : undefined;
}

/** A setting in seconds; undefined: it is not said, or not so. */
export function secondsOf(clause: Clause | undefined): number | undefined {
  return clause?.words[0] === undefined ? undefined : bindSeconds(clause.words[0]);
}

/** A server's zones of this name; several, when views differ. */
export function zonesNamed(server: Server, name: string): readonly Zone[] {
  return server.zones.filter((zone) => zone.name === bare(name));
}

/** The zone that a name is in: the longest of a server's own. */
export function zoneHolding(server: Server, name: string): Zone | undefined {
  const wanted = bare(name);
  return server.zones
    .filter((zone) => wanted === zone.name || wanted.endsWith(`.${zone.name}`))
    .toSorted((a, b) => b.name.length - a.name.length)[0];
}
