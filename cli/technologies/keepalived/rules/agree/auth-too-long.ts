import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { passwordBytes } from "../../config/authentication.ts";
import { type Instance, instancesOf } from "../../config/instances.ts";
import { placesOf, unread } from "../../config/places.ts";
import { wordOf } from "../../config/tree.ts";

function foundIn(instance: Instance): Found[] {
  const at = instance.authentication && wordOf(instance.authentication, "auth_pass");
  const bytes = Buffer.from(at?.value ?? "");
  if (!at || instance.version.value !== 2 || bytes.length <= passwordBytes) return [];
  const sent = bytes.subarray(0, passwordBytes).toString();
  return [
    {
      where: placesOf([instance, at]),
      args: { length: bytes.length, most: passwordBytes, sent },
    },
  ];
}

export const kind: RuleKind = {
  kind: "auth-too-long",
  severity: "hint",
  rank: 50,
  needs: "files",
  follows: unread,
  source: "RFC 2338 5.3.10, keepalived.conf(5): auth_pass",
  find: (facts) => instancesOf(facts).flatMap(foundIn),
};
