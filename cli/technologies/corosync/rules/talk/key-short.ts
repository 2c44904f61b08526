import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { clustersOf, merged } from "../../meaning/members.ts";
import { isSecret, keyFileOf, placeOfKey } from "../../meaning/secrets.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

/** KNET_MIN_KEY_LEN of libknet.h. */
const leastBytes = 128;

export const kind: RuleKind = {
  kind: "key-short",
  severity: "error",
  rank: 20,
  needs: "files",
  source: "corosync-keygen(8); libknet.h, KNET_MIN_KEY_LEN: 1024 bits",
  breaks: expectsAnything,
  find: (facts) =>
    merged(
      clustersOf(facts)
        .filter(isSecret)
        .flatMap((cluster): Found[] => {
          const key = keyFileOf(facts, cluster);
          if (!key || key.bytes.length >= leastBytes) return [];
          return [{ where: [placeOfKey(cluster, key)], args: { bytes: key.bytes.length } }];
        }),
    ),
};
