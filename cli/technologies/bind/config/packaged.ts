/** Files that a node has without a student's doing: Debian's bind9, and the key that a node makes for itself. */

const inEtc = [
  ...["rndc.key", "bind.keys", "db.0", "db.127", "db.255", "db.empty", "db.local"],
  ...["named.conf.default-zones", "named.conf.local", "named.conf.options", "zones.rfc1918"],
];
const packaged: ReadonlySet<string> = new Set(inEtc.map((name) => `/etc/bind/${name}`));

/** Where a student's files lie: what is not among them there, is nowhere. */
const ours = ["/etc/bind/", "/var/cache/bind/", "/var/lib/bind/"];

export function isPackaged(path: string): boolean {
  return packaged.has(path);
}

/** Whether a file of this path that is not among the node's cannot be there. */
export function mustBeOurs(path: string): boolean {
  return ours.some((folder) => path.startsWith(folder)) && !packaged.has(path);
}
