/** What faults and measures ask BIND: named through rndc, its log, its zones, and questions to its port. */
import { z } from "zod";
import { HalabError } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import { must } from "../../core/cluster/commands.ts";
import type { Plan } from "../../core/cluster/plan.ts";
import type { NodeAgent } from "../../core/cluster/provider.ts";

export const zoneName = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, "must be a zone like lab.test")
  .meta({ title: "a zone like lab.test" });

/** A node's first address. Throws NODE_FAILED when it has none. */
export function addressOf(plan: Pick<Plan, "nodes">, node: string): string {
  const address = plan.nodes.find(({ name }) => name === node)?.links[0]?.address;
  if (address !== undefined) return address;
  throw new HalabError("NODE_FAILED", `${node} has no address`);
}

/** A zone of a server: with views (named.conf) there may be several of one name. */
export interface ZoneAt {
  readonly zone: string;
  readonly view: string;
}

/** The view of a configuration that has none. */
const onlyView = "_default";

/** A zone as rndc wants it named. */
export function zoneWords({ zone, view }: ZoneAt): string[] {
  return view === onlyView ? [zone] : [zone, "IN", view];
}

export interface ZoneStatus {
  /** Of what the file says; a zone that named signs beside it is served with one of its own. */
  readonly serial: number;
  /** As the configuration names it; a secondary may have none. */
  readonly file: string | undefined;
  /** It is changed by updates (RFC 2136), too. */
  readonly dynamic: boolean;
  /** `inline`: named signs a copy, the file has no signatures; `file`: they are in the zone itself. */
  readonly signed: "no" | "inline" | "file";
  /** Of a secondary: when its copy is too old, in seconds since 1970. */
  readonly expires: number | undefined;
}

/** `rndc zonestatus` as named prints it. */
export function parseZoneStatus(text: string): ZoneStatus {
  const value = (key: string) => new RegExp(`^${key}: (.*)$`, "m").exec(text)?.[1];
  const expires = Date.parse(value("expires") ?? "");
  const signed = value("inline signing") === "yes" ? "inline" : "file";
  const isSigned = signed === "inline" || value("secure") === "yes";
  return {
    serial: Number(value("serial") ?? 0),
    file: value("files")?.split(", ")[0],
    dynamic: value("dynamic") === "yes",
    signed: isSigned ? signed : "no",
    expires: Number.isNaN(expires) ? undefined : expires / 1000,
  };
}

/** A command for named; throws NODE_FAILED with named's own words when it refuses. */
export function rndc(agent: NodeAgent, argv: readonly string[], ctx: Ctx): Promise<string> {
  return must(agent, ["rndc", ...argv], ctx);
}

export async function zoneStatus(agent: NodeAgent, at: ZoneAt, ctx: Ctx): Promise<ZoneStatus> {
  return parseZoneStatus(await rndc(agent, ["zonestatus", ...zoneWords(at)], ctx));
}

/** named.conf and all that it includes, in named's own form, without secrets. */
export function configOf(agent: NodeAgent, ctx: Ctx): Promise<string> {
  return must(agent, ["named-checkconf", "-px", "/etc/bind/named.conf"], ctx);
}

/** named's working directory: names of files in its configuration count from there. */
export async function bindDirectory(agent: NodeAgent, ctx: Ctx): Promise<string> {
  return /^\s*directory "([^"]+)";/m.exec(await configOf(agent, ctx))?.[1] ?? "/";
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

/** A resolver follows about as many aliases in a row (MAX_RESTARTS in BIND's query.c is 11). */
export const mostAliases = 11;

/** The addresses of a name, as `ask` gives them: a server does not follow an alias into another of its zones itself. */
export async function askThrough(
  agent: NodeAgent,
  { server, name }: { readonly server: string; readonly name: string },
  ctx: Ctx,
): Promise<string> {
  const said: string[] = [];
  for (let at: string | undefined = name; at !== undefined && said.length <= mostAliases; ) {
    const text = await ask(agent, { server, name: at, type: "A" }, ctx);
    said.push(text);
    const addresses = recordsIn(text, "A");
    at = addresses.length > 0 ? undefined : recordsIn(text, "CNAME").at(-1)?.data;
  }
  return said.join("\n");
}

/** The records of a type in dig's words. */
export function recordsIn(text: string, type: string): { ttlS: number; data: string }[] {
  const rows = text.matchAll(new RegExp(`^\\S+\\s+(\\d+)\\s+IN\\s+${type}\\s+(.+)$`, "gm"));
  return [...rows].map(([, ttl, data = ""]) => ({ ttlS: Number(ttl), data: data.trim() }));
}
