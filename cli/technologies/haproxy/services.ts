/** From what is asked to who answers: HAProxy's frontends, their rules, its backends and servers. */
import { z } from "zod";
import {
  type BalancerChecks,
  checks,
  checksOf,
  copyOf,
  readOptions,
  readTimeout,
  type Settings,
  type Untimed,
  untimed,
} from "./checks.ts";
import { condition, conditionOf, testOf } from "./conditions.ts";
import type { Config, Line, Section } from "./config.ts";
import { proxyDirectives } from "./directives.ts";

const rule = z.object({
  /** Undefined: its name is made of the request. */
  backend: z.string().optional(),
  when: condition,
  /** "use_backend quick if ... (haproxy.cfg:12)". */
  text: z.string(),
});

const frontend = z.object({
  name: z.string(),
  /** Without an address: any. */
  binds: z
    .array(z.object({ address: z.string().optional(), from: z.number(), to: z.number() }))
    .readonly(),
  rules: z.array(rule).readonly(),
  fallback: z.string().optional(),
  /** Its rules may see another path or host than was asked for. */
  rewrites: z.boolean(),
});
export type Frontend = Readonly<z.infer<typeof frontend>>;

const server = checks.extend({
  name: z.string(),
  /** Without its port: "10.77.0.21", or a name. */
  address: z.string(),
  untimed: z.array(untimed).readonly(),
});
export type Server = Readonly<z.infer<typeof server>>;

const backend = z.object({ name: z.string(), servers: z.array(server).readonly() });
export type Backend = Readonly<z.infer<typeof backend>>;

export const services = z.object({
  frontends: z.array(frontend).readonly(),
  backends: z.array(backend).readonly(),
});
export type Services = Readonly<z.infer<typeof services>>;

export function servicesOf(config: Config): Services {
  const spread = spreadOf(config);
  const found = proxiesOf(config);
  const backends = found.flatMap(({ section, settings }) =>
    section.kind === "frontend" ? [] : [backendOf(section, settings, { spread, config })],
  );
  return {
    frontends: found.flatMap(({ section, inherited }) =>
      section.kind === "backend" ? [] : [frontendOf(section, inherited)],
    ),
    backends: backends.map(({ name, servers }) => ({
      name,
      servers: servers.map(({ track, ...one }) => followed(name, { track, ...one }, backends)),
    })),
  };
}

interface Tracking extends Server {
  /** "BACKEND/SERVER", or one of its own backend. */
  readonly track: string | undefined;
}

interface Tracked {
  readonly name: string;
  readonly servers: readonly Tracking[];
}

/** Of checks that a server makes itself: one that tracks makes none. */
const ofChecks = /^(inter|fastinter|downinter|fall|rise|timeout|option external-check)\b/;

/**
 * A server that tracks another one has that one's checks (5.2, track), and what else is said of itself: a
 * slowstart, say. A chain has no circle.
 */
function followed(own: string, { track, ...one }: Tracking, all: readonly Tracked[]): Server {
  let [name, at] = [own, track];
  for (let hops = 0; at !== undefined && hops < 32; hops += 1) {
    const cut = at.indexOf("/");
    if (cut >= 0) name = at.slice(0, cut);
    const wanted = at.slice(cut + 1);
    const found = all
      .find((each) => each.name === name)
      ?.servers.find((each) => each.name === wanted);
    if (!found) break;
    const { track: further, name: _, address: __, ...rest } = found;
    if (further === undefined) return { ...one, ...rest, untimed: untimedOf(rest, one) };
    at = further;
  }
  return one;
}

function untimedOf(tracked: Pick<Server, "untimed">, own: Pick<Server, "untimed">): Untimed[] {
  const more = own.untimed.filter(
    ({ directive, at }) =>
      !ofChecks.test(directive) &&
      !tracked.untimed.some((one) => one.directive === directive && one.at === at),
  );
  return [...tracked.untimed, ...more];
}

function spreadOf({ sections }: Config): number {
  const lines = sections.filter(({ kind }) => kind === "global").flatMap(({ lines }) => lines);
  const found = lines.findLast(({ words }) => words[0] === "spread-checks");
  return Number(found?.words[1] ?? 0) || 0;
}

interface Proxy {
  readonly section: Section;
  readonly settings: Settings;
  /** The lines of the defaults that it begins with. */
  readonly inherited: readonly Line[];
}

const proxies: ReadonlySet<string> = new Set(["frontend", "backend", "listen"]);

/** Every proxy with what its defaults and its own lines set: the whole section counts, wherever a line stands. */
function proxiesOf({ sections }: Config): Proxy[] {
  const named = new Map<string | undefined, readonly Line[]>();
  let last: readonly Line[] = [];
  return sections.flatMap((section): Proxy[] => {
    const from = named.get(section.from);
    if (section.kind === "defaults") {
      last = [...(from ?? []), ...section.lines];
      if (section.name !== "") named.set(section.name, last);
    }
    if (!proxies.has(section.kind)) return [];
    const inherited = from ?? last;
    return [{ section, settings: settingsOf(inherited, section.lines), inherited }];
  });
}

