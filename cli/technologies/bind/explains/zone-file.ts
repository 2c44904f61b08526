import type { Directive, ExplainKind } from "../../../core/kinds/rule.ts";
import { parseZone, type ZoneWord } from "../config/zone/lines.ts";
import { directives, records, soaFields } from "../wording/records.ts";

const byName: ReadonlyMap<string, Directive> = new Map(
  [...directives, ...records].map((one) => [one.name, one]),
);

/** Behind the owner, the TTL and the class. */
function typeAt(words: readonly ZoneWord[]): number {
  return words.findIndex(({ text }) => byName.has(text.toUpperCase()));
}

/** Of a record over several lines: the only field of a SOA record in that line, else the record. */
function inRecord(words: readonly ZoneWord[], line: number): Directive | undefined {
  const at = typeAt(words);
  const type = byName.get(words[at]?.text.toUpperCase() ?? "");
  if (type?.name !== "SOA" || words[at]?.line === line) return type;
  const data = words.slice(at + 1);
  const fields = soaFields.filter((_, index) => data[index]?.line === line);
  return fields.length === 1 ? fields[0] : type;
}

export const kind: ExplainKind = {
  kind: "zone-file",
  takes: (path) =>
    /^\/var\/(?:cache|lib)\/bind\//.test(path) ||
    /^\/etc\/bind\/(?:.*\/)?(?:db\.[^/]*|[^/]*\.zone)$/.test(path),
  at(text, line) {
    const found = parseZone(text).lines.find(
      ({ words, line: first }) => first <= line && (words.at(-1)?.line ?? first) >= line,
    );
    return found && inRecord(found.words, line);
  },
};
