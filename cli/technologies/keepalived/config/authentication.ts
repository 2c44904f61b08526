/** Passwords of VRRP version 2 (RFC 2338 5.3.6): what is sent of them. */
import type { Instance } from "./instances.ts";
import type { Word } from "./statements.ts";
import { wordOf } from "./tree.ts";

/** An advert has room for 8 bytes; the rest is cut off. */
export const passwordBytes = 8;

export interface Authentication {
  readonly type: "none" | "PASS" | "AH";
  /** As it is sent. */
  readonly password: string;
  readonly at: Word;
}

/** Undefined: files alone do not tell. */
export function authenticationOf(instance: Instance): Authentication | undefined {
  const { authentication: block, version, isStrict, at } = instance;
  if (version.value !== 2 || isStrict) return undefined;
  if (!block) return { type: "none", password: "", at };
  const [type, password] = [wordOf(block, "auth_type"), wordOf(block, "auth_pass")];
  if ((type?.value !== "PASS" && type?.value !== "AH") || !password) return undefined;
  const sent = Buffer.from(password.value).subarray(0, passwordBytes).toString();
  return { type: type.value, password: sent, at: password };
}
