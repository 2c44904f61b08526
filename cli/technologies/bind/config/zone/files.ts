/** Where a server keeps its zones, and what stands in them. */
import { posix } from "node:path";
import type { FactFile, Facts, Place } from "../../../../core/kinds/rule.ts";
import { placeIn } from "../../../../core/kinds/rule.ts";
import { mostAliases } from "../../named.ts";
import { ZoneRecords } from "../../zone-lookup.ts";
import { clauseIn, optionOf, type Server, settingOf, type Zone, zoneHolding } from "../server.ts";
import {
  longestName,
  readZone,
  ttlIn,
  wholeName,
  type ZoneData,
  type ZoneRecord,
} from "./records.ts";

/** As its named.conf names it, from the working directory. */
export function pathOf(server: Server, path: string): string {
  const directory = optionOf(server, "directory")?.words[0] ?? "/var/cache/bind";
  return posix.resolve("/", directory, path);
}

export function zonePath(zone: Zone): string | undefined {
  const path = clauseIn(zone.clause, "file")?.words[0];
  return path === undefined ? undefined : pathOf(zone.server, path);
}

/** A zone's file, where the node's own are text that is here. */
function zoneFile(zone: Zone): FactFile | undefined {
  const path = zonePath(zone);
  const format = settingOf(zone, "masterfile-format")?.words[0]?.toLowerCase() ?? "text";
  if (path === undefined || format !== "text") return undefined;
  return zone.server.node.files.get(path);
}

export interface Soa {
  readonly record: ZoneRecord;
  readonly mname: string;
  readonly serial: number;
  readonly refreshS: number;
  readonly retryS: number;
  readonly expireS: number;
  readonly minimumS: number;
  /** The place of each of its five numbers, in their order. */
  readonly at: readonly Place[];
}

/** A primary's zone and what stands in its file. */
export interface FiledZone extends ZoneData {
  readonly zone: Zone;
  readonly file: FactFile;
  /** Undefined: there is none, or it is none that named takes. */
  readonly soa: Soa | undefined;
}

export function recordPlace({ file, line, column }: ZoneRecord): Place {
  return placeIn(file, line, column);
}

/** What a record's data name: the whole name in its first word, or in another one. */
export function nameIn(record: ZoneRecord, at = 0): string | undefined {
  const word = record.data[at];
  return word && wholeName(word.text, record.origin);
}

/** A SOA record's number: the serial has no units, the times may. */
function soaNumber(text: string | undefined, at: number): number | undefined {
  if (text === undefined || (at === 0 && !/^\d{1,10}$/.test(text))) return undefined;
  const value = at === 0 ? Number(text) : ttlIn(text);
  return value !== undefined && value < 2 ** 32 ? value : undefined;
}

function soaOf(records: readonly ZoneRecord[]): Soa | undefined {
  const record = records.find(({ type }) => type === "SOA");
  if (!record) return undefined;
  const words = record.data.slice(2, 7);
  const numbers = words.map(({ text }, at) => soaNumber(text, at));
  const [serial, refreshS, retryS, expireS, minimumS] = numbers;
  const some = [serial, refreshS, retryS, expireS, minimumS];
  if (record.data.length !== 7 || some.includes(undefined)) return undefined;
  return {
    record,
    mname: nameIn(record) ?? "",
    ...{ serial: serial ?? 0, refreshS: refreshS ?? 0, retryS: retryS ?? 0 },
    ...{ expireS: expireS ?? 0, minimumS: minimumS ?? 0 },
    at: words.map(({ line, column }) => placeIn(record.file, line, column)),
  };
}

const known = new WeakMap<Zone, FiledZone>();

/** Undefined: it is no primary's, or its file is not here. */
export function filed(facts: Facts, zone: Zone): FiledZone | undefined {
  const file = zone.type === "primary" ? zoneFile(zone) : undefined;
  if (!file) return undefined;
  const already = known.get(zone);
  if (already) return already;
  const find = (path: string) => zone.server.node.files.get(pathOf(zone.server, path));
  const data = readZone(facts, file, zone.name, find);
  const found = { ...data, zone, file, soa: soaOf(data.records) };
  known.set(zone, found);
  return found;
}

/** In named's own form, for the look-up. */
function compiled({ records }: FiledZone): string {
  const named = ["NS", "CNAME", "DNAME"];
  const lines = records.map((record) => {
    const { owner, ttlS = 0, type, data } = record;
    const name = named.includes(type) ? `${nameIn(record) ?? ""}.` : undefined;
    return `${owner}. ${ttlS} IN ${type} ${name ?? data.map(({ text }) => text).join(" ")}`;
  });
  return lines.join("\n");
}

/** A name's addresses, through its aliases. */
export interface Named {
  readonly zone: FiledZone;
  /** Of the name in the end; none: there is no such name, or it has no address. */
  readonly records: readonly ZoneRecord[];
  /** Where the name, or the last alias that leads astray, would stand. */
  readonly name: string;
}

/** Undefined: no file here says it for certain. */
export function addressesOf(facts: Facts, server: Server, name: string): Named | undefined {
  let at = name.toLowerCase();
  for (let alias = 0; alias <= mostAliases; alias += 1) {
    const zone = at.length > longestName ? undefined : zoneHolding(server, at);
    const data = zone && filed(facts, zone);
    if (!data || data.partial) return undefined;
    const found = new ZoneRecords(data.zone.name, compiled(data)).find(at);
    if (found.is === "none") return { zone: data, records: [], name: at };
    if (found.is === "addresses") {
      const records = data.records.filter(
        ({ owner, type }) => owner === found.owner && type === "A",
      );
      return { zone: data, records, name: at };
    }
    at = found.target;
  }
  return undefined;
}
