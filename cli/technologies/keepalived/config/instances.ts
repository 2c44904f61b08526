/**
 * The VRRP instances of all nodes, as their files give them, and as the daemon takes that:
 * keepalived.conf(5), and what vrrp_complete_instance() of vrrp.c (2.2.7) corrects.
 */
import type { Facts } from "../../../core/kinds/rule.ts";
import { addressesIn, isIpv6, type VirtualAddress } from "./addresses.ts";
import { type Config, configsOf } from "./config.ts";
import type { Word } from "./statements.ts";
import { type SyncGroup, syncGroupsOf } from "./sync-groups.ts";
import { type Tracked, trackedIn } from "./trackers.ts";
import { allOf, blocksOf, lastOf, type Statement, statementsIn } from "./tree.ts";
import { type Given, globalWord, isGlobal, isOn, numberIn, textIn } from "./values.ts";

/** Times in seconds. */
export interface Instance {
  readonly config: Config;
  readonly name: string;
  readonly block: Statement;
  /** Its name, where it stands. */
  readonly at: Word;
  /** What it begins as; a `state` that is neither word is BACKUP. */
  readonly state: Given<"MASTER" | "BACKUP">;
  readonly interface: Given<string> | undefined;
  readonly vrid: Given<number> | undefined;
  readonly priority: Given<number>;
  /** After rounding: whole seconds in version 2, hundredths in version 3. */
  readonly advertS: Given<number>;
  readonly version: Given<2 | 3>;
  /** Where it stands, whether it holds or not. */
  readonly nopreempt: Word | undefined;
  /** A `nopreempt` holds where it does not begin as MASTER, nor owns the address (255). */
  readonly preempts: boolean;
  readonly downTimerAdverts: number;
  readonly addresses: readonly VirtualAddress[];
  /** Of virtual_ipaddress_excluded: they move as well, but no advert names them. */
  readonly excluded: readonly VirtualAddress[];
  readonly unicastSource: Given<string> | undefined;
  /** Undefined: it speaks multicast. */
  readonly unicastPeers: readonly [Word, ...Word[]] | undefined;
  readonly authentication: Statement | undefined;
  readonly tracked: readonly Tracked[];
  readonly group: SyncGroup | undefined;
  /** vrrp_strict: what RFC does not know is ignored, authentication as well. */
  readonly isStrict: boolean;
}

/** VRRP_PRIO_DFL, VRRP_PRIO_OWNER, VRRP_ADVER_DFL, VRRP_DOWN_TIMER_ADVERTS of vrrp.h. */
const defaults = { priority: 100, owner: 255, advertS: 1, downTimerAdverts: 3 } as const;

/** Its own; else that of global_defs; IPv6 is version 3 where nothing else is said. */
function versionOf(config: Config, block: Statement): Given<2 | 3> {
  const own = textIn(block, "version")?.at ?? globalWord(config, "vrrp_version");
  const isSix = addressesIn(block, "virtual_ipaddress").some(({ address }) => isIpv6(address));
  const value = own?.value === "3" || isSix ? 3 : 2;
  return { value, at: own ?? block.at, isGiven: own !== undefined };
}

/** Once MASTER, a later BACKUP does not count (vrrp_state_handler). */
function stateOf(block: Statement): Instance["state"] {
  const all = allOf(block, "state").flatMap(({ args: [at] }) => at ?? []);
  const master = all.find(({ value }) => value === "MASTER");
  const at = master ?? all.at(-1);
  if (at) return { value: master ? "MASTER" : "BACKUP", at, isGiven: true };
  const isOwner = numberIn(block, "priority", undefined).value === defaults.owner;
  return { value: isOwner ? "MASTER" : "BACKUP", at: block.at, isGiven: false };
}

/** Without one, who begins as MASTER owns the address. */
function priorityOf(block: Statement, state: Instance["state"]): Given<number> {
  const otherwise = state.value === "MASTER" ? defaults.owner : defaults.priority;
  const given = numberIn(block, "priority", otherwise);
  const isRight = Number.isInteger(given.value) && given.value >= 1 && given.value <= 255;
  return isRight ? given : { ...given, value: defaults.priority };
}

function advertOf(block: Statement, version: 2 | 3): Given<number> {
  const given = numberIn(block, "advert_int", defaults.advertS);
  if (given.value <= 0 || given.value > 255) return { ...given, value: defaults.advertS };
  const perS = version === 2 ? 1 : 100;
  const [least, most] = version === 2 ? [1, 255] : [0.01, 40.95];
  const rounded = Math.round(given.value * perS) / perS;
  return { ...given, value: Math.min(most, Math.max(least, rounded)) };
}

function peersOf(block: Statement): Instance["unicastPeers"] {
  const [first, ...others] = blocksOf(block, "unicast_peer").flatMap(statementsIn);
  return first && [first.at, ...others.map(({ at }) => at)];
}

function vridOf(block: Statement): Given<number> | undefined {
  const { value, ...given } = numberIn(block, "virtual_router_id", undefined);
  if (value === undefined || !Number.isInteger(value) || value < 1 || value > 255) return undefined;
  return { ...given, value };
}

function instanceOf(config: Config, block: Statement): Instance {
  const name = block.args[0]?.value ?? "";
  const [state, version] = [stateOf(block), versionOf(config, block)];
  const priority = priorityOf(block, state);
  const nopreempt = allOf(block, "nopreempt").at(-1)?.at;
  const holds = state.value === "BACKUP" && priority.value < defaults.owner;
  const isStrict = lastOf(block, "strict_mode") ? isOn(block, "strict_mode") : undefined;
  return {
    ...{ config, name, block, state, version, priority, nopreempt },
    at: block.args[0] ?? block.at,
    interface: textIn(block, "interface"),
    vrid: vridOf(block),
    advertS: advertOf(block, version.value),
    preempts: nopreempt === undefined || !holds,
    downTimerAdverts: numberIn(block, "down_timer_adverts", defaults.downTimerAdverts).value,
    addresses: addressesIn(block, "virtual_ipaddress"),
    excluded: addressesIn(block, "virtual_ipaddress_excluded"),
    unicastSource: textIn(block, "unicast_src_ip"),
    unicastPeers: peersOf(block),
    authentication: blocksOf(block, "authentication").at(-1),
    tracked: trackedIn(block),
    group: syncGroupsOf(config).find(({ members }) => members.some(({ value }) => value === name)),
    isStrict: isStrict ?? isGlobal(config, "vrrp_strict"),
  };
}

/** More than there are router ids: nobody means that, and pairs of them would take for ever. */
const most = 255;

const known = new WeakMap<Facts, readonly Instance[]>();

/** Of all nodes whose configuration can be judged by its files alone. */
export function instancesOf(facts: Facts): readonly Instance[] {
  const before = known.get(facts);
  if (before) return before;
  const found = configsOf(facts)
    .filter(({ unsure }) => !unsure)
    .flatMap((config) => {
      const blocks = blocksOf(config, "vrrp_instance");
      return blocks.length > most ? [] : blocks.map((block) => instanceOf(config, block));
    });
  known.set(facts, found);
  return found;
}
