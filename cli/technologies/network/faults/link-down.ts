import { z } from "zod";
import type { Ctx } from "../../../core/base/time.ts";
import { must } from "../../../core/cluster/commands.ts";
import type { CommandHost } from "../../../core/cluster/provider.ts";
import type { FaultEnv, FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { armInNode, disarmInNode, portsOf, seen } from "../../../core/kinds/fault-tools.ts";
import { isOff, linksOf, notOn, qmpArgv, requireMachine } from "../../../core/kinds/machine.ts";
import { nodeRef, segmentName } from "../../../core/kinds/values.ts";

const schema = z.strictObject({
  fault: z.literal("link-down"),
  node: nodeRef,
  segment: segmentName,
});

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
async function puller(undo: LinkUndo, env: FaultEnv, ctx: Ctx): Promise<CommandHost> {
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

/** Whether the cable is in, and who saw it: the switch, where there is one to ask. */
async function carrier(undo: LinkUndo, env: FaultEnv, ctx: Ctx) {
  const access = undo.vm ? undefined : await env.switch(ctx);
  if (access?.isPlugged) {
    const state = (await access.isPlugged(undo.port, ctx)) ? "up" : "down";
    return { state, said: `the switch has ${undo.node}'s link ${state}` };
  }
  const agent = await env.agent(undo.node, ctx);
  const script =
    'while read -r segment device; do [ "$segment" = "$1" ] && cat "/sys/class/net/$device/operstate"; done </run/halab/links';
  const argv = ["/bin/sh", "-c", script, "halab", undo.segment];
  const state = (await agent.run(argv, ctx)).stdout.trim();
  return { state, said: `${undo.node} sees its link ${state}` };
}

export const kind: FaultKind<z.infer<typeof schema>, LinkUndo> = {
  kind: "link-down",
  about:
    "The cable is pulled: the node sees its carrier go. A container's is pulled at the switch, a VM's at its network card, where it stays out through a reset.",
  schema,
  args: ["node", "segment"],
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
    const { state, said } = await carrier(undo, env, ctx);
    return seen(state === "lowerlayerdown" || state === "down", said);
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
    const { state, said } = await carrier(undo, env, ctx);
    return seen(state === "up", said);
  },
};
