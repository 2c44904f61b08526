import { z } from "zod";
import type { FaultKind, Undo } from "../fault.ts";
import { armInNode, disarmInNode, must, portsOf, seen } from "../fault-tools.ts";
import { name, nodeRef } from "../schema.ts";

const schema = z.strictObject({ fault: z.literal("link-down"), node: nodeRef, segment: name });

interface LinkUndo extends Undo {
  readonly kind: "link-down";
  readonly node: string;
  readonly segment: string;
  readonly port: string;
}

const idOf = (undo: LinkUndo) => `link-${undo.port}`;

async function carrier(
  undo: LinkUndo,
  env: Parameters<typeof portsOf>[0],
  ctx: Parameters<typeof portsOf>[2],
) {
  const agent = await env.agent(undo.node, ctx);
  const script =
    'while read -r segment device; do [ "$segment" = "$1" ] && cat "/sys/class/net/$device/operstate"; done </run/halab/links';
  return (await agent.run(["/bin/sh", "-c", script, "halab", undo.segment], ctx)).stdout.trim();
}

/** The cable is pulled at the switch: the node sees its carrier go. */
export const kind: FaultKind<z.infer<typeof schema>, LinkUndo> = {
  kind: "link-down",
  schema,
  args: ["node", "segment"],
  usesSwitch: true,
  refs: (spec) => [
    { to: "nodeRef", name: spec.node, path: ["node"] },
    { to: "segment", name: spec.segment, path: ["segment"] },
  ],
  async prepare(spec, env, ctx) {
    const node = env.resolve(spec.node);
    const ports = await portsOf(env, [node], ctx);
    const port = ports.find((one) => one.segment === spec.segment)?.port ?? "";
    const undo: LinkUndo = { kind: "link-down", node, segment: spec.segment, port };
    return { title: `link-down ${node} on ${spec.segment}`, nodes: [node], undo };
  },
  async arm(undo, ttlMs, env, ctx) {
    const { agent } = await env.switch(ctx);
    await armInNode(agent, idOf(undo), ttlMs, ["ip", "link", "set", undo.port, "up"], ctx);
  },
  async inject(undo, env, ctx) {
    await must((await env.switch(ctx)).agent, ["ip", "link", "set", undo.port, "down"], ctx);
    return undefined;
  },
  async verify(undo, env, ctx) {
    const state = await carrier(undo, env, ctx);
    return seen(
      state === "lowerlayerdown" || state === "down",
      `${undo.node} sees its link ${state}`,
    );
  },
  async heal(undo, env, ctx) {
    const { agent } = await env.switch(ctx);
    await disarmInNode(agent, idOf(undo), ctx);
    // The port is gone when the node was powered off meanwhile: nothing is left to heal.
    await agent.run(["ip", "link", "set", undo.port, "up"], ctx);
  },
  async verifyHealed(undo, env, ctx) {
    const state = await carrier(undo, env, ctx);
    return seen(state === "up", `${undo.node} sees its link ${state}`);
  },
};
