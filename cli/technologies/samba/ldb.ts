/** A controller's own database, as an administrator changes it on the controller: by ldb-tools. */
import { nodeFailed } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import { must } from "../../core/cluster/commands.ts";
import type { CommandHost } from "../../core/cluster/provider.ts";
import { type LdifRecord, recordsOf } from "./records.ts";

const database = "/var/lib/samba/private/sam.ldb";

export interface Search {
  readonly base: string;
  readonly scope: "base" | "one" | "sub";
  readonly filter?: string;
  readonly attributes?: readonly string[];
}

function searchArgv({
  base,
  scope,
  filter = "(objectClass=*)",
  attributes = [],
}: Search): string[] {
  return ["ldbsearch", "-H", database, "-b", base, "-s", scope, filter, ...attributes];
}

/** None where the base is not there. */
export async function search(
  agent: CommandHost,
  asked: Search,
  ctx: Ctx,
): Promise<readonly LdifRecord[]> {
  const { stdout, exitCode } = await agent.run(searchArgv(asked), ctx);
  return exitCode === 0 ? recordsOf(stdout) : [];
}

/** Attributes in words, where ldbsearch knows how (`--show-binary`). */
export async function described(
  agent: CommandHost,
  dn: string,
  attribute: string,
  ctx: Ctx,
): Promise<string> {
  const argv = searchArgv({ base: dn, scope: "base", attributes: [attribute] });
  return must(agent, [...argv, "--show-binary"], ctx);
}

/** Records with their `changetype`. Throws NODE_FAILED with what ldbmodify said. */
export async function change(agent: CommandHost, ldif: string, ctx: Ctx): Promise<void> {
  await must(agent, ["ldbmodify", "-H", database], ctx, ldif);
}

export async function remove(agent: CommandHost, dn: string, ctx: Ctx): Promise<void> {
  await must(agent, ["ldbdel", "-H", database, dn], ctx);
}

/** "DC=lab,DC=test"; throws NODE_FAILED where a node is no controller. */
export async function domainOf(agent: CommandHost, ctx: Ctx): Promise<string> {
  const asked: Search = { base: "", scope: "base", attributes: ["defaultNamingContext"] };
  const [root] = await search(agent, asked, ctx);
  const base = root?.get("defaultnamingcontext");
  if (base !== undefined) return base;
  throw nodeFailed(agent.node, `${agent.node} has no directory of its own`, {
    hint: `halab exec CLUSTER ${agent.node} -- ldbsearch -H ${database} -s base -b ''`,
  });
}

/** "DC1", as it is called in the directory, and where its settings are. */
export async function settingsOf(agent: CommandHost, ctx: Ctx): Promise<string> {
  const asked: Search = { base: "", scope: "base", attributes: ["dsServiceName"] };
  const [root] = await search(agent, asked, ctx);
  return root?.get("dsservicename") ?? "";
}

export const staffOf = (domain: string): string => `OU=staff,${domain}`;

export const unitOf = (name: string, domain: string): string => `OU=${name},${staffOf(domain)}`;

export const newUnit = (dn: string, description: string): string =>
  `dn: ${dn}\nchangetype: add\nobjectClass: organizationalUnit\ndescription: ${description}\n`;

export const newValue = (dn: string, attribute: string, value: string): string =>
  `dn: ${dn}\nchangetype: modify\nreplace: ${attribute}\n${attribute}: ${value}\n-\n`;
