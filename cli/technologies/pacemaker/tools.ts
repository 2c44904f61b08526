/** What an administrator types on a member of the cluster (crm_attribute(8), crm_resource(8)). */
import { z } from "zod";
import type { Ctx } from "../../core/base/time.ts";
import type { CommandHost } from "../../core/cluster/provider.ts";

/** As the CIB has it: `data`, or a group. */
export const resourceName = z
  .string()
  .regex(/^[A-Za-z_][\w.-]{0,60}$/, "must be the id of a resource")
  .meta({ title: "a resource" });

const standby = (node: string) => ["crm_attribute", "-N", node, "-n", "standby", "-l", "forever"];

export const standbyArgv = (node: string) => [...standby(node), "-v", "on"];
/** Harmless where it is not in standby. */
export const onlineArgv = (node: string) => [...standby(node), "-D"];

export async function isStandby(agent: CommandHost, node: string, ctx: Ctx): Promise<boolean> {
  const asked = await agent.run([...standby(node), "-G", "-q"], ctx);
  return asked.exitCode === 0 && asked.stdout.trim() === "on";
}

export const moveArgv = (resource: string, node: string) => [
  ...["crm_resource", "--move", "-r", resource, "-N", node],
];
/** Takes away what `--move` and `--ban` leave behind; harmless where there is nothing. */
export const clearArgv = (resource: string) => ["crm_resource", "--clear", "-r", resource];

/** Whether a constraint that `--move` makes is there. */
export async function isMoved(agent: CommandHost, resource: string, ctx: Ctx): Promise<boolean> {
  const path = `//rsc_location[@id='cli-prefer-${resource}']`;
  return (await agent.run(["cibadmin", "-Q", "-A", path], ctx)).exitCode === 0;
}

/** Where the program of a resource's agent is; undefined: no agent of OCF's has it. */
export async function agentPathOf(
  agent: CommandHost,
  resource: string,
  ctx: Ctx,
): Promise<string | undefined> {
  const { stdout } = await agent.run(["crm_resource", "--query-xml", "-r", resource], ctx);
  const word = (name: string) => new RegExp(`<primitive [^>]*\\b${name}="([\\w.-]+)"`).exec(stdout);
  const [provider, type] = [word("provider")?.[1], word("type")?.[1]];
  if (word("class")?.[1] !== "ocf" || provider === undefined || type === undefined)
    return undefined;
  return `/usr/lib/ocf/resource.d/${provider}/${type}`;
}

/** Who leads the cluster, the designated controller, as this member knows it (crmadmin(8)); nobody while none is elected. */
export async function leaderOf(agent: CommandHost, ctx: Ctx): Promise<string | undefined> {
  const { stdout } = await agent.run(["timeout", "5", "crmadmin", "--dc_lookup"], ctx);
  return / is: (\S+)/.exec(stdout)?.[1];
}

/** The members that have told this one that they shut down (attrd_updater(8)). */
export async function shuttingDown(agent: CommandHost, ctx: Ctx): Promise<ReadonlySet<string>> {
  const argv = ["attrd_updater", "--query", "--all", "--name", "shutdown"];
  const { stdout } = await agent.run(argv, ctx);
  return new Set(
    [...stdout.matchAll(/ host="([^"]*)" value="[1-9]/g)].map(([, node = ""]) => node),
  );
}
