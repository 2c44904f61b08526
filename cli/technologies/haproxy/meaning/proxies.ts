/** Proxies with what their defaults give them (configuration manual, 4), their addresses and servers. */
import { haproxyTime } from "../config.ts";
import type { Directive, HaproxyFile, Section } from "../syntax/tree.ts";
import { type Bind, bindsOf } from "./binds.ts";
import { type Server, serversOf } from "./servers.ts";

export interface ProxySection {
  readonly kind: "frontend" | "backend" | "listen";
  readonly name: string;
  readonly head: Directive;
  /** Of its defaults, then its own. */
  readonly directives: readonly Directive[];
  readonly own: readonly Directive[];
  readonly binds: readonly Bind[];
  readonly servers: readonly Server[];
  /** More servers come from elsewhere: a template, a state file. */
  readonly openEnded: boolean;
}

const kinds: Readonly<Record<string, ProxySection["kind"]>> = {
  frontend: "frontend",
  backend: "backend",
  listen: "listen",
};

export function proxiesOf(file: HaproxyFile): readonly ProxySection[] {
  const named = new Map<string, readonly Directive[]>();
  let last: readonly Directive[] = [];
  return file.sections.flatMap((section): ProxySection[] => {
    const from = section.from === undefined ? undefined : named.get(section.from);
    if (section.kind === "defaults") {
      last = [...(from ?? []), ...section.directives];
      if (section.name !== "") named.set(section.name, last);
    }
    const kind = Object.hasOwn(kinds, section.kind) ? kinds[section.kind] : undefined;
    return kind ? [proxyOf(section, kind, from ?? last)] : [];
  });
}

/** Of one proxy alone: defaults have no use for these. */
const neverInherited: ReadonlySet<string> = new Set([
  ...["acl", "bind", "server", "server-template", "use_backend", "use-server", "stick-table"],
  ...["stick", "description", "id", "dispatch"],
]);

function proxyOf(
  section: Section,
  kind: ProxySection["kind"],
  inherited: readonly Directive[],
): ProxySection {
  const { name, head, directives: own } = section;
  const given = inherited.filter(({ words }) => !neverInherited.has(words[0] ?? ""));
  return {
    kind,
    name,
    head,
    directives: [...given, ...own],
    own,
    binds: kind === "backend" ? [] : own.flatMap(bindsOf),
    servers: kind === "frontend" ? [] : serversOf(given, own),
    openEnded: own.some(({ words: [keyword] }) => keyword === "server-template"),
  };
}

export function isBackend({ kind }: ProxySection): boolean {
  return kind !== "frontend";
}

export function isFrontend({ kind }: ProxySection): boolean {
  return kind !== "backend";
}

/** All directives of these first words, in force or not. */
export function directivesOf(
  { directives }: ProxySection,
  ...first: readonly string[]
): Directive[] {
  return directives.filter(({ words }) => first.every((word, at) => words[at] === word));
}

/** The last one counts; undefined: there is none, or it was taken away again. */
export function settingOf(proxy: ProxySection, ...first: readonly string[]): Directive | undefined {
  const last = directivesOf(proxy, ...first).at(-1);
  return last?.prefix === "" ? last : undefined;
}

/** Nobody says: tcp (configuration manual 4.2, mode). */
export function modeOf(proxy: ProxySection): string {
  return settingOf(proxy, "mode")?.words[1] ?? "tcp";
}

/** Seconds; undefined: none. The older words are still understood. */
export function timeoutOf(
  proxy: ProxySection,
  which: "client" | "connect" | "server",
): number | undefined {
  const found = settingOf(proxy, "timeout", which);
  return haproxyTime(found?.words[2]);
}

/** `balance`; nobody says: roundrobin. "hdr(host)" is "hdr". */
export function algorithmOf(proxy: ProxySection): string {
  const word = settingOf(proxy, "balance")?.words[1] ?? "roundrobin";
  return word.replace(/\(.*$/, "");
}

/** Those that get requests while all are well. */
export function activeServers({ servers }: ProxySection): readonly Server[] {
  return servers.filter(({ options }) => !options.has("backup") && !options.has("disabled"));
}

/** How a dead server is got round: every how many tries; undefined: never. 0: at the last one only. */
export function redispatchOf(proxy: ProxySection): number | undefined {
  const found = settingOf(proxy, "option", "redispatch");
  if (!found) return undefined;
  const [, , count] = found.words;
  if (count === undefined) return 0;
  return Number(count) > 0 ? Number(count) : 0;
}

/** Tries after the first (4.2, retries: 3). */
export function retriesOf(proxy: ProxySection): number {
  const found = Number(settingOf(proxy, "retries")?.words[1] ?? 3);
  return Number.isInteger(found) && found >= 0 ? found : 3;
}
