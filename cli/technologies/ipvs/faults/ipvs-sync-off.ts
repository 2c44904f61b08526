import { z } from "zod";
import { HalabError, nodeFailed } from "../../../core/base/error.ts";
import type { Ctx } from "../../../core/base/time.ts";
import { must } from "../../../core/cluster/commands.ts";
import type { FaultEnv, FaultKind, Seen, Undo } from "../../../core/kinds/fault.ts";
import { armInNode, disarmInNode, seen, seenAtAll } from "../../../core/kinds/fault-tools.ts";
import { nodeRefs, probeName } from "../../../core/kinds/values.ts";
import { askIpvs, parseDaemons, type SyncDaemon } from "../ipvsadm.ts";
import { livePorts, renewStreams, type StreamTarget } from "../stream-renew.ts";

const schema = z.strictObject({
  fault: z.literal("ipvs-sync-off"),
  nodes: nodeRefs.describe("The directors; on the command line with commas between them."),
  renew: probeName
    .optional()
    .describe("A stream probe; once the daemons have stopped, its connections are opened anew."),
});
type Spec = z.infer<typeof schema>;

interface SyncUndo extends Undo {
  readonly kind: "ipvs-sync-off";
  readonly daemons: readonly (SyncDaemon & { readonly node: string })[];
  readonly renew: (StreamTarget & { readonly ports: readonly number[] }) | null;
}

const idOf = (daemon: SyncDaemon) => `sync-off-${daemon.state}`;

async function daemonsOf(node: string, env: FaultEnv, ctx: Ctx): Promise<SyncDaemon[]> {
  return parseDaemons(await askIpvs(await env.agent(node, ctx), ["-l", "--daemon"], ctx));
}

function nodesOf(undo: SyncUndo): string[] {
  return [...new Set(undo.daemons.map(({ node }) => node))];
}

async function targetOf(
  probe: string | undefined,
  env: FaultEnv,
  ctx: Ctx,
): Promise<SyncUndo["renew"]> {
  if (probe === undefined) return null;
  const planned = env.plan.probes.find((one) => one.name === probe);
  if (planned?.kind !== "stream")
    throw new HalabError("USAGE", `"${probe}" is no stream probe: it has nothing to open anew`);
  const target = { node: String(planned.spec["from"]), to: String(planned.spec["to"]) };
  return { ...target, ports: await livePorts(target, env, ctx) };
}

/** What has to be so, of each node: it runs a daemon, or it runs none. */
async function look(undo: SyncUndo, running: boolean, env: FaultEnv, ctx: Ctx): Promise<Seen> {
  const all = await Promise.all(
    nodesOf(undo).map(async (node) => {
      const states = (await daemonsOf(node, env, ctx)).map(({ state }) => state);
      const what = `${node} runs ${states.join(" and ") || "no"} sync daemon`;
      return { ok: states.length > 0 === running, what };
    }),
  );
  return seenAtAll(all);
}

// What the backup has it keeps: IPVS has no command that forgets connections. `ipvsadm -C` takes the
// services and leaves the connections to their timers of 15 minutes; only unloading the module flushes
// the table, and deceiving the backup would break more than the synchronisation. So the client's side
// begins anew, which is how it is after a night without the daemon, only sooner.
export const kind: FaultKind<Spec, SyncUndo> = {
  kind: "ipvs-sync-off",
  about:
    "Directors stop telling each other of their connections: a takeover from now on finds a table without those that were made since. What the backup was told before it keeps: `renew` names a stream probe whose connections are opened anew, so that no backup has heard of them. What was renewed counts neither as broken nor as lost. keepalived starts the daemon that a role needs at each VRRP transition, also during this fault; what was not sent before does not come back by that. Healing leaves a node alone whose keepalived has started one meanwhile.",
  formerly: "sync-off",
  schema,
  args: ["nodes"],
  async prepare(spec, env, ctx) {
    const nodes = [...new Set(spec.nodes.map(env.resolve))];
    const daemons: (SyncDaemon & { node: string })[] = [];
    for (const node of nodes) {
      const found = await daemonsOf(node, env, ctx);
      if (found.length === 0)
        throw nodeFailed(node, `${node} runs no sync daemon, so none can stop`, {
          hint: "lvs_sync_daemon INTERFACE INSTANCE, in keepalived's global_defs",
        });
      daemons.push(...found.map((daemon) => ({ ...daemon, node })));
    }
    const renew = await targetOf(spec.renew, env, ctx);
    const undo: SyncUndo = { kind: "ipvs-sync-off", daemons, renew };
    return { title: `ipvs-sync-off ${nodes.join(",")}`, nodes, undo };
  },
  async arm(undo, ttlMs, env, ctx) {
    for (const daemon of undo.daemons) {
      const agent = await env.agent(daemon.node, ctx);
      await armInNode(agent, idOf(daemon), ttlMs, ["ipvsadm", ...daemon.start], ctx);
    }
  },
  // The nodes first: what is opened anew must not be told to anybody.
  async inject(undo, env, ctx) {
    for (const { node, state } of undo.daemons) {
      const agent = await env.agent(node, ctx);
      await must(agent, ["ipvsadm", "--stop-daemon", state], ctx);
    }
    if (undo.renew) await renewStreams(undo.renew, env, ctx);
    return undefined;
  },
  async verify(undo, env, ctx) {
    const off = await look(undo, false, env, ctx);
    if (!undo.renew) return off;
    const { ports } = undo.renew;
    const now = await livePorts(undo.renew, env, ctx);
    const kept = now.filter((port) => ports.includes(port)).length;
    const what = `${ports.length} connections were open, ${now.length} are, ${kept} of the old ones`;
    return seen(off.ok && now.length > 0 && kept === 0, ...off.evidence, what);
  },
  async heal(undo, env, ctx) {
    for (const daemon of undo.daemons) {
      const agent = await env.agent(daemon.node, ctx);
      await disarmInNode(agent, idOf(daemon), ctx);
    }
    for (const node of nodesOf(undo)) {
      if ((await daemonsOf(node, env, ctx)).length > 0) continue;
      const agent = await env.agent(node, ctx);
      for (const daemon of undo.daemons)
        if (daemon.node === node) await must(agent, ["ipvsadm", ...daemon.start], ctx);
    }
  },
  verifyHealed: (undo, env, ctx) => look(undo, true, env, ctx),
};
