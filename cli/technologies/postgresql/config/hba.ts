/** /etc/postgresql/15/main/pg_hba.conf (PostgreSQL 15, 21.1): the first line that fits decides. */
import { contains, parseAddress, parseSubnet } from "../../../core/base/address.ts";

export const hbaConf = "/etc/postgresql/15/main/pg_hba.conf";

export interface HbaLine {
  /** From 1. */
  readonly line: number;
  readonly type: string;
  readonly databases: readonly string[];
  readonly users: readonly string[];
  /** Of a `local` line: empty. */
  readonly address: string;
  readonly method: string;
}

/** Never throws; what is no record is left out. */
export function parseHba(text: string): readonly HbaLine[] {
  return text.split("\n").flatMap((whole, at): HbaLine[] => {
    const words = (whole.split("#", 1)[0] ?? "").trim().split(/\s+/);
    const [type = "", databases = "", users = "", ...rest] = words;
    if (users === "") return [];
    // An address may be followed by its mask.
    const [address = "", next = "", after] = type === "local" ? ["", ...rest] : rest;
    const masked = after !== undefined && parseAddress(next) !== undefined;
    return [
      {
        ...{ line: at + 1, type, address: masked ? `${address} ${next}` : address },
        ...{ databases: listed(databases), users: listed(users) },
        method: masked ? after : next,
      },
    ];
  });
}

function listed(text: string): readonly string[] {
  return text.split(",").map((one) => one.replace(/^"(.*)"$/, "$1"));
}

/** Undefined: it cannot be said without more (names, masks, samenet). */
function isFrom(address: string, source: string): boolean | undefined {
  if (/^(?:all|0\.0\.0\.0\/0)$/.test(address)) return true;
  const subnet = parseSubnet(address);
  const from = parseAddress(source);
  return subnet && from !== undefined ? contains(subnet, from) : undefined;
}

/**
 * Whether a standby at this address is let in to copy: `all` is no replication. Undefined: it cannot be said; the line is
 * the one that decides.
 */
export function letsReplicate(
  lines: readonly HbaLine[],
  { user, source }: Readonly<Record<"user" | "source", string>>,
): { readonly is: boolean | undefined; readonly line?: number } {
  for (const one of lines) {
    if (one.type === "local" || !one.databases.includes("replication")) continue;
    if (!one.users.some((name) => name === "all" || name === user)) continue;
    const from = isFrom(one.address, source);
    if (from === undefined) return { is: undefined, line: one.line };
    if (from) return { is: one.method !== "reject", line: one.line };
  }
  return { is: false };
}
