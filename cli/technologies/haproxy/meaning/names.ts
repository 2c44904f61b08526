/** Names that one part of the configuration uses, and another one has to define. */
import { predefinedAcls } from "../syntax/keywords.ts";
import type { Directive, HaproxyFile, Section } from "../syntax/tree.ts";
import { isBackend, type ProxySection } from "./proxies.ts";
import { wordAfter } from "./tables.ts";

export interface Use {
  readonly what: "backend" | "peers" | "cache" | "acl" | "server" | "defaults" | "resolvers";
  readonly name: string;
  readonly directive: Directive;
  readonly known: readonly string[];
}

interface Whole {
  readonly tree: HaproxyFile;
  readonly proxies: readonly ProxySection[];
}

/** Everything that a file names; what a request or a variable names is left out. */
export function usesIn({ tree, proxies }: Whole): readonly Use[] {
  const backends = proxies.filter(isBackend).map(({ name }) => name);
  // Names of a template are made by the daemon.
  const isOpen = proxies.some(({ openEnded }) => openEnded);
  const servers = serversIn(proxies);
  const uses = proxies.flatMap((proxy): (Use | undefined)[] => [
    ...proxy.directives.flatMap((one) => [backendOf(one, backends), ...sectionsOf(one, tree)]),
    ...(isOpen ? [] : proxy.servers).map((server) =>
      trackedOf(server.options.get("track"), proxy, servers),
    ),
    ...proxy.own.flatMap((one) => aclsOf(one, [...aclNames(proxy), ...defaultAcls(tree)])),
  ]);
  const all = [...uses, ...tree.sections.map((section) => fromOf(section, tree))];
  return all.flatMap((use) => (use && isPlain(use) && !use.known.includes(use.name) ? [use] : []));
}

/** A word of the request (`%[...]`), or of a variable, which no file knows. */
function isPlain({ name, directive }: Use): boolean {
  if (name === "" || name.includes("%") || directive.prefix !== "") return false;
  return !directive.args.some(({ dynamic }) => dynamic);
}

function backendOf(directive: Directive, known: readonly string[]): Use | undefined {
  const [keyword, name = ""] = directive.words;
  const names = keyword === "use_backend" || keyword === "default_backend";
  return names ? { what: "backend", name, directive, known } : undefined;
}

function namesOf(tree: HaproxyFile, kind: string): readonly string[] {
  return tree.sections.filter((one) => one.kind === kind).map(({ name }) => name);
}

function sectionsOf(directive: Directive, tree: HaproxyFile): readonly (Use | undefined)[] {
  const [keyword, second, third = ""] = directive.words;
  const use = (what: "peers" | "cache" | "resolvers", name: string | undefined) =>
    name === undefined ? undefined : { what, name, directive, known: namesOf(tree, what) };
  if (keyword === "stick-table") return [use("peers", wordAfter(directive, "peers"))];
  if (keyword === "server" || keyword === "default-server")
    // The daemon has one of that name, made of resolv.conf, without anybody declaring it.
    return [use("resolvers", wordAfter(directive, "resolvers"))].filter(
      (one) => one?.name !== "default",
    );
  const isCache =
    (keyword === "http-request" && second === "cache-use") ||
    (keyword === "http-response" && second === "cache-store");
  return isCache ? [use("cache", third)] : [];
}

/** "app1" and "any/app1" of every server. */
function serversIn(proxies: readonly ProxySection[]): readonly string[] {
  return proxies
    .filter(isBackend)
    .flatMap(({ name: backend, servers }) => servers.map(({ name }) => `${backend}/${name}`));
}

function trackedOf(
  track: { readonly value: string; readonly directive: Directive } | undefined,
  own: ProxySection,
  all: readonly string[],
): Use | undefined {
  if (!track) return undefined;
  const { value, directive } = track;
  const isOwn = !value.includes("/");
  const known = isOwn ? own.servers.map(({ name }) => name) : all;
  return { what: "server", name: value, directive, known };
}

function fromOf({ from, head }: Section, tree: HaproxyFile): Use | undefined {
  if (from === undefined) return undefined;
  return { what: "defaults", name: from, directive: head, known: namesOf(tree, "defaults") };
}

function aclNames({ directives }: ProxySection): readonly string[] {
  return directives.flatMap(({ words }) => (words[0] === "acl" ? (words[1] ?? []) : []));
}

function defaultAcls({ sections }: HaproxyFile): readonly string[] {
  const defaults = sections.filter(({ kind }) => kind === "defaults");
  return defaults.flatMap(({ directives }) =>
    directives.flatMap(({ words }) => (words[0] === "acl" ? (words[1] ?? []) : [])),
  );
}

const conditional: ReadonlySet<string> = new Set(["use_backend", "use-server", "redirect"]);

/** The names in a condition: what stands between braces is no name. */
function aclsOf(directive: Directive, declared: readonly string[]): readonly Use[] {
  const { words } = directive;
  const at = words.findIndex((word, place) => place > 0 && (word === "if" || word === "unless"));
  if (!conditional.has(words[0] ?? "") || at < 0) return [];
  const known = [...declared, ...predefinedAcls];
  let braces = 0;
  return words.slice(at + 1).flatMap((word): Use[] => {
    if (word === "{" || word === "!{") braces += 1;
    const inside = braces > 0;
    if (word === "}") braces -= 1;
    const name = word.replace(/^!+/, "");
    const isName = !inside && name !== "" && name !== "or" && name !== "||";
    return isName ? [{ what: "acl", name, directive, known }] : [];
  });
}
