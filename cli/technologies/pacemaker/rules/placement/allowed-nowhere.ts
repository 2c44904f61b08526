import { allOf, phrase } from "../../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import {
  type Config,
  foundAt,
  isNo,
  propertyOf,
  readable,
  servicesOf,
  wholeOf,
} from "../../meaning/config.ts";
import { infinity } from "../../meaning/constraints.ts";
import type { Resource } from "../../meaning/resources.ts";
import { unread } from "../../meaning/unread.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

function foundIn(
  config: Config,
  hosts: readonly string[],
  { id, word }: Resource,
): readonly Found[] {
  const whole = new Set(wholeOf(config, id));
  const about = config.constraints.filter(({ kind: is }) => is === "location");
  const own = about.filter(({ steps }) => steps.flat().some((one) => whole.has(one.id)));
  if (about.some(({ complex }) => complex)) return [];
  const banned = hosts.filter((host) =>
    own.some(({ node, score }) => node?.value === host && score === -infinity),
  );
  if (hosts.length > 0 && banned.length === hosts.length) {
    const at = own.find(({ score }) => score === -infinity);
    return [
      foundAt(config, at?.word ?? word, { id, why: phrase`it is banned from ${allOf(hosts)}` }),
    ];
  }
  if (!isNo(propertyOf(config, "symmetric-cluster"))) return [];
  // What it is bound to may go somewhere, and it with that.
  const root = config.together.get(id);
  const isNamed = about.some(
    ({ steps, score }) =>
      (score ?? -1) >= 0 && steps.flat().some((one) => config.together.get(one.id) === root),
  );
  if (isNamed) return [];
  return [
    foundAt(config, word, {
      id,
      why: phrase`symmetric-cluster is false, and no location lets it run anywhere`,
    }),
  ];
}

export const kind: RuleKind = {
  kind: "allowed-nowhere",
  severity: "error",
  rank: 36,
  needs: "files",
  follows: unread,
  source: "Pacemaker Explained, Location Constraints: opt-in and opt-out clusters",
  breaks: expectsAnything,
  find: (facts) =>
    readable(facts)
      .filter(({ opaque }) => !opaque)
      .flatMap((config) => {
        const hosts = config.hosts.map(({ name }) => name);
        return servicesOf(config).flatMap((one) => foundIn(config, hosts, one));
      }),
};
