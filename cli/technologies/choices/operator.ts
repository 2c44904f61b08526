/** The hands of whoever operates the cluster: looks who serves, promotes, puts back what was broken. */

import { HalabError } from "../../core/base/error.ts";
import { type Ctx, waitUntil } from "../../core/base/time.ts";
import { must } from "../../core/cluster/commands.ts";
import type { FaultEnv } from "../../core/kinds/fault.ts";
import { furthestOf, promote, standingsOf } from "../postgresql/standing.ts";
import { type Choices, choicesPath, parseChoices } from "./choices.ts";

const program = "halab-choices";

/** The nodes that are built by choice. */
export function nodesOf({ plan }: Pick<FaultEnv, "plan">): readonly string[] {
  return plan.nodes.filter(({ services }) => services.includes("choices")).map(({ name }) => name);
}

/** As it lies on the first node; all are given the same. Throws where no node is built by choice. */
export async function choicesOn(env: FaultEnv, ctx: Ctx): Promise<Choices> {
  const [first] = nodesOf(env);
  if (first === undefined)
    throw new HalabError("LAB_INVALID", "no node of this lab has the service choices");
  return parseChoices(await must(await env.agent(first, ctx), ["cat", choicesPath], ctx));
}

async function runs(node: string, env: FaultEnv, ctx: Ctx): Promise<boolean> {
  return (await env.cluster.state(node, ctx)) === "running";
}

/** By node, the services whose users come to it now; of those that run. */
export async function activeOn(
  env: FaultEnv,
  ctx: Ctx,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const all = await Promise.all(
    nodesOf(env).map(async (node): Promise<readonly [string, readonly string[]]> => {
      if (!(await runs(node, env, ctx))) return [node, []];
      const { stdout } = await (await env.agent(node, ctx)).run([program, "active"], ctx);
      return [node, stdout.split(/\s+/).filter(Boolean)];
    }),
  );
  return new Map(all);
}

/** The standby of the orders that has received most becomes the primary; nobody, if there is none. */
export async function takeOver(others: readonly string[], env: FaultEnv, ctx: Ctx): Promise<void> {
  const standing = await standingsOf(others, env, ctx);
  if (!standing.some(({ role }) => role === "standby")) return;
  const { node } = await furthestOf(others, env, ctx);
  await promote(node, env, ctx);
}

/** So long after a fault everything should be on its way back, and no longer is waited for it. */
const settleMs = 20_000;

/** Waits until every node says that nothing is on its way back; what is, if it takes too long. */
export async function settled(env: FaultEnv, ctx: Ctx): Promise<string | undefined> {
  let last = "nothing was seen";
  const look = async () => {
    const all = await Promise.all(
      nodesOf(env).map(async (node) => {
        if (!(await runs(node, env, ctx))) return `${node} is off`;
        const agent = await env.agent(node, ctx);
        const { exitCode, stdout } = await agent.run([program, "settled"], ctx);
        return exitCode === 0 ? undefined : `${node}: ${stdout.trim()}`;
      }),
    );
    last = all.find((one) => one !== undefined) ?? "";
    return last === "" ? true : undefined;
  };
  const options = { what: "a settled cluster", timeoutMs: settleMs, everyMs: 200 };
  try {
    await waitUntil(look, options, ctx);
    return undefined;
  } catch (error) {
    // What a choice does not bring back is what is measured.
    if (error instanceof HalabError && error.code === "TIMEOUT") return last;
    throw error;
  }
}

/** The power, the processes and the daemons of every node, whatever was done to them. */
export async function bringBack(env: FaultEnv, ctx: Ctx): Promise<void> {
  await Promise.all(
    nodesOf(env).map(async (node) => {
      const state = await env.cluster.state(node, ctx);
      if (state === "frozen") await env.cluster.thaw(node, ctx);
      if (state === "off") await env.cluster.powerOn(node, ctx);
      await (await env.agent(node, ctx)).run([program, "again"], ctx, { long: true });
    }),
  );
}

export async function allRun(env: FaultEnv, ctx: Ctx) {
  return Promise.all(
    nodesOf(env).map(async (node) => {
      const state = await env.cluster.state(node, ctx);
      return { ok: state === "running", what: `${node} is ${state}` };
    }),
  );
}
