import { z } from "zod";
import { nodeFailed } from "../../../core/base/error.ts";
import type { Ctx } from "../../../core/base/time.ts";
import { must } from "../../../core/cluster/commands.ts";
import type { NodeAgent } from "../../../core/cluster/provider.ts";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { armInNode, disarmInNode, seen } from "../../../core/kinds/fault-tools.ts";
import { absolutePath, nodeRef } from "../../../core/kinds/values.ts";

const schema = z.strictObject({
  fault: z.literal("disk-full"),
  node: nodeRef,
  path: absolutePath.describe("A folder on that disk, which has to be a small one in memory."),
});

interface FullUndo extends Undo {
  readonly kind: "disk-full";
  readonly node: string;
  readonly path: string;
  readonly file: string;
}

const id = "disk-full";
/** More than this would be taken from the host, which others need as well. */
const mostBytes = 64 * 2 ** 20;

async function roomOf(agent: NodeAgent, path: string, ctx: Ctx) {
  const said = (await must(agent, ["halab-counter", "room", path], ctx)).trim();
  const [bytes = "", type = ""] = said.split(/\s+/);
  return { bytes: Number(bytes), type };
}

export const kind: FaultKind<z.infer<typeof schema>, FullUndo> = {
  kind: "disk-full",
  about:
    "A small disk in memory (tmpfs) of a node has no room left, and what becomes free there is taken at once. Healing gives all of it back.",
  schema,
  args: ["node", "path"],
  async prepare({ path, ...spec }, env, ctx) {
    const node = env.resolve(spec.node);
    const { bytes, type } = await roomOf(await env.agent(node, ctx), path, ctx);
    if (type !== "tmpfs" || bytes > mostBytes)
      throw nodeFailed(node, `${path} of ${node} lies on no small disk in memory (${type})`);
    const undo: FullUndo = { kind: "disk-full", node, path, file: `${path}/halab-full` };
    return { title: `disk-full ${node} ${path}`, nodes: [node], undo };
  },
  async arm({ node, file }, ttlMs, env, ctx) {
    const agent = await env.agent(node, ctx);
    await armInNode(agent, id, ttlMs, ["halab-counter", "unfill", file], ctx);
  },
  async inject({ node, file }, env, ctx) {
    await must(await env.agent(node, ctx), ["halab-counter", "fill", file], ctx);
    return undefined;
  },
  async verify({ node, path }, env, ctx) {
    const { bytes } = await roomOf(await env.agent(node, ctx), path, ctx);
    return seen(bytes === 0, `${bytes} bytes are free at ${path} of ${node}`);
  },
  async heal({ node, file }, env, ctx) {
    const agent = await env.agent(node, ctx);
    await disarmInNode(agent, id, ctx);
    await must(agent, ["halab-counter", "unfill", file], ctx);
  },
  async verifyHealed({ node, path }, env, ctx) {
    const { bytes } = await roomOf(await env.agent(node, ctx), path, ctx);
    return seen(bytes > 0, `${bytes} bytes are free at ${path} of ${node}`);
  },
};
