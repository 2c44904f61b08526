/** What BIND has in force, parsed from what named and its tools say. */
import { z } from "zod";
import type { Ctx } from "../../../core/base/time.ts";
import type { Plan, PlannedNode } from "../../../core/cluster/plan.ts";
import type { NodeAgent } from "../../../core/cluster/provider.ts";
import { type ReaderKind, saysInForce } from "../../../core/kinds/reader.ts";
import { askThrough, recordsIn } from "../named.ts";
import { nameOf } from "../names.ts";
import { notifies } from "../notify.ts";

const zoneTimers = z.object({
  zone: z.string(),
  type: z.enum(["primary", "secondary"]),
  serial: z.number(),
  /** Of the SOA record, within this node's limits (min-refresh-time and so on). */
  refreshS: z.number(),
  retryS: z.number(),
  expireS: z.number(),
  notifyDelayS: z.number(),
  /** Statements that change these times, and that no formula knows: "dialup yes". */
  untimed: z.array(z.string()).readonly().optional(),
});
/** One zone of one node. Times in seconds, as that node keeps to them. */
export type ZoneTimers = Readonly<z.infer<typeof zoneTimers>>;

const schema = z.object({
  /** Those that are loaded. */
  zones: z.array(zoneTimers).readonly(),
  /** Of the names that were asked for: the TTL of their addresses, where it answers with authority. */
  ttlS: z.record(z.string(), z.number()).readonly(),
  /** A resolver keeps nothing longer than this, whatever the TTL says. */
  maxCacheS: z.number(),
  /** Nor shorter than this. */
  minCacheS: z.number(),
  /** Statements that change how long it keeps an answer, and that no formula knows. */
  untimed: z.array(z.string()).readonly().optional(),
});
/** One node's BIND. Times in seconds. */
export type BindInForce = Readonly<z.infer<typeof schema>>;

/** named's defaults (bin/named/config.c). */
const defaults: Readonly<Record<string, number>> = {
  "min-refresh-time": 300,
  "max-refresh-time": 2_419_200,
  "min-retry-time": 500,
  "max-retry-time": 1_209_600,
  "notify-delay": 5,
  "max-cache-ttl": 604_800,
  "min-cache-ttl": 0,
};

/** DNS_MAX_EXPIRE (lib/dns/zone.c): 24 weeks. */
const maxExpireS = 14_515_200;

const units: Readonly<Record<string, number>> = { w: 604_800, d: 86_400, h: 3600, m: 60, s: 1 };

