import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { addressAgents, servers } from "../../agents/table.ts";
import { type Config, foundAt, readable } from "../../meaning/config.ts";
import { lastPair, type Resource, typeOf } from "../../meaning/resources.ts";
import { unread } from "../../meaning/unread.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

/** Where agents look for their server's file when nobody says. */
const defaults: ReadonlyMap<string, string> = new Map([
  ["nginx", "/etc/nginx/nginx.conf"],
  ["apache", "/etc/apache2/apache2.conf"],
  ["redis", "/etc/redis/redis.conf"],
  ["named", "/etc/bind/named.conf"],
]);

/** Its own file has it listen at this very address. One that listens everywhere may start first. */
function binds(config: Config, server: Resource, ip: string): boolean {
  const paths = [defaults.get(typeOf(server)), ...server.params.map(({ value }) => value)];
  return paths.some((path) => {
    const lines = config.node.files.get(path ?? "")?.text.split("\n") ?? [];
    return lines.some(
      (line) => /^\s*(?:listen|bind)/i.test(line) && line.split(/[\s:;{}]+/).includes(ip),
    );
  });
}

function foundIn(config: Config, { id, members }: Resource): readonly Found[] {
  const all = members.flatMap((word) => {
    const one = config.byId.get(word.value);
    return one ? [{ word, one }] : [];
  });
  return all.flatMap(({ word, one }, at): Found[] => {
    const late = all.slice(at + 1).find((later) => {
      const ip = lastPair(later.one.params, "ip")?.value ?? "";
      return addressAgents.has(typeOf(later.one)) && binds(config, one, ip);
    });
    if (!servers.has(typeOf(one)) || !late) return [];
    return [foundAt(config, word, { group: id, server: one.id, address: late.one.id })];
  });
}

export const kind: RuleKind = {
  kind: "group-order",
  severity: "error",
  rank: 42,
  needs: "files",
  follows: unread,
  source: "Pacemaker Explained, Groups: members start in the order in which they are listed",
  breaks: expectsAnything,
  find: (facts) =>
    readable(facts).flatMap((config) =>
      config.resources
        .filter(({ kind: is }) => is === "group")
        .flatMap((group) => foundIn(config, group)),
    ),
};