function settingsOf(inherited: readonly Line[], own: readonly Line[]): Settings {
  const settings: Settings = { values: new Map(), untimed: new Map() };
  for (const line of [...inherited, ...own]) readSetting(line, settings);
  for (const line of inherited)
    if (line.words[0] === "default-server") readOptions(line, 1, settings);
  return settings;
}

function readSetting(line: Line, into: Settings): void {
  const no = line.words[0] === "no";
  const words = no ? line.words.slice(1) : line.words;
  const [first = "", second = ""] = words;
  if (first === "timeout") readTimeout(line, into);
  for (const key of [first, `${first} ${second}`]) {
    const changes = proxyDirectives.get(key);
    if (changes === undefined) continue;
    if (no) into.untimed.delete(key);
    else into.untimed.set(key, { directive: words.join(" "), at: line.at, changes });
  }
}

interface Globals {
  readonly spread: number;
  readonly config: Config;
}

/** `default-server` counts for the servers below it, each `server` for itself (4.2). */
function backendOf({ name, lines }: Section, settings: Settings, globals: Globals): Tracked {
  const base = copyOf(settings);
  const { conditional } = globals.config;
  if (conditional)
    base.untimed.set(".if", {
      directive: conditional.words.join(" "),
      at: conditional.at,
      changes: "both",
    });
  const servers = lines.flatMap((line): Tracking[] => {
    const [word] = line.words;
    if (word === "default-server") readOptions(line, 1, base);
    if (word === "server") return [serverOf(line, base, globals.spread)];
    if (word !== "server-template") return [];
    // PREFIX NUMBER ADDRESS: as many of one kind.
    const [, prefix = "", , ...rest] = line.words;
    return [serverOf({ at: line.at, words: ["server", prefix, ...rest] }, base, globals.spread)];
  });
  return { name, servers };
}

function serverOf(line: Line, base: Settings, spread: number): Tracking {
  const own = copyOf(base);
  readOptions(line, 3, own);
  const [, name = "", place = ""] = line.words;
  return {
    name,
    address: place.replace(/^[a-z0-9]+@/, "").replace(/:[^:]*$/, ""),
    ...checksOf(own, spread),
    untimed: [...own.untimed.values()],
    track: own.values.get("track"),
  };
}

/** What may change the path or the host that later rules look at. */
const rewriting = /^http-request (set|replace)-(path|pathq|uri|(header|value) host)\b/i;

function frontendOf(section: Section, inherited: readonly Line[]): Frontend {
  const { kind, name, lines } = section;
  const acls = new Map<string, ReturnType<typeof testOf>[]>();
  for (const { words } of lines) {
    if (words[0] !== "acl" || words[1] === undefined) continue;
    acls.set(words[1], [...(acls.get(words[1]) ?? []), testOf(words.slice(2))]);
  }
  const rules = lines.flatMap(({ words, at }) => {
    if (words[0] !== "use_backend") return [];
    const backend = words[1] ?? "";
    return [
      {
        ...(backend.includes("%") ? {} : { backend }),
        when: conditionOf(words.slice(2), acls),
        text: `${words.join(" ")} (${at})`,
      },
    ];
  });
  const all = [...inherited, ...lines];
  // A listen is its own backend, unless it names another one.
  const fallback =
    all.findLast(({ words }) => words[0] === "default_backend")?.words[1] ??
    (kind === "listen" ? name : undefined);
  return {
    name,
    binds: bindsOf(section),
    rules,
    ...(fallback === undefined ? {} : { fallback }),
    rewrites: all.some(({ words }) => rewriting.test(words.slice(0, 3).join(" "))),
  };
}

/** "10.77.0.100:80,:8080-8089", with or without "ipv4@"; a socket in the file system is none. */
function bindsOf({ lines }: Section): Frontend["binds"] {
  const places = lines.flatMap(({ words }) =>
    words[0] === "bind" ? (words[1] ?? "").split(",") : [],
  );
  return places.flatMap((place) => {
    const match = /^(?:[a-z0-9+]+@)?(.*):(\d+)(?:-(\d+))?$/.exec(place);
    if (!match) return [];
    const [, address = "", from, to = from] = match;
    const exact = /^\d+(\.\d+){3}$/.test(address) && address !== "0.0.0.0";
    return [{ ...(exact ? { address } : {}), from: Number(from), to: Number(to) }];
  });
}

/** Those that take longest to find a server down. */
export function slowestOf(all: readonly Server[]): BalancerChecks | undefined {
  const first = all.toSorted((a, b) => b.interS - a.interS)[0];
  if (!first) return undefined;
  const { name: _, address: __, untimed: ___, ...found } = first;
  return found;
}
