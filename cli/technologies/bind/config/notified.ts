/** Whom a server tells of a change (RFC 1996 3.3, BIND 9.18 ARM: notify, also-notify). */

import { parseAddress } from "../../../core/base/address.ts";
import { phrase } from "../../../core/kinds/phrase.ts";
import type { Facts } from "../../../core/kinds/rule.ts";
import type { Clause } from "./clauses.ts";
import { remotesOf } from "./remotes.ts";
import { isOn, type Server, settingOf, type Zone } from "./server.ts";
import { addressesOf, filed, nameIn } from "./zone/files.ts";

export interface Told {
  /** Whether a NOTIFY goes to one of these addresses; undefined: no file says it. */
  readonly reaches: boolean | undefined;
  /** What decides: the clause, if one stands there, and in words. */
  readonly clause: Clause | undefined;
  readonly says: string;
}

type Mode = "none" | "listed" | "all";

function modeOf(zone: Zone): Mode {
  const word = settingOf(zone, "notify")?.words[0]?.toLowerCase();
  if (word === "explicit") return "listed";
  if (word === "primary-only" || word === "master-only")
    return zone.type === "primary" ? "all" : "none";
  return isOn(word) === false ? "none" : "all";
}

/** The servers that NS records name; undefined: one of them leads out of what is here. */
function nameServers(facts: Facts, zone: Zone): readonly string[] | undefined {
  const data = filed(facts, zone);
  if (!data?.soa || data.partial) return undefined;
  const { mname } = data.soa;
  const toSoa = isOn(settingOf(zone, "notify-to-soa")?.words[0]) === true;
  const names = data.records
    .filter(({ owner, type }) => owner === zone.name && type === "NS")
    .map((record) => nameIn(record) ?? "");
  const asked = names.filter((name) => toSoa || name !== mname);
  const addresses = asked.map((name) => addressesOf(facts, zone.server, name)?.records);
  if (addresses.includes(undefined)) return undefined;
  return addresses.flatMap((records = []) => records.map(({ data: [word] }) => word?.text ?? ""));
}

export function toldBy(facts: Facts, zone: Zone, listener: Server): Told {
  const own = listener.node.links.map(({ address }) => parseAddress(address));
  const isOwn = (address: string) => own.includes(parseAddress(address));
  const mode = modeOf(zone);
  const notify = settingOf(zone, "notify");
  if (mode === "none")
    return { reaches: false, clause: notify, says: phrase`notify is "${notify?.words[0] ?? ""}"` };
  const also = settingOf(zone, "also-notify");
  const { remotes, undefined: unknown } = also
    ? remotesOf(zone.server, also)
    : { remotes: [], undefined: [] };
  const named = remotes.map(({ address }) => address);
  const list =
    named.length > 0
      ? phrase`also-notify names ${named.join(", ")}`
      : phrase`also-notify names nobody`;
  const clause = also ?? notify;
  if (named.some(isOwn)) return { reaches: true, clause, says: list };
  if (unknown.length > 0) return { reaches: undefined, clause, says: list };
  if (mode === "listed")
    return { reaches: false, clause, says: phrase`notify is "explicit", and ${list}` };
  const servers = nameServers(facts, zone);
  const reaches = servers?.some(isOwn);
  return { reaches, clause, says: phrase`no NS record leads to it, and ${list}` };
}
