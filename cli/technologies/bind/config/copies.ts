/** The timers that a secondary keeps to: those of its primary's SOA record, within its own limits. Seconds. */
import type { Facts } from "../../../core/kinds/rule.ts";
import { questionsOf, transfersOf } from "./network.ts";
import { secondsOf, settingOf, type Zone, zoneHolding } from "./server.ts";
import { type FiledZone, filed, type Soa } from "./zone/files.ts";

export interface Copy {
  readonly secondary: Zone;
  readonly primary: Zone;
  readonly data: FiledZone;
  readonly soa: Soa;
  /** What it says itself, or named's own. */
  readonly leastRefreshS: number;
  readonly leastRetryS: number;
  readonly refreshS: number;
  readonly retryS: number;
  readonly expireS: number;
  /** What the SOA record says, unless its own longest time is less. */
  readonly saidRefreshS: number;
}

/** named's defaults (bin/named/config.c), and its longest expiry (DNS_MAX_EXPIRE, lib/dns/zone.c). */
const usual = {
  leastRefreshS: 300,
  leastRetryS: 500,
  mostRefreshS: 2_419_200,
  mostRetryS: 1_209_600,
};
const mostExpireS = 14_515_200;

const within = (value: number, least: number, most: number) =>
  Math.max(least, Math.min(value, most));

/** Secondaries of one primary whose zone file is here. */
export function copiesOf(facts: Facts): readonly Copy[] {
  return transfersOf(facts).flatMap(({ secondary, source }): Copy[] => {
    const data = filed(facts, source);
    const soa = data?.soa;
    if (!data || !soa || dialled(secondary)) return [];
    const setting = (name: string, otherwise: number) =>
      secondsOf(settingOf(secondary, name)) ?? otherwise;
    const leastRefreshS = setting("min-refresh-time", usual.leastRefreshS);
    const leastRetryS = setting("min-retry-time", usual.leastRetryS);
    const most = {
      refreshS: setting("max-refresh-time", usual.mostRefreshS),
      retryS: setting("max-retry-time", usual.mostRetryS),
    };
    const refreshS = within(soa.refreshS, leastRefreshS, most.refreshS);
    const retryS = within(soa.retryS, leastRetryS, most.retryS);
    const expireS = within(soa.expireS, refreshS + retryS, mostExpireS);
    const saidRefreshS = Math.min(soa.refreshS, most.refreshS);
    const times = { leastRefreshS, leastRetryS, refreshS, retryS, expireS, saidRefreshS };
    return [{ secondary, primary: source, data, soa, ...times }];
  });
}

/** It asks when somebody dials, not by its timers. */
function dialled(zone: Zone): boolean {
  const word = settingOf(zone, "dialup")?.words[0]?.toLowerCase();
  return word !== undefined && !["no", "false", "0"].includes(word);
}

/** The copy that a probe asks, where it asks a secondary. */
export function copyAsked(facts: Facts, probe: string): Copy | undefined {
  const question = questionsOf(facts).find((one) => one.probe === probe);
  const zone = question && zoneHolding(question.server, question.name);
  return copiesOf(facts).find(({ secondary }) => secondary === zone);
}
