import { z } from "zod";
import type { Ctx } from "../../../core/base/time.ts";
import type { Runner } from "../../../core/cluster/provider.ts";
import type { FaultEnv, FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { armInNode, disarmInNode, must, portsOf, seen } from "../../../core/kinds/fault-tools.ts";
import { isOff, linksOf, notOn, qmpArgv, requireMachine } from "../../../core/kinds/machine.ts";
import { name, nodeRef } from "../../../core/lab/schema.ts";

const schema = z.strictObject({ fault: z.literal("link-down"), node: nodeRef, segment: name });

interface LinkUndo extends Undo {
  readonly kind: "link-down";
  readonly node: string;
  readonly segment: string;
  /** A VM's network backend (n0 is its first cable), or a container's port on the switch. */
  readonly port: string;
  readonly vm: boolean;
}

const idOf = (undo: LinkUndo) => `link-${undo.port.replaceAll(/[^\w.-]/g, "-")}`;

/** Who pulls the cable, outside of the node: the switch, or the QEMU that is the VM's hardware. */
async function puller(undo: LinkUndo, env: FaultEnv, ctx: Ctx): Promise<Runner> {
  if (undo.vm) return requireMachine(env, undo.node, "a cable of its own", ctx);
  return (await env.switch(ctx)).agent;
}

async function setTo(
  undo: LinkUndo,
  state: "up" | "down",
  env: FaultEnv,
  ctx: Ctx,
): Promise<readonly string[]> {
  if (!undo.vm) return (await env.switch(ctx)).plug(undo.port, state);
  const up = state === "up";
  return qmpArgv([{ execute: "set_link", arguments: { name: undo.port, up } }]);
}

async function portOf(
  node: string,
  segment: string,
  env: FaultEnv,
  ctx: Ctx,
): Promise<Pick<LinkUndo, "port" | "vm">> {
  const machine = await env.machine(node, ctx);
  if (!machine) {
    const ports = await portsOf(env, [node], ctx);
    return { port: ports.find((one) => one.segment === segment)?.port ?? "", vm: false };
  }
  const index = (await linksOf(machine, ctx)).findIndex((link) => link.segment === segment);
  if (index < 0) throw notOn(node, segment);
  return { port: `n${index}`, vm: true };
}

async function carrier(undo: LinkUndo, env: FaultEnv, ctx: Ctx) {
  const agent = await env.agent(undo.node, ctx);
  const script =
    'while read -r segment device; do [ "$segment" = "$1" ] && cat "/sys/class/net/$device/operstate"; done </run/halab/links';
  return (await agent.run(["/bin/sh", "-c", script, "halab", undo.segment], ctx)).stdout.trim();
}

/**
 * The cable is pulled: the node sees its carrier go. A container's at the switch, a VM's at its
 * network card; there it stays out through a reset.
 */
export const kind: FaultKind<z.infer<typeof schema>, LinkUndo> = {
  kind: "link-down",
  schema,
  args: ["node", "segment"],
  refs: (spec) => [
    { to: "nodeRef", name: spec.node, path: ["node"] },
    { to: "segment", name: spec.segment, path: ["segment"] },
  ],
  async prepare(spec, env, ctx) {
    const node = env.resolve(spec.node);
    const port = await portOf(node, spec.segment, env, ctx);
    const undo: LinkUndo = { kind: "link-down", node, segment: spec.segment, ...port };
    return { title: `link-down ${node} on ${spec.segment}`, nodes: [node], undo };
  },
  async arm(undo, ttlMs, env, ctx) {
    const argv = await setTo(undo, "up", env, ctx);
    await armInNode(await puller(undo, env, ctx), idOf(undo), ttlMs, argv, ctx);
  },
  async inject(undo, env, ctx) {
    await must(await puller(undo, env, ctx), await setTo(undo, "down", env, ctx), ctx);
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
    if (undo.vm && (await isOff(env, undo.node, ctx))) return;
    const agent = await puller(undo, env, ctx);
    await disarmInNode(agent, idOf(undo), ctx);
    // The port is gone when the node was powered off meanwhile: nothing is left to heal.
    await agent.run(await setTo(undo, "up", env, ctx), ctx);
  },
  async verifyHealed(undo, env, ctx) {
    if (undo.vm && (await isOff(env, undo.node, ctx))) return seen(true, `${undo.node} is off`);
    const state = await carrier(undo, env, ctx);
    return seen(state === "up", `${undo.node} sees its link ${state}`);
  },
};
