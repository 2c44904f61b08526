/** synchronous_standby_names (PostgreSQL 15, 20.6.2): "ANY 1 (a, b)", "FIRST 2 (a, b, c)", "2 (a, b)", "a, b", "*". */

export interface SyncNames {
  /** `first`: the first so many that are there; `any`: whichever so many answer first. */
  readonly method: "first" | "any";
  readonly count: number;
  /** Without quotes; `*` is anybody. */
  readonly names: readonly string[];
}

const listed = /^(?:(?:(FIRST|ANY)\s+)?(\d+)\s*\((.*)\)|([^()]*))$/is;

/** Undefined: it is empty (nobody is waited for), or it is none. */
export function parseSyncNames(text: string): SyncNames | undefined {
  const [, method, count, inside, alone] = listed.exec(text.trim()) ?? [];
  const names = (inside ?? alone ?? "")
    .split(",")
    .map((one) => one.trim().replace(/^"(.*)"$/, "$1"))
    .filter((one) => one !== "");
  if (names.length === 0) return undefined;
  return {
    method: method?.toLowerCase() === "any" ? "any" : "first",
    count: count === undefined ? 1 : Number(count),
    names,
  };
}

/** Names are compared without regard to capitals (syncrep.c, SyncRepGetStandbyPriority). */
export function isNamed({ names }: SyncNames, standby: string): boolean {
  return names.some((one) => one === "*" || one.toLowerCase() === standby.toLowerCase());
}
