/** The stores of a cluster, as each of them says itself (INFO of Redis and Valkey). */
import type { Ctx } from "../../core/base/time.ts";
import type { Plan } from "../../core/cluster/plan.ts";
import type { FaultEnv } from "../../core/kinds/fault.ts";

export const service = "store";

export interface Member {
  readonly node: string;
  /** redis-7.0, valkey-8.0 ...; undefined: its store does not answer. */
  readonly release: string | undefined;
  readonly master: boolean;
  /** It may be relied on: it is the master, or has its master's state. */
  readonly ready: boolean;
  /** The address that it follows. */
  readonly follows: string | undefined;
}

/** The nodes that have a store, in the plan's order. */
export function memberNames(plan: Plan): readonly string[] {
  return plan.nodes.filter(({ services }) => services.includes(service)).map(({ name }) => name);
}

/** What INFO says; a text without a version is no answer. */
export function memberOf(node: string, info: string): Member {
  const value = (key: string) => new RegExp(`^${key}:(.*?)\\r?$`, "m").exec(info)?.[1];
  // Valkey says both: the version of Redis that it is compatible with, and its own.
  const name = value("server_name") ?? "redis";
  const version = value(`${name}_version`) ?? value("redis_version");
  const [, short] = /^(\d+\.\d+)\./.exec(version ?? "") ?? [];
  const release = short === undefined ? undefined : `${name}-${short}`;
  const master = value("role") === "master";
  const linked = value("master_link_status") === "up";
  const ready = release !== undefined && value("loading") === "0" && (master || linked);
  return { node, release, master, ready, follows: value("master_host") };
}

/** All of them at one moment. */
export async function lookAtMembers(
  names: readonly string[],
  env: FaultEnv,
  ctx: Ctx,
): Promise<Member[]> {
  const look = async (node: string) => {
    const agent = await env.agent(node, ctx);
    const { stdout } = await agent.run(["timeout", "1", "redis-cli", "info"], ctx, { long: true });
    return memberOf(node, stdout);
  };
  return Promise.all(names.map(look));
}

/** One sentence: which release runs where, and who is the master. */
export function stateText(members: readonly Member[]): string {
  const each = members.map(({ node, release, master, ready }) => {
    if (release === undefined) return `${node} does not answer`;
    return `${node} ${release}${master ? " (master)" : ready ? "" : " (not in step)"}`;
  });
  return `in the end: ${each.join(", ")}`;
}