/** "3600", "1h30m", "PT1H" (reference manual, duration) -> seconds. */
export function bindSeconds(text: string): number | undefined {
  const words = text.toLowerCase().replace(/^p|t/g, "");
  const parts = [...words.matchAll(/(\d+)([wdhms]?)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== words) return undefined;
  return parts.reduce((sum, [, value, unit]) => sum + Number(value) * (units[unit || "s"] ?? 1), 0);
}

interface Block {
  readonly words: Map<string, string>;
  /** What holds where it says nothing: its view. */
  readonly outer: Block | undefined;
}

/** A zone may be in several views. */
type Blocks = ReadonlyMap<string, readonly Block[]>;

/** Below it stand statements of its own, which are about no zone's times. */
const block = /^(\t*)(?:(options)|view "([^"]+)"|zone "([^"]+)"|[^;{}]*).*\{$/;

/** The statements of `named-checkconf -p` below `options`, each view and each zone; it indents by tabs. */
function blocksOf(text: string): Blocks {
  const found = new Map<string, Block[]>();
  const open: (Block | undefined)[] = [];
  for (const line of text.split("\n")) {
    const begun = block.exec(line);
    if (begun) {
      const [, tabs = "", options, view, zone] = begun;
      open.length = tabs.length;
      const name = options ?? zone?.replace(/\.$/, "") ?? (view && `view ${view}`);
      const made = name
        ? { words: new Map<string, string>(), outer: open.findLast(Boolean) }
        : undefined;
      if (made && name) found.set(name, [...(found.get(name) ?? []), made]);
      open.push(made);
      continue;
    }
    const [, tabs = "", key = "", value = ""] = /^(\t+)([a-z-]+) "?([\w-]+)"?;$/.exec(line) ?? [];
    open[tabs.length - 1]?.words.set(key, value);
  }
  return found;
}

/** Statements that change when a zone is asked for or told of, in ways of their own (ARM 9.18, 8.2). */
const zoneStatements: Readonly<Record<string, readonly string[]>> = { dialup: ["no"] };
/** The times of a zone. */
const zoneTimes: readonly string[] = [
  "min-refresh-time",
  "max-refresh-time",
  "min-retry-time",
  "max-retry-time",
  "notify-delay",
];
/** The same for a cache; with these values they change nothing. */
const cacheStatements: Readonly<Record<string, readonly string[]>> = {
  "stale-answer-enable": ["no", "0", "false"],
};

function untimedIn(
  blocks: Blocks,
  statements: Readonly<Record<string, readonly string[]>>,
  zone?: string,
): { readonly untimed?: readonly string[] } {
  const found = Object.entries(statements).flatMap(([key, harmless]) => {
    const value = wordOf(blocks, key, zone);
    return value === undefined || harmless.includes(value) ? [] : [`${key} ${value}`];
  });
  return found.length > 0 ? { untimed: found } : {};
}

const types: Readonly<Record<string, ZoneTimers["type"]>> = {
  primary: "primary",
  master: "primary",
  secondary: "secondary",
  slave: "secondary",
};

const soaLine = /^(\S+)\.\s+\d+\s+IN\s+SOA\s+\S+\s+\S+\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+\d+$/gm;

/** As BIND's RANGE(): the least wins over the most. */
function within(value: number, least: number, most: number): number {
  return value < least ? least : Math.min(value, most);
}

/** A view has a cache of its own, and which one answers is not known here. */
function cacheUntimed(blocks: Blocks): { readonly untimed?: readonly string[] } {
  const { untimed = [] } = untimedIn(blocks, cacheStatements);
  const keys = ["max-cache-ttl", "min-cache-ttl", "stale-answer-enable"];
  const views = [...blocks].filter(([name]) => name.startsWith("view "));
  const own = views.flatMap(([name, all]) =>
    all.flatMap(({ words }) =>
      keys.flatMap((key) => (words.has(key) ? [`${key} ${words.get(key)} of ${name}`] : [])),
    ),
  );
  const found = [...untimed, ...own];
  return found.length > 0 ? { untimed: found } : {};
}

/** What differs between the views that a zone is in: whose probes see which cannot be told. */
function byViewIn(blocks: Blocks, zone: string): readonly string[] {
  const effective = (key: string, value: string | undefined) =>
    zoneStatements[key]?.includes(value ?? "no")
      ? undefined
      : (bindSeconds(value ?? "") ?? defaults[key] ?? value);
  return ["type", ...zoneTimes, ...Object.keys(zoneStatements)].flatMap((key) => {
    const values = wordsOf(blocks, key, zone);
    if (new Set(values.map((value) => effective(key, value))).size < 2) return [];
    const all = [...new Set(values.map((value) => value ?? "none"))];
    return [`${key} ${all.join(" or ")}, by its view`];
  });
}

function zoneUntimed(blocks: Blocks, zone: string): { readonly untimed?: readonly string[] } {
  const byView = byViewIn(blocks, zone);
  return byView.length > 0 ? { untimed: byView } : untimedIn(blocks, zoneStatements, zone);
}

function timersIn(text: string, blocks: Blocks): ZoneTimers[] {
  return [...text.matchAll(soaLine)].flatMap((match) => {
    const [, zone = "", ...fields] = match;
    const [serial = 0, refresh = 0, retry = 0, expire = 0] = fields.map(Number);
    const type = types[wordOf(blocks, "type", zone) ?? ""];
    if (!type) return [];
    const setting = (key: string) => settingOf(blocks, key, zone);
    const range = (value: number, what: string) =>
      within(value, setting(`min-${what}-time`), setting(`max-${what}-time`));
    const [refreshS, retryS] = [range(refresh, "refresh"), range(retry, "retry")];
    const expireS = within(expire, refreshS + retryS, maxExpireS);
    return [
      {
        ...{ zone, type, serial, refreshS, retryS, expireS },
        notifyDelayS: setting("notify-delay"),
        ...zoneUntimed(blocks, zone),
      },
    ];
  });
}

/** Of a zone, else of its view, else of the options: in each view that has the zone itself, not another one's. */
function wordsOf(blocks: Blocks, key: string, zone = "options"): readonly (string | undefined)[] {
  const all = blocks.get("options")?.at(-1)?.words.get(key);
  const own = (blocks.get(zone) ?? []).filter(({ words }) => !words.has("in-view"));
  if (own.length === 0) return [all];
  return own.map(({ words, outer }) => words.get(key) ?? outer?.words.get(key) ?? all);
}

function wordOf(blocks: Blocks, key: string, zone?: string): string | undefined {
  return wordsOf(blocks, key, zone).at(-1);
}

/** The same in seconds, else named's own. */
function settingOf(blocks: Blocks, key: string, zone?: string): number {
  return bindSeconds(wordOf(blocks, key, zone) ?? "") ?? defaults[key] ?? 0;
}

/**
 * The TTL of the addresses in dig's answer; undefined: none, or without authority. Through a CNAME it
 * is that of the addresses behind it: they are what changes.
 */
export function answeredTtl(text: string): number | undefined {
  if (!/^;; flags:[^;]*\baa\b/m.test(text)) return undefined;
  const ttls = recordsIn(text, "A").map(({ ttlS }) => ttlS);
  return ttls.length === 0 ? undefined : Math.max(...ttls);
}

/** `halab-svc in-force bind9`, and dig's answers by the name that was asked for. */
export function parseBind(text: string, answers: ReadonlyMap<string, string>): BindInForce {
  const blocks = blocksOf(text);
  const ttlS: Record<string, number> = {};
  for (const [name, answer] of answers) {
    const ttl = answeredTtl(answer);
    if (ttl !== undefined) ttlS[name] = ttl;
  }
  return {
    zones: timersIn(text, blocks),
    ttlS,
    maxCacheS: settingOf(blocks, "max-cache-ttl"),
    minCacheS: settingOf(blocks, "min-cache-ttl"),
    ...cacheUntimed(blocks),
  };
}

/** Stands before each answer of the node itself, in what `read` gives. */
const askedFor = ";; halab asked for ";

/** What named runs with, and what it answers itself, from its zones only, for the probes' names. */
async function read(agent: NodeAgent, node: PlannedNode, plan: Plan, ctx: Ctx): Promise<string> {
  const names = [...new Set(plan.probes.flatMap(({ spec }) => nameOf(spec) ?? []))];
  const server = node.links[0]?.address ?? "127.0.0.1";
  const [said, ...answers] = await Promise.all([
    saysInForce(agent, "bind9", ctx),
    ...names.map(async (name) => {
      return `${askedFor}${name}\n${await askThrough(agent, { server, name }, ctx)}`;
    }),
  ]);
  return said === "" ? "" : [said, ...answers].join("\n");
}

function parse(text: string): BindInForce | undefined {
  if (text === "") return undefined;
  const [said = "", ...asked] = text.split(askedFor);
  const answers = asked.map((part): [string, string] => {
    const [name = "", ...answer] = part.split("\n");
    return [name, answer.join("\n")];
  });
  return parseBind(said, new Map(answers));
}

export const kind: ReaderKind<BindInForce> = {
  kind: "bind9",
  about:
    "Of each zone that is loaded: its serial and the timers that this node keeps to; the TTL of the names that probes ask for; the limits of a resolver's cache. From named-checkconf, and from what named answers.",
  schema,
  read,
  parse,
  frames: notifies,
  rows: ({ zones, ...cache }) => [
    ...zones.map(({ zone, ...values }) => ({ of: `zone ${zone}`, values })),
    { of: "names", values: cache },
  ],
};
