/** How long a resolver keeps a name's addresses, against what a lab allows. Seconds. */
import type { Facts } from "../../../core/kinds/rule.ts";
import { type AskedName, askedNames, hasZone } from "./answers-wanted.ts";
import type { Clause } from "./clauses.ts";
import { type Limit, limitsOf, tightest } from "./demands.ts";
import { optionOf, secondsOf } from "./server.ts";
import type { ZoneRecord } from "./zone/records.ts";

export interface Kept {
  readonly asked: AskedName;
  readonly limit: Limit;
  /** The record whose TTL all of the name have. */
  readonly record: ZoneRecord;
  readonly ttlS: number;
  readonly longest: Clause | undefined;
  readonly longestS: number;
  readonly least: Clause | undefined;
  readonly leastS: number;
}

/** named's defaults (bin/named/config.c). */
const usual = { longestS: 604_800, leastS: 0 };

/**
 * In a row of one name's records the first one's TTL holds ("TTL set to prior TTL", lib/dns/master.c); of
 * several rows the least is taken here, so as never to say too much.
 */
function deciding({ truth }: AskedName): ZoneRecord | undefined {
  const own = new Set(truth.records);
  const firsts = truth.zone.records.filter((record, at, all) => {
    const before = all[at - 1];
    return own.has(record) && (before?.owner !== record.owner || before.type !== record.type);
  });
  return firsts.toSorted((a, b) => (a.ttlS ?? 0) - (b.ttlS ?? 0))[0];
}

/** For each name whose change the lab times, at a resolver that asks for it. */
export function keptNames(facts: Facts): readonly Kept[] {
  const limits = Map.groupBy(limitsOf(facts, "dns-ttl"), ({ probe }) => probe);
  return askedNames(facts).flatMap((asked): Kept[] => {
    const limit = tightest(limits.get(asked.probe) ?? []);
    const record = deciding(asked);
    const { server, name } = asked;
    if (!limit || record?.ttlS === undefined) return [];
    if (hasZone(server, name) || server.views.length > 0) return [];
    const [longest, least] = [optionOf(server, "max-cache-ttl"), optionOf(server, "min-cache-ttl")];
    const longestS = secondsOf(longest) ?? usual.longestS;
    const leastS = secondsOf(least) ?? usual.leastS;
    return [{ asked, limit, record, ttlS: record.ttlS, longest, longestS, least, leastS }];
  });
}

/** The steps that allow less than this. */
export function stepsBelow(facts: Facts, { asked }: Kept, seconds: number): string {
  const all = limitsOf(facts, "dns-ttl").filter(
    ({ probe, limitS }) => probe === asked.probe && limitS < seconds,
  );
  return [...new Set(all.map(({ step }) => step))].join(" ");
}
