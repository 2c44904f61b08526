/** What faults and measures ask BIND: named through rndc, its log, and questions to its port. */
import { z } from "zod";
import type { NodeAgent } from "../providers/provider.ts";
import { HalabError } from "./error.ts";
import { must } from "./fault-tools.ts";
import type { Plan } from "./plan.ts";
import type { Ctx } from "./time.ts";

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

/** The last lines of named's log. */
export async function bindLog(agent: NodeAgent, ctx: Ctx): Promise<readonly string[]> {
  return (await must(agent, ["halab-svc", "log", "bind9"], ctx)).split("\n").filter(Boolean);
}

/** A line of the log without its stamps: what named said. */
export function logText(line: string): string {
  return line.replace(/^.*? named(?:\[\d+\])?: /, "");
}

/** What a server answers: the data of the first record, "" for none. */
export async function ask(
  agent: NodeAgent,
  question: { readonly server: string; readonly name: string; readonly type: string },
  ctx: Ctx,
): Promise<string> {
  const { server, name, type } = question;
  const argv = ["dig", "+short", "+norecurse", "+time=1", "+tries=1", `@${server}`, name, type];
  const { stdout } = await agent.run(argv, ctx);
  const [first = ""] = stdout.split("\n").filter((line) => !line.startsWith(";"));
  return first.trim();
}
