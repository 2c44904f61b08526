/** /etc/default/etcd: an assignment a line, as systemd.exec(5) reads an EnvironmentFile. */

export const etcdFile = "/etc/default/etcd";

interface Assignment {
  /** From 1. */
  readonly line: number;
  readonly value: string;
}

/** By name; the last of a name counts. Never throws. */
export function parseEtcd(text: string): ReadonlyMap<string, Assignment> {
  const found = text.split("\n").flatMap((whole, at): [string, Assignment][] => {
    const [, name, value = ""] = /^\s*(ETCD_[A-Z_]+)=(.*?)\s*$/.exec(whole) ?? [];
    if (name === undefined) return [];
    const plain = value.replace(/^(["'])(.*)\1$/, "$2");
    return [[name, { line: at + 1, value: plain }]];
  });
  return new Map(found);
}

/** "a=http://a:2380,b=http://b:2380": the names of those that begin together. */
export function membersIn(initial: string): readonly string[] {
  return initial
    .split(",")
    .map((one) => one.split("=", 1)[0]?.trim() ?? "")
    .filter(Boolean)
    .toSorted();
}

/** The host of "http://db1:2380" or "db1:8008". */
export function hostIn(address: string): string {
  return address.replace(/^[a-z]+:\/\//, "").replace(/:\d+$/, "");
}
