/** The VRRP instances of all nodes, as their files give them; defaults are those of keepalived.conf(5). */
import type { Facts, Place } from "../../../core/kinds/rule.ts";
import { type Config, configsOf, placeOf } from "./config.ts";
import type { Word } from "./statements.ts";
import { type Tracked, trackedIn } from "./trackers.ts";
import { blocksOf, isSet, lastOf, type Statement, statementsIn } from "./tree.ts";
import { type Given, globalWord, numberIn, numberOf, textIn } from "./values.ts";

/** A line of virtual_ipaddress. */
export interface VirtualAddress {
  readonly address: string;
  /** Undefined: none is written, and it is a /32 (/128). */
  readonly prefix: number | undefined;
  readonly at: Word;
  /** Undefined: the instance's own interface. */
  readonly device: string | undefined;
}

export interface SyncGroup {
  readonly name: string;
  readonly at: Word;
  readonly members: readonly Word[];
  readonly tracked: readonly Tracked[];
}

/** Times in seconds. */
export interface Instance {
  readonly config: Config;
  readonly name: string;
  readonly block: Statement;
  readonly at: Word;
  /** As it is written. */
  readonly state: Given<string>;
  readonly interface: Given<string> | undefined;
  readonly vrid: Given<number> | undefined;
  readonly priority: Given<number>;
  readonly advertS: Given<number>;
  readonly version: Given<2 | 3>;
  /** Where it stands. */
  readonly nopreempt: Word | undefined;
  readonly preemptDelayS: Given<number>;
  readonly downTimerAdverts: Given<number>;
  readonly addresses: readonly VirtualAddress[];
  /** Of virtual_ipaddress_excluded: they move as well, but no advert names them. */
  readonly excluded: readonly VirtualAddress[];
  readonly unicastSource: Given<string> | undefined;
  /** Undefined: it speaks multicast. */
  readonly unicastPeers: readonly Given<string>[] | undefined;
  readonly authType: Given<string> | undefined;
  readonly authPass: Given<string> | undefined;
  readonly tracked: readonly Tracked[];
  readonly group: SyncGroup | undefined;
}

/** vrrp.h (2.2.7): VRRP_PRIO_DFL, VRRP_ADVER_DFL, VRRP_DOWN_TIMER_ADVERTS. */
const defaults = { priority: 100, advertS: 1, downTimerAdverts: 3 } as const;

/** A line of virtual_ipaddress: "10.0.0.1/24 dev eth0 label eth0:1". */
function addressOf({ at, args }: Statement): VirtualAddress {
  const [address = "", prefix] = at.value.split("/");
  const device = args[args.findIndex(({ value }) => value === "dev") + 1]?.value;
  const hasDevice = args.some(({ value }) => value === "dev");
  return { address, prefix: numberOf(prefix), at, device: hasDevice ? device : undefined };
}

function addressesIn(block: Statement, name: string): readonly VirtualAddress[] {
  return blocksOf(block, name).flatMap((list) => statementsIn(list).map(addressOf));
}

export function isIpv6(address: string): boolean {
  return address.includes(":");
}

/** Its own; else that of global_defs; IPv6 is version 3 only. */
function versionOf(config: Config, block: Statement): Given<2 | 3> {
  const own = textIn(block, "version")?.at ?? globalWord(config, "vrrp_version");
  const isSix = addressesIn(block, "virtual_ipaddress").some(({ address }) => isIpv6(address));
  const value = own?.value === "3" || isSix ? 3 : 2;
  return { value, at: own ?? block.at, isGiven: own !== undefined };
}

function peersOf(block: Statement): readonly Given<string>[] | undefined {
  const lists = blocksOf(block, "unicast_peer");
  if (lists.length === 0) return undefined;
  return lists.flatMap(statementsIn).map(({ at }) => ({ value: at.value, at, isGiven: true }));
}

export function groupsOf(config: Config): readonly SyncGroup[] {
  return blocksOf(config, "vrrp_sync_group").map((block) => ({
    name: block.args[0]?.value ?? "",
    at: block.args[0] ?? block.at,
    members: blocksOf(block, "group").flatMap((list) =>
      statementsIn(list).flatMap(({ at, args }) => [at, ...args]),
    ),
    tracked: trackedIn(block),
  }));
}

function instanceOf(config: Config, block: Statement): Instance {
  const name = block.args[0]?.value ?? "";
  const auth = blocksOf(block, "authentication").at(-1);
  const state = textIn(block, "state") ?? { value: "BACKUP", at: block.at, isGiven: false };
  const vrid = numberIn(block, "virtual_router_id", undefined);
  const members = groupsOf(config);
  return {
    config,
    name,
    block,
    at: block.args[0] ?? block.at,
    state,
    interface: textIn(block, "interface"),
    vrid: vrid.value === undefined ? undefined : { ...vrid, value: vrid.value },
    priority: numberIn(block, "priority", defaults.priority),
    advertS: numberIn(block, "advert_int", defaults.advertS),
    version: versionOf(config, block),
    nopreempt: isSet(block, "nopreempt") ? lastOf(block, "nopreempt")?.at : undefined,
    preemptDelayS: numberIn(block, "preempt_delay", 0),
    downTimerAdverts: numberIn(block, "down_timer_adverts", defaults.downTimerAdverts),
    addresses: addressesIn(block, "virtual_ipaddress"),
    excluded: addressesIn(block, "virtual_ipaddress_excluded"),
    unicastSource: textIn(block, "unicast_src_ip"),
    unicastPeers: peersOf(block),
    authType: auth && textIn(auth, "auth_type"),
    authPass: auth && textIn(auth, "auth_pass"),
    tracked: trackedIn(block),
    group: members.find((group) => group.members.some(({ value }) => value === name)),
  };
}

const known = new WeakMap<Facts, readonly Instance[]>();

/** Of all nodes whose configuration can be judged by its files alone. */
export function instancesOf(facts: Facts): readonly Instance[] {
  const before = known.get(facts);
  if (before) return before;
  const found = configsOf(facts)
    .filter(({ unsure }) => !unsure)
    .flatMap((config) =>
      blocksOf(config, "vrrp_instance").map((block) => instanceOf(config, block)),
    );
  known.set(facts, found);
  return found;
}

/** Where a value of an instance stands. */
export function placeIn(instance: Instance, word: Word = instance.at): Place {
  return placeOf(instance.config, word);
}
