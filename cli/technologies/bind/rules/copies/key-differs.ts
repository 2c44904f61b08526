import { createHash } from "node:crypto";
import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Found, Place, RuleKind } from "../../../../core/kinds/rule.ts";
import { stepHas } from "../../../../core/kinds/rule.ts";
import { placeOf, withoutSecret } from "../../config/clauses.ts";
import { failedTransfers, keyNamed, type Transfer } from "../../config/network.ts";
import { filePlace, unread } from "../../config/said.ts";
import type { Key } from "../../config/server.ts";

/** Without the secret, which may stand in the same line. */
function keyPlace({ clause }: Key): Place {
  const place = placeOf(clause);
  return { ...place, text: withoutSecret(place.text) };
}

/** A secret is not said, so that findings may be shown to anybody. */
function shown({ secret }: Key): string {
  const digest = createHash("sha256").update(secret).digest("hex");
  return phrase`one whose SHA-256 begins with ${digest.slice(0, 8)}`;
}

interface Difference {
  readonly what: string;
  readonly mine: string;
  readonly theirs: string;
}

function difference(own: Key, other: Key): Difference | undefined {
  if (own.algorithm !== other.algorithm)
    return { what: phrase`algorithm`, mine: own.algorithm, theirs: other.algorithm };
  if (own.secret === other.secret) return undefined;
  return { what: phrase`secret`, mine: shown(own), theirs: shown(other) };
}

function foundIn({ secondary, source, key: name }: Transfer): Found[] {
  const own = name === undefined ? undefined : keyNamed(secondary.server, name);
  if (!own) return [];
  const { server } = source;
  const other = keyNamed(server, own.name);
  const nodes = { secondary: secondary.server.node.name, primary: server.node.name };
  if (!other) {
    const others = server.keys.filter((key) => key.name !== "rndc-key");
    const names = others.map((key) => `"${key.name}"`).join(", ") || phrase`no key at all`;
    const where = [keyPlace(own), ...(others[0] ? [keyPlace(others[0])] : [filePlace(server)])];
    const args = {
      what: phrase`name`,
      mine: `"${own.name}"`,
      theirs: names,
      key: own.name,
      ...nodes,
    };
    return [{ where, args }];
  }
  const found = difference(own, other);
  if (!found) return [];
  return [{ where: [keyPlace(own), keyPlace(other)], args: { ...found, key: own.name, ...nodes } }];
}

export const kind: RuleKind = {
  kind: "key-differs",
  severity: "error",
  rank: 12,
  needs: "files",
  follows: unread,
  source: "RFC 8945 5.2 (BADKEY, BADSIG); BIND 9.18 ARM, key",
  breaks: (step) => stepHas(step, { checks: ["measured", "propagated", "dns-serials"] }),
  find(facts) {
    const all = failedTransfers(facts).flatMap(foundIn);
    const pair = ({ args }: Found) => `${args["secondary"]} ${args["primary"]} ${args["key"]}`;
    return [...new Map(all.map((found) => [pair(found), found])).values()];
  },
};
