/** What an LDIF file makes of sites, subnets and site links (RFC 2849; MS-ADTS 6.1.1.2.2). */
import { parseSubnet } from "../../../core/base/address.ts";

interface LdifLine {
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

/** A record and the line of its `dn:`. */
interface LdifChange {
  readonly dn: string;
  readonly line: number;
  readonly lines: readonly LdifLine[];
}

interface Site {
  readonly name: string;
  readonly line: number;
}

interface Subnet extends Site {
  /** Where it belongs; undefined: nowhere. */
  readonly site: string | undefined;
  readonly base: number;
  readonly prefix: number;
}

export interface SiteFile {
  readonly changes: readonly LdifChange[];
  readonly sites: readonly Site[];
  readonly subnets: readonly Subnet[];
  /** Names of sites that some link has, each with the line that says so. */
  readonly linked: readonly Site[];
}

/** What a domain has before anybody makes another one. */
export const firstSite = "Default-First-Site-Name";

function parseLdif(text: string): readonly LdifChange[] {
  const changes: { dn: string; line: number; lines: LdifLine[] }[] = [];
  for (const [at, raw] of text.split(/\r?\n/).entries()) {
    const last = changes.at(-1);
    const said = last?.lines.at(-1);
    // A line that begins with a blank goes on with the one before it.
    if (last && said && /^ \S/.test(raw)) {
      last.lines[last.lines.length - 1] = { ...said, value: said.value + raw.slice(1) };
      continue;
    }
    const [, key, value] = /^([A-Za-z][\w;-]*):\s?(.*?)\s*$/.exec(raw) ?? [];
    if (key === undefined || value === undefined) continue;
    if (key.toLowerCase() === "dn") changes.push({ dn: value, line: at + 1, lines: [] });
    else last?.lines.push({ key: key.toLowerCase(), value, line: at + 1 });
  }
  return changes;
}

const valuesOf = ({ lines }: LdifChange, key: string): readonly LdifLine[] =>
  lines.filter((one) => one.key === key.toLowerCase());

const isA = (change: LdifChange, name: string): boolean =>
  valuesOf(change, "objectClass").some(({ value }) => value.toLowerCase() === name.toLowerCase());

/** "CN=Branch,CN=Sites,…" -> "Branch". */
const firstName = (dn: string): string => /^CN=([^,]*)/i.exec(dn)?.[1] ?? "";

function subnetOf(change: LdifChange): readonly Subnet[] {
  const name = firstName(change.dn);
  const range = parseSubnet(name);
  if (!isA(change, "subnet") || !range) return [];
  const [site] = valuesOf(change, "siteObject");
  const at = { name, line: change.line, base: range.base, prefix: range.prefix };
  return [{ ...at, site: site && firstName(site.value) }];
}

/** By the name of what it is: a link of a site is one whichever attribute is changed with it. */
export function parseSites(text: string): SiteFile {
  const changes = parseLdif(text);
  const linked = changes.flatMap((change) =>
    valuesOf(change, "siteList").map(({ value, line }) => ({ name: firstName(value), line })),
  );
  return {
    changes,
    linked,
    sites: changes
      .filter((one) => isA(one, "site"))
      .map(({ dn, line }) => ({ name: firstName(dn), line })),
    subnets: changes.flatMap(subnetOf),
  };
}

/** The site of an address, by the longest subnet that has it; undefined: that of nobody. */
export function siteOf({ subnets }: SiteFile, address: number): string | undefined {
  const fitting = subnets.filter(
    ({ base, prefix }) =>
      Math.floor(address / 2 ** (32 - prefix)) === Math.floor(base / 2 ** (32 - prefix)),
  );
  return fitting.toSorted((a, b) => b.prefix - a.prefix)[0]?.site;
}
