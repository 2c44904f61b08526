/** Releases of the store, by their folders below /opt. */
import { z } from "zod";
import { HalabError, nodeFailed } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import type { FaultEnv } from "../../core/kinds/fault.ts";
import { lookAtMembers } from "./members.ts";

export const release = z
  .string()
  .regex(/^(redis|valkey)-\d+\.\d+$/, "must be a release like redis-8.0")
  .meta({ title: "a release like redis-8.0" });

/** What all of these run now; throws where one of them cannot be brought to `to`. */
export async function requireMembers(
  members: readonly string[],
  to: string,
  env: FaultEnv,
  ctx: Ctx,
): Promise<string> {
  const [first] = members;
  if (first === undefined) throw new HalabError("USAGE", "no node of this lab has a store");
  for (const node of members) {
    const agent = await env.agent(node, ctx);
    const { exitCode } = await agent.run(["test", "-d", `/opt/${to}`], ctx);
    if (exitCode !== 0) throw new HalabError("USAGE", `${node} has no release ${to} below /opt`);
  }
  const found = await lookAtMembers(members, env, ctx);
  const [from, other] = new Set(found.flatMap((one) => one.release ?? []));
  if (from === undefined) throw nodeFailed(first, "no store of this cluster answers");
  if (other === undefined) return from;
  throw nodeFailed(first, `versions are mixed: ${from} and ${other}`, { hint: "halab heal" });
}
