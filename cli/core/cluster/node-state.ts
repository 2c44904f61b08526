/** What a running node says of itself: addresses, routes, kernel settings, sockets, processes. A hint, never evidence. */
import { z } from "zod";
import { cleanLines } from "../base/clean.ts";
import type { Ctx } from "../base/time.ts";
import type { CommandHost } from "./provider.ts";

interface NodeAddress {
  readonly device: string;
  /** IPv4. */
  readonly address: string;
  readonly prefix: number;
}

export interface NodeRoute {
  /** "default", or an address with its prefix. */
  readonly to: string;
  /** unicast, blackhole, unreachable ... (ip-route(8)) */
  readonly type: string;
  /** Empty: what lies there is on the device's own network. */
  readonly via: string;
  readonly device: string;
  readonly metric: number;
}

/** A socket that waits for others: listening TCP, bound UDP. */
interface NodeSocket {
  readonly protocol: "tcp" | "udp";
  /** An IPv4 address; "*": whatever address the node has. */
  readonly address: string;
  readonly port: number;
  /** The process's name; empty where it is not known. */
  readonly by: string;
}

interface NodeProcess {
  readonly pid: number;
  /** comm of proc(5). */
  readonly name: string;
  readonly args: string;
}

/** Each part undefined where the node did not say it. */
export interface NodeState {
  readonly addresses?: readonly NodeAddress[];
  /** Of the main table. */
  readonly routes?: readonly NodeRoute[];
  /** `net.ipv4.ip_forward` -> "1"; those that the rules ask for. */
  readonly sysctls?: ReadonlyMap<string, string>;
  readonly sockets?: readonly NodeSocket[];
  readonly processes?: readonly NodeProcess[];
  /** `ipvsadm -Sn`: a line a service or a server; empty where the kernel balances nothing. */
  readonly ipvs?: readonly string[];
  /** `nft list ruleset`. */
  readonly filter?: string;
}

const settings = ["arp_ignore", "arp_announce", "rp_filter", "forwarding"] as const;

/**
 * A part begins with its name in a line; it is as long as a sane node's may be. On a busy machine each program waits for
 * a processor: what the shell can read itself, it reads.
 */
const script = `
part() { echo "== $1"; shift; "$@" 2>/dev/null | head -c 200000; echo; }
setting() { read -r value <"$2" && echo "$1=$value"; }
settings() {
  for file in ip_forward ip_nonlocal_bind; do setting "net.ipv4.$file" "/proc/sys/net/ipv4/$file"; done
  for folder in /proc/sys/net/ipv4/conf/*; do
    for name in ${settings.join(" ")}; do setting "net.ipv4.conf.\${folder##*/}.$name" "$folder/$name"; done
  done
}
ipvs() { [ ! -s /proc/net/ip_vs ] || ipvsadm -Sn; }
part addresses ip -j -4 address
part routes ip -j -4 route
part sysctls settings
part sockets ss -Hlntup
part processes ps -ww -eo pid=,comm=,args=
part ipvs ipvs
part filter nft list ruleset
exit 0`;

/** What the node says, for `parseNodeState` and for people. */
export async function readNodeState(agent: CommandHost, ctx: Ctx): Promise<string> {
  return cleanLines((await agent.run(["/bin/sh", "-c", script], ctx)).stdout);
}

const devices = z.array(
  z.object({
    ifname: z.string(),
    addr_info: z.array(z.object({ local: z.string(), prefixlen: z.number() })).default([]),
  }),
);

const routes = z.array(
  z.object({
    dst: z.string(),
    type: z.string().default("unicast"),
    gateway: z.string().default(""),
    dev: z.string().default(""),
    metric: z.number().default(0),
  }),
);

function json<T>(schema: z.ZodType<T>, text: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}

/** "tcp LISTEN 0 511 10.77.0.100:80 0.0.0.0:* users:(("haproxy",pid=12,fd=6))": ss(8). */
const socketLine = /^(tcp|udp)\s+\S+\s+\d+\s+\d+\s+(\S+):(\d+)\s+\S+\s*(?:users:\(\("([^"]*)")?/;

function socketOf(line: string): NodeSocket[] {
  const [, protocol, where = "", port, by = ""] = socketLine.exec(line) ?? [];
  if (protocol !== "tcp" && protocol !== "udp") return [];
  const address = where.replace(/^\[::ffff:(.*)\]$/, "$1").replace(/%.*$/, "");
  const everywhere = ["*", "0.0.0.0", "[::]"].includes(address);
  // IPv6 is none of the labs' matter.
  if (!everywhere && address.includes("[")) return [];
  return [{ protocol, address: everywhere ? "*" : address, port: Number(port), by }];
}

function processOf(line: string): NodeProcess[] {
  const [, pid, name = "", args = ""] = /^\s*(\d+) (\S+) *(.*)$/.exec(line) ?? [];
  return pid === undefined ? [] : [{ pid: Number(pid), name, args: args.trim() }];
}

function settingOf(line: string): [string, string][] {
  const at = line.indexOf("=");
  const value = line.slice(at + 1).trim();
  return at < 0 || value === "" ? [] : [[line.slice(0, at), value]];
}

/** What `readNodeState` gave. Never throws: a part that is cut or missing is undefined. */
export function parseNodeState(text: string): NodeState {
  const parts = new Map(
    text
      .split(/^== /m)
      .slice(1)
      .map((part): [string, string] => {
        const end = part.indexOf("\n");
        return end < 0 ? [part.trim(), ""] : [part.slice(0, end).trim(), part.slice(end + 1)];
      }),
  );
  const of = <T>(name: string, parse: (part: string) => T): T | undefined => {
    const part = parts.get(name);
    return part === undefined ? undefined : parse(part);
  };
  // A node has at least lo, and what lists nothing was not there.
  const some = <T>(all: readonly T[]) => (all.length > 0 ? all : undefined);
  const read = {
    addresses: of("addresses", (part) => json(devices, part))?.flatMap(({ ifname, addr_info }) =>
      addr_info.map(({ local, prefixlen }): NodeAddress => {
        return { device: ifname, address: local, prefix: prefixlen };
      }),
    ),
    routes: of("routes", (part) => json(routes, part))?.map(
      ({ dst, type, gateway, dev, metric }): NodeRoute => {
        return { to: dst, type, via: gateway, device: dev, metric };
      },
    ),
    sysctls: of("sysctls", (part) => {
      const all = linesOf(part).flatMap(settingOf);
      return all.length > 0 ? new Map(all) : undefined;
    }),
    sockets: of("sockets", (part) => linesOf(part).flatMap(socketOf)),
    processes: of("processes", (part) => some(linesOf(part).flatMap(processOf))),
    ipvs: of("ipvs", linesOf),
    filter: of("filter", (part) => part.trim()),
  };
  return defined(read);
}

/** Without the keys that have no value. */
function defined(state: { readonly [K in keyof NodeState]: NodeState[K] | undefined }): NodeState {
  return Object.fromEntries(Object.entries(state).filter(([, value]) => value !== undefined));
}
