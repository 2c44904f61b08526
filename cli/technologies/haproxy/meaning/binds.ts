/** Where a frontend listens (configuration manual 4.2, bind). */
import { parseAddress } from "../../../core/base/address.ts";
import type { Directive } from "../syntax/tree.ts";

export interface Bind {
  /** Undefined: any. */
  readonly address: string | undefined;
  /** A name, or a variable: what it is nobody knows here. */
  readonly unsure: boolean;
  readonly from: number;
  readonly to: number;
  readonly tls: boolean;
  /** It may listen on an address that the node does not have. */
  readonly transparent: boolean;
  readonly directive: Directive;
}

const familyPattern = /^[a-z0-9+]+@/;
const anyAddress: ReadonlySet<string> = new Set(["", "*", "0.0.0.0", "::", "[::]"]);

/** A list with commas; a socket of the file system or of another process is none. */
export function bindsOf(directive: Directive): readonly Bind[] {
  const [keyword, places] = directive.args;
  if (keyword?.value !== "bind" || !places || directive.prefix !== "") return [];
  return places.value.split(",").flatMap((place) => bindOf(place, places.dynamic, directive));
}

function bindOf(place: string, dynamic: boolean, directive: Directive): readonly Bind[] {
  const { words } = directive;
  const more = {
    tls: words.includes("ssl", 2),
    transparent: words.includes("transparent", 2),
    directive,
  };
  if (dynamic) return [{ address: undefined, unsure: true, from: 0, to: 65_535, ...more }];
  if (/^(unix|abns|fd|sockpair|uxst|uxdg)@|^\//.test(place)) return [];
  const at = place.lastIndexOf(":");
  const match = /^(\d+)(?:-(\d+))?$/.exec(place.slice(at + 1));
  if (at < 0 || !match) return [];
  const [, from, to = from] = match;
  const address = place.slice(0, at).replace(familyPattern, "");
  const exact = parseAddress(address) !== undefined && !anyAddress.has(address);
  return [
    {
      address: exact ? address : undefined,
      unsure: !exact && !anyAddress.has(address),
      from: Number(from),
      to: Number(to),
      ...more,
    },
  ];
}

/** Whether a connection to there comes to this one. */
export function takes(bind: Bind, address: string | undefined, port: number): boolean {
  if (port < bind.from || port > bind.to) return false;
  return bind.address === undefined || address === undefined || bind.address === address;
}
