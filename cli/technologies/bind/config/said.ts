/** What several rules share: their causes, and how they name what they found. */

import { nearest } from "../../../core/base/nearest.ts";
import { allOf, anyOf, phrase } from "../../../core/kinds/phrase.ts";
import { type Found, type Place, placeIn } from "../../../core/kinds/rule.ts";
import { type Clause, placeOf } from "./clauses.ts";
import { optionOf, type Server, settingOf, type Zone } from "./server.ts";

/** Where one of these is, what stands behind it was read otherwise than it was meant. */
export const unread = [
  "bind/statement-unfinished",
  "bind/include-missing",
  "bind/include-loop",
  "bind/unknown-statement",
];

/** For these named does not load a zone, so nothing that its file says is answered. */
export const unloaded = [
  ...["bind/record-malformed", "bind/soa-malformed", "bind/no-ns", "bind/ns-without-address"],
  ...["bind/cname-beside-others", "bind/final-dot-missing"],
];

/** "a", "a and b", "a, b and c" */
export const listed = allOf;

/** ` (did you mean "a" or "b"?)`, or what is known. */
export function meant(name: string, known: Iterable<string>): string {
  const all = [...known];
  const near = nearest(name, all);
  if (near.length > 0) return phrase` (did you mean ${anyOf(near.map((text) => `"${text}"`))}?)`;
  const shown = all.slice(0, 12).join(", ");
  return phrase` (known: ${shown}${all.length > 12 ? ", ..." : ""})`;
}

/** Where a setting stands, or belongs: itself, else the options, else the zone. */
export function settingPlace(zone: Zone, ...names: readonly string[]): Place {
  const clause = settingOf(zone, ...names);
  return placeOf(clause ?? zone.server.options ?? zone.clause);
}

export function optionPlace(server: Server, ...names: readonly string[]): Place {
  const clause: Clause | undefined = optionOf(server, ...names) ?? server.options;
  return clause ? placeOf(clause) : filePlace(server);
}

/** The configuration as a whole. */
export function filePlace(server: Server): Place {
  const [first] = server.files;
  if (first) return placeIn(first);
  return { node: server.node.name, file: "/etc/bind/named.conf", text: "" };
}

/** One for each line: $GENERATE makes thousands of mistakes of one. */
export function onePerLine(all: readonly Found[]): readonly Found[] {
  const line = ({ where: [place] }: Found) => `${place?.node} ${place?.file} ${place?.line}`;
  return [...Map.groupBy(all, line).values()].flatMap(([first]) => first ?? []);
}

/** Each place once. */
export function places(all: readonly Place[]): readonly Place[] {
  const key = ({ node, file, line, column }: Place) => `${node} ${file} ${line} ${column}`;
  return [...new Map(all.map((place) => [key(place), place])).values()];
}
