/** What faults and measures ask BIND: named through rndc, its log, its zones, and questions to its port. */
import { z } from "zod";
import { HalabError } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import type { Plan } from "../../core/cluster/plan.ts";
import type { NodeAgent } from "../../core/cluster/provider.ts";
import { must } from "../../core/kinds/fault-tools.ts";

export const zoneName = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, "must be a zone like lab.test");

/** A node's first address. Throws NODE_FAILED when it has none. */
export function addressOf(plan: Pick<Plan, "nodes">, node: string): string {
  const address = plan.nodes.find(({ name }) => name === node)?.links[0]?.address;
  if (address !== undefined) return address;
  throw new HalabError("NODE_FAILED", `${node} has no address`);
}

export interface ZoneStatus {
  readonly type: string;
  readonly serial: number;
  /** As the configuration names it; a secondary may have none. */
  readonly file: string | undefined;
  /** It is changed by updates (RFC 2136), too. */
  readonly dynamic: boolean;
  /** Of a secondary: when its copy is too old, in seconds since 1970. */
  readonly expires: number | undefined;
}

/** `rndc zonestatus` as named prints it. */
export function parseZoneStatus(text: string): ZoneStatus {
  const value = (key: string) => new RegExp(`^${key}: (.*)$`, "m").exec(text)?.[1];
  const expires = Date.parse(value("expires") ?? "");
  return {
    type: value("type") ?? "",
    serial: Number(value("serial") ?? 0),
    file: value("files")?.split(", ")[0],
    dynamic: value("dynamic") === "yes",
    expires: Number.isNaN(expires) ? undefined : expires / 1000,
  };
}

/** A command for named; throws NODE_FAILED with named's own words when it refuses. */
export function rndc(agent: NodeAgent, argv: readonly string[], ctx: Ctx): Promise<string> {
  return must(agent, ["rndc", ...argv], ctx);
}

export async function zoneStatus(agent: NodeAgent, zone: string, ctx: Ctx): Promise<ZoneStatus> {
  return parseZoneStatus(await rndc(agent, ["zonestatus", zone], ctx));
}

/** named's working directory: names of files in its configuration count from there. */
export async function bindDirectory(agent: NodeAgent, ctx: Ctx): Promise<string> {
  const text = await must(agent, ["named-checkconf", "-px", "/etc/bind/named.conf"], ctx);
  return /^\s*directory "([^"]+)";/m.exec(text)?.[1] ?? "/";
}

/** Where a primary keeps a zone. */
export interface ZonePlace {
  readonly zone: string;
  readonly path: string;
  readonly dynamic: boolean;
}

/** Throws NODE_FAILED when the zone is in no file of this node. */
export async function findZone(agent: NodeAgent, zone: string, ctx: Ctx): Promise<ZonePlace> {
  const { file, dynamic } = await zoneStatus(agent, zone, ctx);
  if (file === undefined)
    throw new HalabError("NODE_FAILED", `rndc on ${agent.node} names no file of ${zone}`);
  const path = file.startsWith("/") ? file : `${await bindDirectory(agent, ctx)}/${file}`;
  return { zone, path, dynamic };
}

/** A primary's zone in named's own form (zone-file.ts), whoever wrote the file, and however. */
export async function readZone(agent: NodeAgent, place: ZonePlace, ctx: Ctx): Promise<string> {
  const { zone, path, dynamic } = place;
  if (dynamic) await rndc(agent, ["sync", zone], ctx);
  const whatever = ["-i", "none", "-n", "ignore", "-m", "ignore"];
  const form = ["-f", "text", "-F", "text", "-s", "full", "-o", "-"];
  return must(agent, ["named-compilezone", "-q", ...whatever, ...form, zone, path], ctx);
}

/**
 * The file keeps its owner. A zone that takes updates is frozen meanwhile, and thawed in any case. BIND
 * reloads a file whose time, in whole seconds, is later than its last load: so the next second's.
 */
const writeScript = `
set -e
zone=$1 file=$2 dynamic=$3
if [ "$dynamic" = yes ]; then
  rndc freeze "$zone" >&2
  trap 'rndc thaw "$zone" >&2' EXIT
fi
cat > "$file"
touch -d "@$(($(date +%s) + 1))" "$file"
halab-now
[ "$dynamic" = yes ] || rndc reload "$zone" >&2
`;

/** Writes a primary's zone anew and has it loaded; returns when it was written (ns, our clock). */
export async function writeZone(
  agent: NodeAgent,
  { zone, path, dynamic }: ZonePlace,
  text: string,
  ctx: Ctx,
): Promise<number> {
  const words = [zone, path, dynamic ? "yes" : "no"];
  const said = await must(agent, ["/bin/sh", "-c", writeScript, "halab-zone", ...words], ctx, text);
  return Number(said.trim()) + agent.clockOffsetNs;
}

/** The last lines of named's log. */
export async function bindLog(agent: NodeAgent, ctx: Ctx): Promise<readonly string[]> {
  return (await must(agent, ["halab-svc", "log", "bind9"], ctx)).split("\n").filter(Boolean);
}

/** A line of the log without its stamps: what named said. */
export function logText(line: string): string {
  return line.replace(/^.*? named(?:\[\d+\])?: /, "");
}

/** What a server says of its own zones, in dig's words: the flags, and the records. */
export async function ask(
  agent: NodeAgent,
  question: { readonly server: string; readonly name: string; readonly type: string },
  ctx: Ctx,
): Promise<string> {
  const { server, name, type } = question;
  const options = ["+norecurse", "+noall", "+comments", "+answer", "+time=1", "+tries=1"];
  return (await agent.run(["dig", `@${server}`, ...options, name, type], ctx)).stdout;
}

/** The records of a type in dig's words. */
export function recordsIn(text: string, type: string): { ttlS: number; data: string }[] {
  const rows = text.matchAll(new RegExp(`^\\S+\\s+(\\d+)\\s+IN\\s+${type}\\s+(.+)$`, "gm"));
  return [...rows].map(([, ttl, data = ""]) => ({ ttlS: Number(ttl), data: data.trim() }));
}
