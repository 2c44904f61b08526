/** Stick tables and the peers that share them (configuration manual 3.5, and 4.2 stick-table). */
import type { Directive, Section } from "../syntax/tree.ts";
import type { Balancer } from "./balancers.ts";
import { directivesOf, isBackend, type ProxySection } from "./proxies.ts";

/** The tables that a backend's `stick` rules use: its own, or those of others (`table NAME`). */
export function tablesOf(
  backend: ProxySection,
  proxies: readonly ProxySection[],
): readonly Directive[] {
  const rules = backend.directives.filter(({ words }) => words[0] === "stick");
  const owners = rules.map((rule) => wordAfter(rule, "table") ?? backend.name);
  return proxies
    .filter((one) => isBackend(one) && owners.includes(one.name))
    .flatMap((one) => directivesOf(one, "stick-table"));
}

export function wordAfter({ words }: Directive, word: string): string | undefined {
  const at = words.indexOf(word, 1);
  return at < 0 ? undefined : words[at + 1];
}

/** One line of a peers section. */
export interface Peer {
  readonly name: string;
  /** "10.86.0.11:10000"; undefined: the local one may leave it out. */
  readonly place: string | undefined;
  readonly unsure: boolean;
  readonly directive: Directive;
}

export function peersOf({ directives }: Section): readonly Peer[] {
  return directives.flatMap((directive): Peer[] => {
    const [keyword, name, place] = directive.args;
    if ((keyword?.value !== "peer" && keyword?.value !== "server") || !name) return [];
    const unsure = name.dynamic || place?.dynamic === true;
    return [{ name: name.value, place: place?.value, unsure, directive }];
  });
}

/** By the name that a table calls it; `peers` of the tables that are used. */
export function peersSections({ tree }: Balancer): readonly Section[] {
  return tree.sections.filter(({ kind }) => kind === "peers");
}

/** `localpeer` says another name than the host's (3.1), and so may the command line. */
export function hasLocalName({ tree }: Balancer): boolean {
  return tree.sections.some(
    ({ kind, directives }) =>
      kind === "global" && directives.some(({ words }) => words[0] === "localpeer"),
  );
}
